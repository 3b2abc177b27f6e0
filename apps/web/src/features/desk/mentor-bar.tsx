import {
  holderOf,
  maySend,
  type ParticipantId,
  type PinId,
  pinIdSchema,
  type Round,
  seatIn,
  textLimits,
  typedWords,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ArrowLeftRight, Pin } from 'lucide-react'
import { nanoid } from 'nanoid'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isWritingPlace } from '../../browser/typing/writing-place.ts'
import { Button, TextField } from '../../design/index.ts'
import { useRoomDraft } from '../../live/room-draft.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { limitError } from '../../words/limit-words.ts'
import { chordOf, isApple, isComposing } from '../board/keyboard.ts'
import { momentWords } from '../clock/moment.ts'

/** The person to whom an interviewer who took the desk over can give it back: its previous holder, as long as that person is a mentor. */
export function giveBackTo(round: Round, me: ParticipantId): ParticipantId | null {
  const from = round.deskTakenFrom
  return from !== null && seatIn(round, me) === 'interviewer' && seatIn(round, from) === 'mentor' ? from : null
}

/** Who has the desk, and the button to take it over or give it back in one press; a mentor's pins beside it. */
export function MentorBar(props: RoomProps) {
  const { session, round, me, connected, send } = props
  const version = { seatsVersion: session.seatsVersion }
  const holder = holderOf(round, 'interviewer')
  const takes = maySend(session, me, { kind: 'takeDesk' })
  const pins = seatIn(round, me) === 'mentor' && round.status === 'running'
  const back = giveBackTo(round, me)
  /** The pin whose words may follow at once. */
  const [toWrite, setToWrite] = useState<PinId | null>(null)
  if (back !== null && maySend(session, me, { kind: 'handOverSeat', to: back }))
    return (
      <Bar words={t`You took over as interviewer`}>
        <Button
          size="sm"
          isDisabled={!connected}
          onPress={() => void send({ kind: 'handOverSeat', to: back, ...version })}
        >
          <ArrowLeftRight aria-hidden="true" />
          {t`Give back to ${nameIn(session, back)}`}
        </Button>
      </Bar>
    )
  if (!takes && !pins) return null
  return (
    <>
      <Bar words={holder === null ? t`No interviewer` : t`Interviewer: ${nameIn(session, holder)}`}>
        {pins && <PinButton {...props} onPin={setToWrite} />}
        {takes && (
          <Button size="sm" isDisabled={!connected} onPress={() => void send({ kind: 'takeDesk', ...version })}>
            <ArrowLeftRight aria-hidden="true" />
            {round.deskTakenFrom === me ? t`Take it back` : t`Take over`}
          </Button>
        )}
      </Bar>
      {pins && <PinWords {...props} toWrite={toWrite} />}
    </>
  )
}

const Bar = ({ words, children }: { readonly words: string; readonly children: React.ReactNode }) => (
  <div className="flex shrink-0 items-center gap-2 border-b border-line px-3 py-1.5">
    <p title={words} className="line-clamp-2 min-w-0 grow basis-0 text-xs text-ink-soft">
      {words}
    </p>
    {children}
  </div>
)

/** The key combination that pins; with Alt, so that it works while typing, and types nothing. */
const isPinChord = (press: KeyboardEvent): boolean => !isComposing(press) && chordOf(press, isApple()) === 'Alt+p'

/** "I would push here": one press or one key records the moment, and nobody sees it before the scores open. */
function PinButton({ session, me, connected, send, onPin }: RoomProps & { readonly onPin: (pin: PinId) => void }) {
  const pins = maySend(session, me, { kind: 'pinMoment', pin: freshId(), words: '' })
  const pin = useEffectEvent((): void => {
    if (!connected || !pins) return
    const id = freshId()
    // Somebody who is writing elsewhere keeps writing there.
    if (!isWritingPlace(document.activeElement)) flushSync(() => onPin(id))
    void send({ kind: 'pinMoment', pin: id, words: '' })
  })
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!isPinChord(event) || event.repeat || document.querySelector('[role=dialog]') !== null) return
      event.preventDefault()
      pin()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
  return (
    <Button
      size="sm"
      aria-keyshortcuts="Alt+P"
      aria-label={t`Pin: I would push here`}
      isDisabled={!connected || !pins}
      onPress={() => pin()}
    >
      <Pin aria-hidden="true" />
      {t`Pin`}
      <kbd className="text-2xs text-ink-faint max-md:hidden">Alt P</kbd>
    </Button>
  )
}

const freshId = () => pinIdSchema.parse(nanoid())

/** What to say about the newest pin, if anything; it can stay empty. */
function PinWords({ toWrite, ...props }: RoomProps & { readonly toWrite: PinId | null }) {
  const { round, me, connected, send } = props
  const field = useRef<HTMLInputElement>(null)
  // The field is there before the room has answered: what is typed at once is not lost.
  const isSent = toWrite === null || round.pins.some(({ pin }) => pin === toWrite)
  const last = isSent ? round.pins.findLast(({ by }) => by === me) : { pin: toWrite, words: '', at: null }
  const draft = useRoomDraft(props, `pin.${last?.pin ?? ''}`, last?.words)
  const [done, setDone] = useState<string | null>(null)
  useLayoutEffect(() => {
    if (toWrite !== null) field.current?.focus()
  }, [toWrite])
  if (last === undefined || (last.words !== '' && !draft.unsaved) || done === last.pin) return null
  const tooLong = limitError(draft.words, textLimits.pin)
  const save = async (): Promise<void> => {
    const words = draft.words
    if (typedWords(words) === '') return setDone(last.pin)
    if (tooLong === undefined && (await send({ kind: 'pinMoment', pin: last.pin, words: typedWords(words) })))
      draft.settle(words)
  }
  return (
    <form
      className="flex shrink-0 items-end gap-2 border-b border-line bg-sunken px-3 py-2"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void save()
      }}
    >
      <div className="min-w-0 grow">
        <TextField
          label={
            last.at === null
              ? t`Pinned. Add a note? (optional)`
              : t`Pinned at ${momentWords(last.at, round.startedAt)}. Add a note? (optional)`
          }
          value={draft.words}
          onChange={draft.write}
          error={tooLong}
          inputRef={field}
        />
      </div>
      <Button type="submit" size="sm" className="mb-0.5" isDisabled={!connected || tooLong !== undefined}>
        {typedWords(draft.words) === '' ? <Trans>Skip</Trans> : <Trans>Save</Trans>}
      </Button>
    </form>
  )
}
