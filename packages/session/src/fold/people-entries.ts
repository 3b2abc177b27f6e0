import { z } from 'zod'
import { without } from '../state/change-round.ts'
import type { ParticipantId } from '../state/ids.ts'
import { currentRound, seatIn } from '../state/readings.ts'
import type { Participant, SessionState } from '../state/state.ts'
import { seatSchema } from '../state/vocabulary.ts'
import { open } from './audience-rows.ts'
import { participant } from './entry-data.ts'
import { entryKind } from './entry-kind.ts'

const changeParticipant = (
  state: SessionState,
  id: ParticipantId,
  change: (person: Participant) => Participant,
): SessionState => {
  const person = state.participants[id]
  if (person === undefined) throw new Error(`the log speaks of participant ${id}, who never joined`)
  return { ...state, participants: { ...state.participants, [id]: change(person) } }
}

export const peopleEntries = {
  'participant-joined': entryKind({
    schema: z.object({ participant, admits: z.array(seatSchema).max(4) }),
    audience: open,
    fold: (state, { data, at }) => {
      const person: Participant = { id: data.participant, name: '', admits: data.admits, joinedAt: at, removedAt: null }
      return { ...state, participants: { ...state.participants, [person.id]: person } }
    },
  }),
  /** The rules for names are checked when somebody joins: a name that is already in the log stays readable. */
  'participant-named': entryKind({
    schema: z.object({ participant, name: z.string().min(1).max(40) }),
    audience: { ...open, replayLink: 'names' },
    fold: (state, { data }) => changeParticipant(state, data.participant, (person) => ({ ...person, name: data.name })),
  }),
  /** A seat holder has had no connection for longer than a moment. */
  'participant-absent': entryKind({
    schema: z.object({ participant }),
    audience: open,
    fold: (state, { data }) => ({
      ...state,
      absent: [...state.absent.filter((id) => id !== data.participant), data.participant],
    }),
  }),
  'participant-back': entryKind({
    schema: z.object({ participant }),
    audience: open,
    fold: (state, { data }) => ({ ...state, absent: state.absent.filter((id) => id !== data.participant) }),
  }),
  /** Their seat is free from here on, and their stream ends with this entry. */
  'participant-removed': entryKind({
    schema: z.object({ participant }),
    audience: open,
    fold: (state, { data, at }) => {
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
    },
  }),
}
