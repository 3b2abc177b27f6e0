import type { Round, SessionState } from '../state/state.ts'
import { authorOf, changeRound, type Told, without } from './fold-rounds.ts'

export const foldScorecardFilled = (state: SessionState, entry: Told<'scorecard-filled'>): SessionState =>
  changeRound(state, entry.data.round, (round) => ({
    ...round,
    scorecards: { ...round.scorecards, [authorOf(entry)]: entry.data.scorecard },
  }))

export const foldScorecardSealed = (state: SessionState, { data }: Told<'scorecard-sealed'>): SessionState =>
  changeRound(state, data.round, (round) => ({ ...round, sealedBy: [...round.sealedBy, data.participant] }))

export const foldScoresOpened = (state: SessionState, { data }: Told<'scores-opened'>): SessionState =>
  changeRound(state, data.round, (round) => ({ ...round, status: 'scored' }))

export const foldTakeawaySet = (state: SessionState, entry: Told<'takeaway-set'>): SessionState => {
  const { round: id, takeaway, words } = entry.data
  const author = authorOf(entry)
  return changeRound(state, id, (round): Round => {
    const before = round.takeaways[author] ?? {}
    const own = words === '' ? without(before, takeaway) : { ...before, [takeaway]: words }
    return { ...round, takeaways: { ...round.takeaways, [author]: own } }
  })
}
