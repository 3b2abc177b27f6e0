import {
  type AudioRecording,
  audioWaitsFor,
  isAudioRunning,
  keptAudio,
  mayControlClock,
  mayEraseAudio,
  openAudio,
  type ParticipantId,
  refusalTo,
  type SessionState,
} from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { CircleDot, Disc } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Button, Dialog, IconButton, Modal, showToast } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { sentenceOfCode } from '../../words/refusal-words.ts'
import { minutesAndSeconds } from '../clock/clock-words.ts'
import type { OwnRecording, OwnVoice } from './own-recording.ts'
import type { PartSender } from './send-parts.ts'

type Parts = { readonly own: OwnRecording; readonly sender: PartSender }

/** In the room's header: a light that shows the true state, and behind it the question, the stop button and what was stored. */
export function VoiceRecording({
  own,
  sender,
  isAsking,
  onAsked,
  ...props
}: RoomProps &
  Parts & {
    /** Somebody wants to start one. */
    readonly isAsking: boolean
    readonly onAsked: () => void
  }) {
  const { session, me } = props
  const voice = useSyncExternalStore(own.subscribe, own.getSnapshot)
  const { unsent, refused } = useSyncExternalStore(sender.subscribe, sender.getSnapshot)
  const [isOpen, setOpen] = useState(false)
  const open = openAudio(session)
  const isMine = audioWaitsFor(session).includes(me)
  const close = (): void => {
    setOpen(false)
    onAsked()
  }
  useQuestion(session, isMine && !isOpen ? open : null, () => setOpen(true))
  useRefusals(refused)
  return (
    <>
      <Light
        session={session}
        voice={voice}
        unsent={unsent}
        isMine={isMine}
        isTight={mayControlClock(session, me)}
        onPress={() => setOpen(true)}
      />
      <Modal isOpen={isOpen || isAsking} onOpenChange={(next) => !next && close()}>
        <VoiceDialog {...props} unsent={unsent} onClose={close} />
      </Modal>
    </>
  )
}

const Light = ({
  session,
  voice,
  unsent,
  isMine,
  isTight,
  onPress,
}: {
  readonly session: SessionState
  readonly voice: OwnVoice
  readonly unsent: number
  readonly isMine: boolean
  /** Beside the clock and its buttons there is room only for the light. */
  readonly isTight: boolean
  readonly onPress: () => void
}) => {
  if (isMine)
    return (
      <Button variant="primary" size="sm" onPress={onPress}>
        <CircleDot aria-hidden="true" />
        {t`Record your voice?`}
      </Button>
    )
  const runs = isAudioRunning(session)
  const words = runs ? t`Recording` : openAudio(session) !== null ? t`Not recording yet` : uploadWords(unsent)
  if (words === '')
    return keptAudio(session).length === 0 ? null : (
      <IconButton label={t`Voice recordings`} size="sm" onPress={onPress}>
        <Disc aria-hidden="true" />
      </IconButton>
    )
  const own = runs ? ownWords(voice) : ''
  return (
    <>
      <Button variant="quiet" size="sm" onPress={onPress} data-recording={runs ? voice : 'off'}>
        <CircleDot
          aria-hidden="true"
          className={runs ? (voice === 'on' ? 'text-danger-ink' : 'text-warn-ink') : 'text-ink-faint'}
        />
        <span className={isTight ? 'max-[90rem]:sr-only' : 'max-sm:sr-only'}>{words}</span>
        {own !== '' && <span className="text-ink-faint max-xl:sr-only">{own}</span>}
      </Button>
      <span role="status" className="sr-only">
        {words}
      </span>
    </>
  )
}

/** Why one's own voice is not in it, if it is not. */
function ownWords(voice: OwnVoice): string {
  return {
    off: '',
    on: '',
    muted: t`you’re muted`,
    'not-in-call': t`not you: join the call`,
    'no-microphone': t`not you: no microphone`,
    'not-heard': '',
    unsupported: t`not you: this browser can’t record`,
    failed: t`not you: this device has no room left`,
  }[voice]
}

function uploadWords(unsent: number): string {
  const seconds = Math.ceil(unsent / 1000)
  return seconds === 0 ? '' : plural(seconds, { one: 'Saving the last second', other: 'Saving the last # seconds' })
}

type Body = { readonly title: string; readonly lead: string; readonly actions: ReactNode }

const VoiceDialog = ({
  unsent,
  onClose,
  ...props
}: RoomProps & { readonly unsent: number; readonly onClose: () => void }) => {
  const { session, me, connected, send } = props
  const kept = keptAudio(session).filter(({ stoppedAt }) => stoppedAt !== null)
  const body = bodyOf(props, onClose)
  return (
    <Dialog title={body.title} lead={body.lead} scrolls>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap justify-end gap-2">{body.actions}</div>
        {unsent > 0 && (
          <p className="text-sm text-ink-soft">
            {t`${uploadWords(unsent)}: keep this page open. If you close it, the rest is sent when you come back on this device.`}
          </p>
        )}
        {kept.length > 0 && (
          <section aria-label={t`Voice recordings`} className="flex flex-col gap-2 border-t border-line pt-3">
            <p className="text-sm text-ink-soft">{t`These are kept. They play in the replay, for people in this session.`}</p>
            <ul className="flex flex-col gap-1">
              {kept.map((one) => (
                <li key={one.audio} className="flex items-center justify-between gap-3 text-sm">
                  <span className="tabular">{keptWords(one)}</span>
                  {mayEraseAudio(session, me, one) && (
                    <Button
                      variant="danger"
                      size="sm"
                      isDisabled={!connected}
                      onPress={() => void send({ kind: 'eraseAudio', audio: one.audio })}
                    >
                      {t`Erase`}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  )
}

const keptWords = ({ spans, audio }: AudioRecording): string => {
  const length = spans.reduce((sum, { from, to }) => sum + (to ?? from) - from, 0)
  return t`Recording ${audio}, ${minutesAndSeconds(length)}`
}

/** What there is to decide now. */
function bodyOf({ session, me, connected, send }: RoomProps, onClose: () => void): Body {
  const open = openAudio(session)
  const done = (sent: Promise<boolean>): void => void sent.then((ok) => ok && onClose())
  if (open === null) {
    const refused = refusalTo(session, me, { kind: 'askAudio' })
    return {
      title: t`Record your voices`,
      lead:
        refused === null
          ? t`Everybody with a microphone is asked, and nothing is recorded until all agree. Each browser records its own microphone and nothing else. The recording plays in the replay, for people in this session. They can also keep it in a file, and the owner can share it by a link. Anyone who agreed can erase it.`
          : (sentenceOfCode(refused) ?? ''),
      actions: (
        <Button
          variant="primary"
          isDisabled={!connected || refused !== null}
          onPress={() => done(send({ kind: 'askAudio' }))}
        >
          {t`Ask everybody`}
        </Button>
      ),
    }
  }
  const { audio } = open
  const waits = audioWaitsFor(session)
  if (waits.includes(me))
    return {
      title: t`${nameIn(session, open.askedBy)} asks to record your voices`,
      lead: t`Your browser would record your microphone while you are in the call and not muted. The recording plays in the replay, for people in this session. They can also keep it in a file, and the owner can share it by a link. You can stop and erase all of it at any time. Nothing is recorded until everybody agrees.`,
      actions: (
        <>
          <Button
            isDisabled={!connected}
            onPress={() => done(send({ kind: 'answerAudio', audio, agreed: false }))}
          >{t`Don’t record`}</Button>
          <Button
            variant="primary"
            isDisabled={!connected}
            onPress={() => done(send({ kind: 'answerAudio', audio, agreed: true }))}
          >{t`I agree`}</Button>
        </>
      ),
    }
  const names = waits.map((one: ParticipantId) => nameIn(session, one)).join(', ')
  const mayStop = refusalTo(session, me, { kind: 'stopAudio', audio, erase: false }) === null
  const mayErase = refusalTo(session, me, { kind: 'stopAudio', audio, erase: true }) === null
  return {
    title: names === '' ? t`Your voices are being recorded` : t`Waiting for ${names}`,
    lead:
      names === ''
        ? t`Everybody with a microphone has agreed. When you stop, you choose whether to keep it. If you erase it, nothing of it stays on the server.`
        : t`Nothing is recorded until they answer.`,
    actions: (
      <>
        {mayErase && (
          <Button
            variant="danger"
            isDisabled={!connected}
            onPress={() => done(send({ kind: 'stopAudio', audio, erase: true }))}
          >{t`Stop and erase`}</Button>
        )}
        {mayStop && (
          <Button
            variant="primary"
            isDisabled={!connected}
            onPress={() => done(send({ kind: 'stopAudio', audio, erase: false }))}
          >{t`Stop and keep`}</Button>
        )}
      </>
    ),
  }
}

/** Shown once, where it can be answered. */
function useQuestion(session: SessionState, asked: AudioRecording | null, onAnswer: () => void): void {
  const answer = useRef(onAnswer)
  answer.current = onAnswer
  const audio = asked?.audio ?? null
  const name = asked === null ? '' : nameIn(session, asked.askedBy)
  useEffect(() => {
    if (audio === null) return
    return showToast({
      tone: 'info',
      title: t`${name} asks to record your voices`,
      words: t`Nothing is recorded until everybody agrees.`,
      action: { label: t`Answer`, onPress: () => answer.current() },
    })
  }, [audio, name])
}

function useRefusals(refused: string | null): void {
  useEffect(() => {
    if (refused === null) return
    return showToast({
      tone: 'danger',
      title: t`Part of your recording was not kept`,
      words: sentenceOfCode(refused) ?? t`The server refused it.`,
    })
  }, [refused])
}
