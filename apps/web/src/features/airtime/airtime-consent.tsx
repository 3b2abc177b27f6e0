import {
  airtimeWaitsFor,
  keptAirtimes,
  mayControlClock,
  mayDeleteAirtime,
  maySend,
  measuredNow,
  openAirtime,
  type ParticipantId,
  refusalTo,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { AudioLines } from 'lucide-react'
import { useState, useSyncExternalStore } from 'react'
import { Button, IconButton, Modal } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { sentenceOfCode } from '../../words/refusal-words.ts'
import { ConsentDialog, type Decision, KeptList, lengthWords } from '../consent/consent-dialog.tsx'
import { ConsentLight } from '../consent/consent-light.tsx'
import type { MicrophoneUse } from '../consent/own-microphone.ts'
import { useAsked } from '../consent/use-asked.ts'
import type { OwnAirtime } from './own-airtime.ts'

/** In the room's header: a light that says whether it is measured who speaks, and behind it the question, the stop and what is kept. */
export function AirtimeConsent({
  own,
  isAsking,
  onAsked,
  ...props
}: RoomProps & {
  readonly own: OwnAirtime
  /** Somebody wants to begin. */
  readonly isAsking: boolean
  readonly onAsked: () => void
}) {
  const { session, me } = props
  const voice = useSyncExternalStore(own.subscribe, own.getSnapshot)
  const [isOpen, setOpen] = useState(false)
  const isMine = airtimeWaitsFor(session).includes(me)
  const close = (): void => {
    setOpen(false)
    onAsked()
  }
  const open = openAirtime(session)
  const name = open === null ? '' : nameIn(session, open.askedBy)
  useAsked(
    isMine && !isOpen ? (open?.airtime ?? null) : null,
    t`${name} asks to measure who speaks when`,
    t`No words and no sound are kept. Nothing is measured until you both agree.`,
    () => setOpen(true),
  )
  return (
    <>
      <Light {...props} voice={voice} isMine={isMine} onPress={() => setOpen(true)} />
      <Modal isOpen={isOpen || isAsking} onOpenChange={(next) => !next && close()}>
        <AirtimeDialog {...props} onClose={close} />
      </Modal>
    </>
  )
}

const Light = ({
  session,
  round,
  me,
  voice,
  isMine,
  onPress,
}: RoomProps & { readonly voice: MicrophoneUse; readonly isMine: boolean; readonly onPress: () => void }) => {
  if (isMine)
    return (
      <Button variant="primary" size="sm" onPress={onPress}>
        <AudioLines aria-hidden="true" />
        {/* On a phone the session's title needs the room. */}
        <span className="max-sm:sr-only">{t`Measure who speaks?`}</span>
      </Button>
    )
  if (openAirtime(session) === null || (measuredNow(session) === null && round.status !== 'running'))
    return keptAirtimes(session).length === 0 || round.status === 'running' ? null : (
      <IconButton label={t`Who spoke when`} size="sm" onPress={onPress}>
        <AudioLines aria-hidden="true" />
      </IconButton>
    )
  const runs = measuredNow(session) !== null
  const words = runs ? t`Measuring who speaks` : t`Not measuring yet`
  return (
    <ConsentLight
      icon={AudioLines}
      onColour="text-accent"
      voice={runs ? voice : null}
      words={words}
      own={runs ? ownWords(voice) : ''}
      // Beside the clock and its buttons there is room for the light alone.
      wordsClass={mayControlClock(session, me) ? 'max-[100rem]:sr-only' : 'max-lg:sr-only'}
      onPress={onPress}
      data-airtime={runs ? voice : 'off'}
    />
  )
}

/** Whether one's own speech is measured, where it is not. */
function ownWords(voice: MicrophoneUse): string {
  return {
    off: '',
    on: '',
    muted: t`you’re muted`,
    'not-in-call': t`you’re not measured: join the call`,
    'no-microphone': t`you’re not measured: no microphone`,
    unsupported: t`you’re not measured: this browser can’t do it`,
  }[voice]
}

const AirtimeDialog = ({ onClose, ...props }: RoomProps & { readonly onClose: () => void }) => {
  const { session, me, connected, send } = props
  const kept = keptAirtimes(session).filter(({ stoppedAt }) => stoppedAt !== null)
  return (
    <ConsentDialog {...decisionOf(props, onClose)}>
      <KeptList
        title={t`Measured`}
        lead={t`Measured, and shown to the people in this session once the scores of the round are open.`}
        kept={kept.map((one) => ({
          id: one.airtime,
          words: t`Measurement ${one.airtime}, ${lengthWords(one.spans)}`,
          remove: mayDeleteAirtime(session, me, one) && (
            <Button
              variant="danger"
              size="sm"
              isDisabled={!connected}
              onPress={() => void send({ kind: 'deleteAirtime', airtime: one.airtime })}
            >
              {t`Delete`}
            </Button>
          ),
        }))}
      />
    </ConsentDialog>
  )
}

/** What there is to decide now. */
function decisionOf({ session, me, connected, send }: RoomProps, onClose: () => void): Decision {
  const open = openAirtime(session)
  const done = (sent: Promise<boolean>): void => void sent.then((ok) => ok && onClose())
  if (open === null) {
    const airtime = session.airtimes.length + 1
    const refused = refusalTo(session, me, { kind: 'agreeAirtime', airtime })
    return {
      title: t`Measure who speaks when`,
      lead:
        refused === null
          ? t`Each browser listens to its own microphone and notes when someone speaks. It notes no words and keeps no sound. It starts once interviewer and candidate have agreed, and runs while the round does. When the scores are open, the people in this session see who spoke when, where two people spoke at once, the silences and the longest monologue. Either of you can stop or delete it.`
          : (sentenceOfCode(refused) ?? ''),
      actions: (
        <Button
          variant="primary"
          isDisabled={!connected || refused !== null}
          onPress={() => done(send({ kind: 'agreeAirtime', airtime }))}
        >
          {session.mode === 'solo' ? t`Measure` : t`Agree and ask them`}
        </Button>
      ),
    }
  }
  const { airtime } = open
  const waits = airtimeWaitsFor(session)
  if (waits.includes(me))
    return {
      title: t`${nameIn(session, open.askedBy)} asks to measure who speaks when`,
      lead: t`Your browser would listen to your microphone while you are in the call and not muted, and note when you speak. It notes no words and keeps no sound. The people in this session see it once the scores are open. You can stop or delete it at any time. Nothing is measured until you both agree.`,
      actions: (
        <>
          <Button
            isDisabled={!connected}
            onPress={() => done(send({ kind: 'stopAirtime', airtime }))}
          >{t`Don’t measure`}</Button>
          <Button
            variant="primary"
            isDisabled={!connected}
            onPress={() => done(send({ kind: 'agreeAirtime', airtime }))}
          >{t`I agree`}</Button>
        </>
      ),
    }
  const names = waits.map((one: ParticipantId) => nameIn(session, one)).join(', ')
  const mayStop = maySend(session, me, { kind: 'stopAirtime', airtime })
  const mayDelete = maySend(session, me, { kind: 'deleteAirtime', airtime })
  return {
    title: names === '' ? t`Who speaks when is being measured` : t`Waiting for ${names}`,
    lead:
      names === ''
        ? t`It runs while the round does. It is shown once the scores are open, to the people in this session.`
        : t`Nothing is measured until they answer.`,
    actions: (
      <>
        {mayDelete && (
          <Button
            variant="danger"
            isDisabled={!connected}
            onPress={() => done(send({ kind: 'deleteAirtime', airtime }))}
          >{t`Stop and delete`}</Button>
        )}
        {mayStop && (
          <Button
            variant="primary"
            isDisabled={!connected}
            onPress={() => done(send({ kind: 'stopAirtime', airtime }))}
          >{t`Stop and keep`}</Button>
        )}
      </>
    ),
  }
}
