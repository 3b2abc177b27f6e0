import { z } from 'zod'
import { changeRound, newRound, without } from '../state/change-round.ts'
import type { ParticipantId } from '../state/ids.ts'
import type { Round, SessionState } from '../state/state.ts'
import { isDeskSeat, type Seat, seatSchema } from '../state/vocabulary.ts'
import { open } from './audience-rows.ts'
import { milliseconds, participant, round } from './entry-data.ts'
import { entryKind } from './entry-kind.ts'

/** Mentors and observers come and go without making anybody's command stale. */
const counted = (state: SessionState, seat: Seat): SessionState =>
  seat === 'interviewer' || seat === 'candidate' ? { ...state, seatsVersion: state.seatsVersion + 1 } : state

/** Everybody can tell from the seats and the announced case who has been sent the guide, so this is also true in a browser. */
export function withGuideSeenBy(round: Round, seen: readonly ParticipantId[]): Round {
  const fresh = [...new Set(seen)].filter((participant) => !round.guideSeenBy.includes(participant))
  return fresh.length === 0 ? round : { ...round, guideSeenBy: [...round.guideSeenBy, ...fresh] }
}

const seated = (round: Round, participant: ParticipantId, seat: Seat): Round => {
  const after: Round = { ...round, seats: { ...round.seats, [participant]: seat } }
  return isDeskSeat(seat) && round.caseReady ? withGuideSeenBy(after, [participant]) : after
}

/** Somebody who hands a seat to themselves has taken it: over, or back if it was taken from them. */
function takings(
  round: Round,
  { from, to }: { readonly from: ParticipantId; readonly to: ParticipantId },
  by: ParticipantId | null,
): Pick<Round, 'deskTakenFrom' | 'deskTakenBackFrom'> {
  const takes = by === to
  const back = round.deskTakenFrom === to
  return { deskTakenFrom: takes && !back ? from : null, deskTakenBackFrom: takes && back ? from : null }
}

export const seatEntries = {
  'round-opened': entryKind({
    schema: z.object({ round }),
    audience: open,
    fold: (state, { data }) => ({
      ...state,
      rounds: [...state.rounds, newRound(data.round)],
      seatsVersion: state.seatsVersion + 1,
      clockVersion: state.clockVersion + 1,
    }),
  }),
  /**
   * The round that has just opened continues from a moment of an earlier one. Only the clock is given: what was released by then is in the
   * state, and the board's edits are in the log.
   */
  'round-forked': entryKind({
    schema: z.object({
      round,
      from: round,
      at: milliseconds,
      alone: z.boolean(),
      phase: z.number().int().min(0).max(15),
      remaining: z.array(milliseconds).min(1).max(16),
      granted: z.array(milliseconds).min(1).max(16),
    }),
    audience: open,
    fold: (state, { data }) => {
      const { from, at, alone, phase, remaining, granted } = data
      const source = state.rounds.find((one) => one.id === from)
      if (source === undefined) throw new Error(`the log takes round ${from} again, which never opened`)
      const isKept = (one: { readonly at: number }): boolean => one.at <= at
      const given = new Set(source.facts.filter(isKept).map(({ fact }) => fact))
      const phaseStarts = [...(source.fork?.phaseStarts ?? []), ...source.phaseStarts.filter(isKept)]
      return changeRound(state, data.round, (round) => ({
        ...round,
        fork: { from, at, alone, phase, remaining, granted, phaseStarts },
        asked: source.asked.filter(isKept),
        facts: source.facts.filter(isKept),
        factOrigins: Object.fromEntries(Object.entries(source.factOrigins).filter(([fact]) => given.has(fact))),
        hints: source.hints.filter(isKept),
        curveballs: source.curveballs.filter(isKept),
      }))
    },
  }),
  'seat-taken': entryKind({
    schema: z.object({ round, participant, seat: seatSchema }),
    audience: open,
    fold: (state, { data }) =>
      counted(
        changeRound(state, data.round, (round) => seated(round, data.participant, data.seat)),
        data.seat,
      ),
  }),
  'seat-left': entryKind({
    schema: z.object({ round, participant, seat: seatSchema }),
    audience: open,
    fold: (state, { data }) =>
      counted(
        changeRound(state, data.round, (round) => ({
          ...round,
          ...(data.seat === 'interviewer' ? { deskTakenFrom: null, deskTakenBackFrom: null } : {}),
          seats: without(round.seats, data.participant),
          seatsBefore: { ...round.seatsBefore, [data.participant]: data.seat },
        })),
        data.seat,
      ),
  }),
  'seat-handed-over': entryKind({
    schema: z.object({ round, from: participant, to: participant, seat: seatSchema }),
    audience: open,
    fold: (state, { data, by }) =>
      counted(
        changeRound(state, data.round, (round) =>
          seated(
            {
              ...round,
              ...(data.seat === 'interviewer' ? takings(round, data, by) : {}),
              seats: without(round.seats, data.from),
              seatsBefore: { ...round.seatsBefore, [data.from]: data.seat },
            },
            data.to,
            data.seat,
          ),
        ),
        data.seat,
      ),
  }),
}
