import type { Scorecard } from '../log/entries.ts'
import { refuse } from '../rules/refusals.ts'
import { firstRefusal, type Standing, unlessJudging, unlessTakingPart } from '../rules/standing.ts'
import type { ParticipantId } from '../state/ids.ts'
import { holderOf } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import type { TakeawayKind } from '../state/vocabulary.ts'
import { type Draft, draft, type Judged } from './draft.ts'

/** The candidate and the interviewer (solo: the candidate), each `null` when their seat is empty. */
const judges = (state: SessionState, round: Round): readonly (ParticipantId | null)[] =>
  state.mode === 'solo'
    ? [holderOf(round, 'candidate')]
    : [holderOf(round, 'candidate'), holderOf(round, 'interviewer')]

/**
 * May be sealed again until the scores open. Only the first sealing is announced, so that others learn neither what nor
 * how often. The last seal that was missing opens the scores in the same decision.
 */
export const decideSealScorecard = (standing: Standing, scorecard: Scorecard): Judged => {
  const { state, round, participant } = standing
  const code = firstRefusal(unlessTakingPart(standing), unlessJudging(round))
  if (code !== null) return refuse(code)
  const dimensions = new Set(round.dimensions.map((each) => each.id))
  if (Object.keys(scorecard.scores).some((id) => !dimensions.has(id))) return refuse('unknown-dimension')

  const drafts: Draft[] = [draft('scorecard-filled', { round: round.id, scorecard })]
  const sealed = new Set(round.sealedBy)
  if (!sealed.has(participant)) drafts.push(draft('scorecard-sealed', { round: round.id, participant }))
  sealed.add(participant)
  if (judges(state, round).every((judge) => judge !== null && sealed.has(judge)))
    drafts.push(draft('scores-opened', { round: round.id }))
  return drafts
}

/** For when a seat stays empty: nobody waits for a scorecard that cannot come. */
export const decideOpenScores = ({ state, round, participant, seat }: Standing): Judged => {
  const code = firstRefusal(
    seat === 'interviewer' || participant === state.owner ? null : 'interviewer-only',
    unlessJudging(round),
  )
  if (code !== null) return refuse(code)
  const missing = judges(state, round).some((judge) => judge !== null && !round.sealedBy.includes(judge))
  return missing ? refuse('scores-not-sealed') : [draft('scores-opened', { round: round.id })]
}

/** One's own point to keep, stop or start; no words take it back. */
export const decideSetTakeaway = (standing: Standing, takeaway: TakeawayKind, words: string): Judged => {
  const { round, participant } = standing
  const over = round.status === 'ended' || round.status === 'scored'
  const code = firstRefusal(unlessTakingPart(standing), over ? null : 'round-not-ended')
  if (code !== null) return refuse(code)
  if ((round.takeaways[participant]?.[takeaway] ?? '') === words) return []
  return [draft('takeaway-set', { round: round.id, takeaway, words })]
}
