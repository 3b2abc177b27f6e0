import { focusOf, isSolo, seatIn, textLimits, typedWords } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useRef } from 'react'
import { maySendDraft, settleDraft } from '../../browser/drafts.ts'
import { cx, TextField } from '../../design/index.ts'
import { roomDraftOf, useRoomDraft } from '../../live/room-draft.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { useSendDrafts } from '../../live/send-drafts.ts'
import { limitError } from '../../words/limit-words.ts'

/** In the lobby: one line by the candidate about what they are working on today. The others read it. */
export function FocusLine(props: RoomProps) {
  const { round, me } = props
  const stored = focusOf(round)
  if (seatIn(round, me) === 'candidate') return <OwnFocus key={round.id} {...props} stored={stored ?? ''} />
  return stored === null ? null : (
    <p className="text-sm text-ink-soft">
      <span className="font-medium text-ink">{t`The candidate is working on`}</span>
      {': '}
      <bdi>{stored}</bdi>
    </p>
  )
}

/** Sent like every other draft, without a button: after a pause, at Enter, and when the field or the page is left. */
function OwnFocus(props: RoomProps & { readonly stored: string }) {
  const { session, round, me, connected, send, stored } = props
  const draft = useRoomDraft(props, 'focus', stored)
  const sending = useRef(false)
  const error = limitError(draft.words, textLimits.focus)
  const flush = (leaving: boolean): void => {
    const entry = roomDraftOf(props, 'focus')
    const typed = entry.read()
    if (typed === null || sending.current || !maySendDraft(entry, stored)) return
    const words = typedWords(typed.words)
    if (words === stored) {
      // A space that was just typed stays at the caret until the field is left.
      if (leaving) entry.remove()
      return
    }
    if (limitError(words, textLimits.focus) !== undefined) return
    sending.current = true
    // Sent as the round starts it is refused, and then offered among the notes.
    void send({ kind: 'setFocus', words }, 'quietly').then((done) => {
      sending.current = false
      if (done) settleDraft(entry, words)
    })
  }
  useSendDrafts({
    place: `${session.session} ${round.id} ${me}`,
    entries: () => [roomDraftOf(props, 'focus')],
    ready: connected,
    flush,
  })
  const asked = isSolo(session, round)
    ? t`The debrief starts with it.`
    : t`The others see it, and the debrief starts with it.`
  const untouched = draft.words === '' && stored === ''
  return (
    <form
      onSubmit={(submitted) => {
        submitted.preventDefault()
        if (connected) flush(true)
      }}
    >
      <TextField
        label={t`What I’m working on today`}
        aside={
          <span role="status">
            {untouched
              ? t`optional`
              : !draft.unsaved
                ? t`Saved`
                : error !== undefined || !connected
                  ? t`Not saved yet`
                  : t`Saving`}
          </span>
        }
        description={draft.unsaved && !connected ? t`Kept on this device until you’re back online` : asked}
        value={draft.words}
        onChange={draft.write}
        error={error}
      />
    </form>
  )
}

/** At the top of the debrief: what the candidate wanted to work on is asked about first. One line once the scores are open. */
export function FocusFirst({ round, me }: Pick<RoomProps, 'round' | 'me'>) {
  const focus = focusOf(round)
  if (focus === null) return null
  const seat = seatIn(round, me)
  const mine = seat === 'candidate'
  // People who watch ask nothing.
  const asks = seat === 'interviewer' || seat === 'mentor'
  return (
    <section
      aria-label={t`What this round was for`}
      className={
        round.status === 'scored'
          ? 'flex flex-wrap items-baseline gap-x-2 text-sm'
          : 'rounded-lg border border-line bg-raised px-4 py-3 text-sm'
      }
    >
      <p className="text-xs font-medium text-ink-faint">{mine ? t`You worked on` : t`The candidate worked on`}</p>
      <p className={cx('font-medium text-ink', round.status !== 'scored' && 'mt-0.5')} dir="auto">
        {focus}
      </p>
      {round.status !== 'scored' && (mine || asks) && (
        <p className="mt-1 text-ink-soft">
          {mine
            ? t`How did it go? Say it before you look at the scores.`
            : t`Ask how it went before you look at the scores.`}
        </p>
      )}
    </section>
  )
}
