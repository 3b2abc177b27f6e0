import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import {
  findAirtime,
  measuredPieces,
  refusalToDeleteAirtime,
  refusalToNoteAirtime,
  unlessMeasured,
  unlessOpenAirtime,
} from '../rules/airtime-rules.ts'
import { refuse } from '../rules/refusals.ts'
import { firstRefusal } from '../rules/refusals-if.ts'
import { airtimeNumberSchema, notedAirtimeSchema, stretchSchema } from '../state/airtime.ts'
import { openAirtime } from '../state/airtime-readings.ts'
import type { SessionState } from '../state/state.ts'
import { command, entry, type NewFact } from './command.ts'

const airtime = airtimeNumberSchema

/** What goes before the end of a session: nobody's speech is measured in a closed one. */
export function endingAirtime(state: SessionState): readonly NewFact[] {
  const open = openAirtime(state)
  return open === null ? [] : [entry('airtime-stopped', { airtime: open.airtime })]
}

export const airtimeCommands = {
  /**
   * Agrees to have it measured when this participant speaks. Where nothing is asked for it asks, under the next number; of two who ask at
   * once the second agrees.
   */
  agreeAirtime: command({
    schema: z.object({ airtime }),
    refusal: (context, { airtime }) => {
      const { airtimes } = context.state
      const open = openAirtime(context.state)
      return firstRefusal(
        unlessMeasured(context),
        airtime === (open?.airtime ?? airtimes.length + 1) ? null : 'airtime-over',
        airtime <= sessionLimits.airtimes ? null : 'too-many',
      )
    },
    decide: ({ state, participant }, { airtime }) =>
      openAirtime(state)?.agreed.includes(participant) === true ? [] : [entry('airtime-agreed', { airtime })],
  }),

  /** Ends it for both: to say no is the same. */
  stopAirtime: command({
    schema: z.object({ airtime }),
    refusal: (context, { airtime }) =>
      firstRefusal(
        refusalToDeleteAirtime(context, airtime) === null ? null : unlessMeasured(context),
        unlessOpenAirtime(context.state, airtime),
      ),
    decide: (_context, { airtime }) => [entry('airtime-stopped', { airtime })],
  }),

  /** When this participant spoke in a stretch of time. What lies outside of the time in which it was measured is left out. */
  noteAirtime: command({
    // The newest seconds are on their way when it closes.
    whenClosed: true,
    schema: notedAirtimeSchema.omit({ round: true }).extend({
      heard: stretchSchema.refine(({ from, to }) => to - from <= sessionLimits.airtimeHeard),
    }),
    refusal: (context, { airtime }) => refusalToNoteAirtime(context, airtime),
    decide: ({ state, participant }, { airtime, ...speech }, now) => {
      const found = findAirtime(state, airtime)
      if (found === null) return refuse('unknown-airtime')
      const pieces = measuredPieces(found, participant, speech, now)
      return pieces.length === 0 ? refuse('airtime-outside') : pieces.map((piece) => entry('airtime-noted', piece))
    },
  }),

  /** Deletes what was noted, at any time; one that is not over ends. */
  deleteAirtime: command({
    whenClosed: true,
    schema: z.object({ airtime }),
    refusal: (context, { airtime }) => refusalToDeleteAirtime(context, airtime),
    decide: ({ state }, { airtime }) => {
      const found = findAirtime(state, airtime)
      if (found === null || found.deletedAt !== null) return []
      return [
        ...(found.stoppedAt === null ? [entry('airtime-stopped', { airtime })] : []),
        entry('airtime-deleted', { airtime }),
      ]
    },
  }),
}
