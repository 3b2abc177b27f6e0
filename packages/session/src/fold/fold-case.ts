import type { ParticipantId } from '../state/ids.ts'
import { planOf } from '../state/phase-time.ts'
import { holdersOf } from '../state/readings.ts'
import type { Round, SessionState } from '../state/state.ts'
import { changeRound, type Told } from './fold-rounds.ts'
import { withGuideSeenBy } from './fold-seats.ts'

const desk = (round: Round): readonly ParticipantId[] => [
  ...holdersOf(round, 'interviewer'),
  ...holdersOf(round, 'mentor'),
]

export const foldCasePrepared = (state: SessionState, { data }: Told<'case-prepared'>): SessionState =>
  changeRound(state, data.round, (round) => ({
    ...round,
    case: data.case,
    preparedFramework: data.framework,
    preparedAgenda: data.agenda,
  }))

export const foldGuidePrepared = (state: SessionState, { data }: Told<'guide-prepared'>): SessionState =>
  changeRound(state, data.round, (round) => ({ ...round, guide: data.guide }))

export const foldCaseMadeReady = (state: SessionState, { data }: Told<'case-made-ready'>): SessionState =>
  changeRound(state, data.round, (round) => withGuideSeenBy({ ...round, caseReady: true }, desk(round)))

export const foldPromptShown = (state: SessionState, { data, at }: Told<'prompt-shown'>): SessionState =>
  changeRound(state, data.round, (round) => ({ ...round, case: data.case, promptShownAt: at }))

export const foldRoundStarted = (state: SessionState, { data, at }: Told<'round-started'>): SessionState => {
  const plan = planOf(data.agenda)
  return changeRound(state, data.round, (round) => ({
    ...round,
    status: 'running',
    framework: data.framework,
    agenda: data.agenda,
    startedAt: at,
    phaseRemaining: plan,
    phaseGranted: plan,
  }))
}
