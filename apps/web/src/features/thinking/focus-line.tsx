import { focusOf, isSolo, seatIn, textLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Button, TextField } from '../../design/index.ts'
import { useRoomDraft } from '../../live/room-draft.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { limitError } from '../../words/limit-words.ts'

/** In the lobby: one line of the candidate about what they work on today. The others read it. */
export function FocusLine(props: RoomProps) {
  const { session, round, me, connected, send } = props
  const stored = focusOf(round)
  const draft = useRoomDraft(props, 'focus', stored ?? '')
  if (seatIn(round, me) !== 'candidate')
    return stored === null ? null : (
      <p className="text-sm text-ink-soft">
        <span className="font-medium text-ink">{t`The candidate is working on`}</span>
        {': '}
        <bdi>{stored}</bdi>
      </p>
    )
  const error = limitError(draft.words, textLimits.focus)
  const changed = draft.words.trim() !== (stored ?? '')
  const save = async (): Promise<void> => {
    if (changed && error === undefined && connected && (await send({ kind: 'setFocus', words: draft.words.trim() })))
      draft.settle(draft.words)
  }
  return (
    <form
      className="flex items-start gap-2"
      onSubmit={(submitted) => {
        submitted.preventDefault()
        void save()
      }}
    >
      <TextField
        className="grow"
        label={t`What I’m working on today`}
        aside={t`optional`}
        description={
          isSolo(session, round)
            ? t`The debrief starts with it.`
            : t`The others see it, and the debrief starts with it.`
        }
        value={draft.words}
        onChange={draft.write}
        error={error}
      />
      <Button type="submit" className="mt-6.5" isDisabled={!changed || !connected || error !== undefined}>
        {t`Save`}
      </Button>
    </form>
  )
}

/** On top of the debrief: what the candidate wanted to work on is asked about first. */
export function FocusFirst({ round, me }: Pick<RoomProps, 'round' | 'me'>) {
  const focus = focusOf(round)
  if (focus === null) return null
  const mine = seatIn(round, me) === 'candidate'
  return (
    <section
      aria-label={t`What this round was for`}
      className="rounded-lg border border-line bg-raised px-4 py-3 text-sm"
    >
      <p className="text-xs font-medium text-ink-faint">{mine ? t`You worked on` : t`The candidate worked on`}</p>
      <p className="mt-0.5 font-medium text-ink" dir="auto">
        {focus}
      </p>
      {round.status !== 'scored' && (
        <p className="mt-1 text-ink-soft">
          {mine
            ? t`How did it go? Say it before you look at the scores.`
            : t`Ask how it went before you look at the scores.`}
        </p>
      )}
    </section>
  )
}
