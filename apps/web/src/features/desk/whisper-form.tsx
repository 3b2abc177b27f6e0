import { holderOf, maySend, seatIn, textLimits, typedWords } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { MessageCircle } from 'lucide-react'
import { useState } from 'react'
import { Button, showToast, TextField } from '../../design/index.ts'
import { useRoomDraft } from '../../live/room-draft.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { limitError } from '../../words/limit-words.ts'

/**
 * A mentor's message to the interviewer, in the bar at the bottom of the room: within reach wherever they look. The rule would let the
 * interviewer whisper as well, but there is nobody whom they could not simply talk to.
 */
export function WhisperForm(props: RoomProps) {
  const { session, round, me, connected, send } = props
  const draft = useRoomDraft(props, 'whisper')
  const [sending, setSending] = useState(false)
  // In a lobby without a case nobody has the panel where whispers arrive, and where one's own are listed.
  const live = round.status === 'running' || (round.status === 'lobby' && round.guide !== null)
  if (!live || seatIn(round, me) !== 'mentor' || !maySend(session, me, { kind: 'sendWhisper', words: '…' })) return null
  const interviewer = holderOf(round, 'interviewer')
  const name = interviewer === null ? t`the interviewer` : nameIn(session, interviewer)
  const { words } = draft
  const tooLong = limitError(words, textLimits.noteOrWhisper)
  const whisper = async (): Promise<void> => {
    if (typedWords(words) === '' || tooLong !== undefined) return
    setSending(true)
    const done = await send({ kind: 'sendWhisper', words: typedWords(words) })
    setSending(false)
    if (!done) return
    draft.settle(words)
    showToast({ tone: 'good', title: t`Whispered to ${name}`, words: t`It is listed in Notes.` })
  }
  return (
    <form
      aria-label={t`Whisper`}
      className="flex min-w-0 items-center gap-2 py-0.5 max-md:basis-full md:w-1/2 md:min-w-112 md:shrink-0"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void whisper()
      }}
    >
      <TextField
        className="min-w-0 grow"
        aria-label={t`Whisper to ${name}`}
        placeholder={t`To ${name} alone`}
        value={words}
        onChange={draft.write}
        error={tooLong}
      />
      <Button
        type="submit"
        size="sm"
        isPending={sending}
        isDisabled={!connected || typedWords(words) === '' || tooLong !== undefined}
      >
        <MessageCircle aria-hidden="true" />
        {t`Whisper`}
      </Button>
    </form>
  )
}
