import { sessionLimits } from '../limits/session-limits.ts'
import type { RoundId } from '../state/ids.ts'
import { currentRound, holderOf } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { type CommandContext, contextIn } from './context.ts'
import type { RefusalCode } from './refusals.ts'
import { firstRefusal } from './refusals-if.ts'

/**
 * Why this participant may not let others see when the thoughts of a round were formed: its candidate may, once, after the scores are open.
 */
export function refusalToOpenThoughts(current: CommandContext, round: RoundId | undefined): RefusalCode | null {
  const context = contextIn(current, round)
  if (context === null) return 'unknown-round'
  return firstRefusal(
    context.seat === 'candidate' ? null : 'candidate-only',
    context.round.status === 'scored' ? null : 'scores-not-open',
    context.round.openedThoughts === null ? null : 'already-released',
  )
}

/** Cards in the tray of the round's candidate. Only the server and its author know. */
export function cardsInTray(round: Round): number {
  const candidate = holderOf(round, 'candidate')
  const thoughts = candidate === null ? [] : (round.thoughts[candidate] ?? [])
  return thoughts.filter((thought) => thought.goneAt === null).length
}

/**
 * When the room next tells the desk how many cards the tray holds, in the server's milliseconds: a few seconds after the last time, so that
 * nobody watches a candidate think card by card. `null` when the desk already knows.
 */
export function trayCountDueAt(state: SessionState): number | null {
  const round = currentRound(state)
  if (state.status.kind !== 'open' || round?.status !== 'running') return null
  const { trayCounted } = round
  if ((trayCounted?.cards ?? 0) === cardsInTray(round)) return null
  return (trayCounted?.at ?? round.startedAt ?? 0) + sessionLimits.trayCountedEvery
}
