import { currentRound, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { ArrowRight } from 'lucide-react'
import { Button, longWords, Segmented, Select } from '../../design/index.ts'
import { isolated } from '../../live/room-props.ts'
import { setRoomView, useRoomView } from '../../live/room-view.ts'

const stateWords = { lobby: t`being prepared`, running: 'running', ended: 'debrief', scored: 'debrief' } as const

/** "Round 2: Amazon Pay (debrief)". A title that was not shown yet is left out. */
export function roundWords(round: Round, index: number): string {
  const title = round.promptShownAt === null ? null : round.case?.title
  return t`Round ${index + 1}${title ? `: ${isolated(title)}` : ''} (${stateWords[round.status]})`
}

/** Above a round that is over: its debrief or its board, and links to every other round. */
export function RoundBar({
  session,
  round,
  onShow,
}: {
  readonly session: SessionState
  readonly round: Round
  readonly onShow: (round: string | null) => void
}) {
  const afterRound = useRoomView((view) => view.afterRound)
  const current = currentRound(session)
  const earlier = current !== null && current.id !== round.id
  const several = session.rounds.length > 1
  return (
    <section
      aria-label={t`After the round`}
      className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line bg-surface px-4 py-1.5 print:hidden"
    >
      <Segmented
        label={t`What to look at`}
        hideLabel
        size="sm"
        className="w-56"
        options={[
          { id: 'debrief', label: t`Debrief` },
          { id: 'board', label: t`Board` },
        ]}
        value={afterRound}
        onChange={(next) => setRoomView({ afterRound: next })}
      />
      {several && (
        <Select
          aria-label={t`Round`}
          className="w-72 min-w-0 max-w-full max-sm:w-auto max-sm:grow"
          selectedKey={round.id}
          onSelectionChange={(chosen) => onShow(chosen === current?.id ? null : String(chosen))}
          choices={session.rounds.map((one, index) => ({ id: one.id, label: roundWords(one, index) }))}
        />
      )}
      {earlier ? (
        <Button size="sm" variant="primary" className="ml-auto" onPress={() => onShow(null)}>
          {current.status === 'lobby' || current.status === 'running'
            ? t`Round ${session.rounds.length} is ${stateWords[current.status]}`
            : t`Round ${session.rounds.length}`}
          <ArrowRight aria-hidden="true" />
        </Button>
      ) : (
        <p className="text-sm text-ink-faint max-sm:hidden">
          {round.status === 'ended' ? t`The round has ended and the board is closed.` : t`The scores are open.`}
        </p>
      )}
    </section>
  )
}

/** In the lobby of a later round: earlier rounds stay within reach. */
export function EarlierRounds({
  session,
  onShow,
}: {
  readonly session: SessionState
  readonly onShow: (round: string | null) => void
}) {
  return (
    <ul className="flex flex-col items-start gap-1.5">
      {session.rounds.slice(0, -1).map((one, index) => (
        <li key={one.id}>
          <Button size="sm" className={longWords} onPress={() => onShow(one.id)}>
            {roundWords(one, index)}
          </Button>
        </li>
      ))}
    </ul>
  )
}
