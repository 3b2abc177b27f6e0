import { boardOf, type Round } from '@greenroom/session'
import type { RecordedSession } from '../recorded-session.ts'
import { phaseSpansOf } from '../strip/strip-phases.ts'
import { entriesInTime } from '../timeline.ts'
import type { RunTime } from './alignment.ts'

/**
 * A round of a recording on its own time, with its phases. `round`: its state at the end of the recording. `from`: where the comparison
 * begins, in the store's milliseconds, for example the moment at which it was taken again. `null` when it was never started.
 */
export function runTimeOf(recording: RecordedSession, round: Round, from?: number): RunTime | null {
  if (round.startedAt === null) return null
  const start = Math.max(round.startedAt, from ?? round.startedAt)
  const entries = entriesInTime(recording.entries).filter(
    (entry) => 'round' in entry.data && entry.data.round === round.id,
  )
  const board = boardOf(round.id)
  const lastEdit = recording.edits.findLast(({ document }) => document === board)?.at ?? start
  const end = Math.max(start, round.endedAt ?? Math.max(entries.at(-1)?.at ?? start, lastEdit))
  const { phases } = phaseSpansOf(round, entries, round.startedAt, end)
  return { from: start, to: end, stretches: phases.map(({ name, from, to }) => ({ name, from, to })) }
}
