import { refuse } from '../rules/refusals.ts'
import { refusalToTake } from '../rules/seat-rules.ts'
import { sessionLimits } from '../rules/session-limits.ts'
import type { Standing } from '../rules/standing.ts'
import { roundIdSchema } from '../state/ids.ts'
import { currentRound, participantOf } from '../state/readings.ts'
import type { SessionState } from '../state/state.ts'
import { seatsOfMode } from '../state/vocabulary.ts'
import type { RoomCommand } from './commands.ts'
import { pauseIfRunning } from './decide-clock.ts'
import { type Draft, draft, type Judged } from './draft.ts'

type Of<K extends RoomCommand['kind']> = Extract<RoomCommand, { kind: K }>

export const decideCreate = (state: SessionState, command: Of<'createSession'>): Judged => {
  if (state.session !== null) return refuse('malformed')
  const { session, mode, cut, coverage, callLink, owner, ownerName, ownerSeat } = command
  if (ownerSeat !== null && !seatsOfMode[mode].includes(ownerSeat)) return refuse('seat-not-in-mode')
  const round = roundIdSchema.parse('r1')
  const drafts: Draft[] = [
    draft('session-created', { session, mode, cut, coverage, callLink, owner }),
    draft('participant-joined', { participant: owner, admits: [...seatsOfMode[mode]] }),
    draft('participant-named', { participant: owner, name: ownerName }),
    draft('round-opened', { round }),
  ]
  if (ownerSeat !== null) drafts.push(draft('seat-taken', { round, participant: owner, seat: ownerSeat }))
  return drafts
}

/** Joining again changes nothing and is no fault; a seat that cannot be taken is no reason to keep somebody out. */
export const decideJoin = (state: SessionState, command: Of<'joinSession'>): Judged => {
  const round = currentRound(state)
  if (round === null) return refuse('not-joined')
  const { participant, name, admits, seat } = command
  if (participantOf(state, participant) !== null) return []
  if (Object.hasOwn(state.participants, participant)) return refuse('not-joined')
  const present = Object.values(state.participants).filter((person) => person.removedAt === null)
  if (present.length >= sessionLimits.participants) return refuse('too-many')

  const admitted = seatsOfMode[state.mode].filter((each) => admits.includes(each))
  const drafts: Draft[] = [
    draft('participant-joined', { participant, admits: admitted }),
    draft('participant-named', { participant, name }),
  ]
  if (seat === null) return drafts
  const joined = { id: participant, name, admits: admitted, joinedAt: 0, removedAt: null }
  const after = { ...state, participants: { ...state.participants, [participant]: joined } }
  if (refusalToTake(after, participant, seat) === null)
    drafts.push(draft('seat-taken', { round: round.id, participant, seat }))
  return drafts
}

export const decideRename = ({ state, participant }: Standing, name: string): Judged =>
  participantOf(state, participant)?.name === name ? [] : [draft('participant-named', { participant, name })]

/** A closed session's clock stands still: it is paused in the same decision. */
export const decideClose = ({ state, round, participant, seat, now }: Standing): Judged => {
  if (participant !== state.owner && seat !== 'interviewer') return refuse('owner-only')
  return [...pauseIfRunning(round, now), draft('session-closed', { reason: 'owner' })]
}

export const decideCloseUnattended = (state: SessionState, now: number): Judged => {
  const round = currentRound(state)
  if (round === null) return refuse('not-joined')
  return [...pauseIfRunning(round, now), draft('session-closed', { reason: 'no-interviewer' })]
}

export const decideReopen = ({ state, participant, seat }: Standing): Judged => {
  if (participant !== state.owner && seat !== 'interviewer') return refuse('owner-only')
  if (state.status.kind !== 'closed') return refuse('session-not-closed')
  return [draft('session-reopened', {})]
}
