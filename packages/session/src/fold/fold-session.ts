import type { ParticipantId } from '../state/ids.ts'
import { currentRound, seatIn } from '../state/readings.ts'
import type { Participant, SessionState } from '../state/state.ts'
import { newRound, type Told, without } from './fold-rounds.ts'

export const foldCreated = (state: SessionState, { data, at }: Told<'session-created'>): SessionState => ({
  ...state,
  session: data.session,
  mode: data.mode,
  cut: data.cut,
  coverage: data.coverage,
  callLink: data.callLink,
  owner: data.owner,
  createdAt: at,
})

export const foldClosed = (state: SessionState, { data, at }: Told<'session-closed'>): SessionState => ({
  ...state,
  status: { kind: 'closed', at, reason: data.reason },
})

export const foldReopened = (state: SessionState): SessionState => ({ ...state, status: { kind: 'open' } })

const changeParticipant = (
  state: SessionState,
  id: ParticipantId,
  change: (person: Participant) => Participant,
): SessionState => {
  const person = state.participants[id]
  if (person === undefined) throw new Error(`the log speaks of participant ${id}, who never joined`)
  return { ...state, participants: { ...state.participants, [id]: change(person) } }
}

export const foldJoined = (state: SessionState, { data, at }: Told<'participant-joined'>): SessionState => {
  const person: Participant = { id: data.participant, name: '', admits: data.admits, joinedAt: at, removedAt: null }
  return { ...state, participants: { ...state.participants, [person.id]: person } }
}

export const foldNamed = (state: SessionState, { data }: Told<'participant-named'>): SessionState =>
  changeParticipant(state, data.participant, (person) => ({ ...person, name: data.name }))

export const foldRemoved = (state: SessionState, { data, at }: Told<'participant-removed'>): SessionState => {
  const gone = changeParticipant(state, data.participant, (person) => ({ ...person, removedAt: at }))
  const round = currentRound(gone)
  const seat = round === null ? null : seatIn(round, data.participant)
  if (round === null || seat === null) return gone
  const freed = { ...round, seats: without(round.seats, data.participant) }
  return {
    ...gone,
    rounds: gone.rounds.with(-1, freed),
    seatsVersion: gone.seatsVersion + (seat === 'interviewer' || seat === 'candidate' ? 1 : 0),
  }
}

export const foldRoundOpened = (state: SessionState, { data }: Told<'round-opened'>): SessionState => ({
  ...state,
  rounds: [...state.rounds, newRound(data.round)],
  seatsVersion: state.seatsVersion + 1,
  clockVersion: state.clockVersion + 1,
})
