import { type RefusalCode, refuse } from '../rules/refusals.ts'
import { refusalToRun } from '../rules/round-rules.ts'
import { firstRefusal, type Standing, unlessInterviewer, unlessLobby } from '../rules/standing.ts'
import { preparedCaseSchema } from '../state/interview-case.ts'
import { currentRound } from '../state/readings.ts'
import type { SessionState } from '../state/state.ts'
import type { RoomCommand } from './commands.ts'
import { type Draft, draft, type Judged } from './draft.ts'

/** Whoever runs the round prepares it; the owner may too, until a case is ready (a session created with its case). */
const unlessMayPrepare = (standing: Standing): RefusalCode | null => {
  const { state, round, participant } = standing
  return participant === state.owner && !round.caseReady ? null : refusalToRun(state, participant)
}

/**
 * `standing: null` is the room itself. Only the first case of a round is announced to everybody, so that drawing another
 * one shows nowhere but at the desk.
 */
export const decidePrepareCase = (
  state: SessionState,
  standing: Standing | null,
  command: Extract<RoomCommand, { kind: 'prepareCase' }>,
): Judged => {
  const round = currentRound(state)
  if (round === null) return refuse('not-joined')
  const code = firstRefusal(
    standing === null ? null : unlessMayPrepare(standing),
    unlessLobby(round),
    round.promptShownAt === null ? null : 'prompt-shown',
  )
  if (code !== null) return refuse(code)
  // What is appended must be readable for ever, so a case is checked here whatever the bank has promised.
  const parsed = preparedCaseSchema.safeParse(command.prepared)
  if (!parsed.success) return refuse('malformed')
  const { public: publicCase, guide, framework, agenda } = parsed.data
  const drafts: Draft[] = [
    draft('case-prepared', { round: round.id, how: command.how, case: publicCase, framework, agenda }),
    draft('guide-prepared', { round: round.id, guide }),
  ]
  if (!round.caseReady) drafts.push(draft('case-made-ready', { round: round.id }))
  return drafts
}

/** While preparing or running, once. In solo the start of the round shows it. */
export const decideShowPrompt = (standing: Standing, how: 'read' | 'shown'): Judged => {
  const { round } = standing
  const code = firstRefusal(
    unlessInterviewer(standing),
    round.status === 'lobby' || round.status === 'running' ? null : 'round-ended',
    round.promptShownAt === null ? null : 'prompt-shown',
  )
  if (code !== null) return refuse(code)
  if (round.case === null) return refuse('case-not-prepared')
  return [draft('prompt-shown', { round: round.id, case: round.case, how })]
}
