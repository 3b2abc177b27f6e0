import {
  audioWaitsFor,
  isAudioRunning,
  keptAudio,
  mayControlClock,
  mayEraseAudio,
  maySend,
  openAudio,
  type ParticipantId,
  refusalTo,
  type SessionState,
} from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { CircleDot, Disc } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button, IconButton, Modal, showToast } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { sentenceOfCode } from '../../words/refusal-words.ts'
import { ConsentDialog, type Decision, KeptList, lengthWords } from '../consent/consent-dialog.tsx'
import { ConsentLight } from '../consent/consent-light.tsx'
import { useAsked } from '../consent/use-asked.ts'
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
  const name = open === null ? '' : nameIn(session, open.askedBy)
  useAsked(
    isMine && !isOpen ? (open?.audio ?? null) : null,
    t`${name} asks to record your voices`,
    t`Nothing is recorded until everybody agrees.`,
    () => setOpen(true),
  )
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
  return (
    <ConsentLight
      icon={CircleDot}
      onColour="text-danger-ink"
      voice={runs ? voice : null}
      words={words}
      own={runs ? ownWords(voice) : ''}
      wordsClass={isTight ? 'max-[90rem]:sr-only' : 'max-sm:sr-only'}
      onPress={onPress}
      data-recording={runs ? voice : 'off'}
    />
  )
}

/** Why one's own voice is not in it, if it is not. */
function ownWords(voice: OwnVoice): string {
  return {
    off: '',
    on: '',
    muted: t`you’re muted`,
    'not-in-call': t`you’re not recorded: join the call`,
    'no-microphone': t`you’re not recorded: no microphone`,
    'not-heard': '',
    unsupported: t`you’re not recorded: this browser can’t record`,
    failed: t`you’re not recorded: this device has no space left`,
  }[voice]
}

function uploadWords(unsent: number): string {
  const seconds = Math.ceil(unsent / 1000)
  return seconds === 0 ? '' : plural(seconds, { one: 'Saving the last second', other: 'Saving the last # seconds' })
}

const VoiceDialog = ({
  unsent,
  onClose,
  ...props
}: RoomProps & { readonly unsent: number; readonly onClose: () => void }) => {
  const { session, me, connected, send } = props
  const kept = keptAudio(session).filter(({ stoppedAt }) => stoppedAt !== null)
  return (
    <ConsentDialog {...decisionOf(props, onClose)}>
      {unsent > 0 && (
        <p className="text-sm text-ink-soft">
          {t`${uploadWords(unsent)}: keep this page open. If you close it, the rest is sent when you come back on this device.`}
        </p>
      )}
      <KeptList
        title={t`Voice recordings`}
        lead={t`These are kept. They play in the replay, for people in this session.`}
        kept={kept.map((one) => ({
          id: one.audio,
          words: t`Recording ${one.audio}, ${lengthWords(one.spans)}`,
          remove: mayEraseAudio(session, me, one) && (
            <Button
              variant="danger"
              size="sm"
              isDisabled={!connected}
              onPress={() => void send({ kind: 'eraseAudio', audio: one.audio })}
            >
              {t`Erase`}
            </Button>
          ),
        }))}
      />
    </ConsentDialog>
  )
}

/** What there is to decide now. */
function decisionOf({ session, me, connected, send }: RoomProps, onClose: () => void): Decision {
  const open = openAudio(session)
  const done = (sent: Promise<boolean>): void => void sent.then((ok) => ok && onClose())
  if (open === null) {
    const refused = refusalTo(session, me, { kind: 'askAudio' })
    return {
      title: t`Record your voices`,
      lead:
        refused === null
          ? t`Everybody with a microphone is asked, and nothing is recorded until all agree. Each browser records its own microphone and nothing else. The recording plays in the replay, for people in this session. They can also keep it in a file, and the owner can share it with a link. Anyone who agreed can erase it.`
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
      lead: t`Your browser would record your microphone while you are in the call and not muted. The recording plays in the replay, for people in this session. They can also keep it in a file, and the owner can share it with a link. You can stop and erase all of it at any time. Nothing is recorded until everybody agrees.`,
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
  const mayStop = maySend(session, me, { kind: 'stopAudio', audio, erase: false })
  const mayErase = maySend(session, me, { kind: 'stopAudio', audio, erase: true })
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
