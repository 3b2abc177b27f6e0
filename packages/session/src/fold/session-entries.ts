import { z } from 'zod'
import { sessionIdSchema } from '../state/ids.ts'
import { loopPlanSchema } from '../state/loop-plan.ts'
import { coverageSchema, cutSchema, sessionModeSchema } from '../state/vocabulary.ts'
import { insiders, open } from './audience-rows.ts'
import { participant } from './entry-data.ts'
import { entryKind } from './entry-kind.ts'

export const sessionEntries = {
  'session-created': entryKind({
    schema: z.object({
      session: sessionIdSchema,
      mode: sessionModeSchema,
      cut: cutSchema,
      coverage: coverageSchema,
      callLink: z.url().max(500).nullable(),
      owner: participant,
    }),
    audience: open,
    fold: (state, { data, at }) => ({
      ...state,
      session: data.session,
      mode: data.mode,
      cut: data.cut,
      coverage: data.coverage,
      callLink: data.callLink,
      owner: data.owner,
      createdAt: at,
    }),
  }),
  'session-closed': entryKind({
    schema: z.object({ reason: z.enum(['owner', 'no-interviewer']) }),
    audience: open,
    fold: (state, { data, at }) => ({
      ...state,
      status: { kind: 'closed', at, reason: data.reason },
    }),
  }),
  /** The address of the people's own call, given after the start. */
  'call-link-set': entryKind({
    schema: z.object({ callLink: z.url().max(500).nullable() }),
    audience: insiders,
    fold: (state, { data }) => ({ ...state, callLink: data.callLink }),
  }),
  /** Whether the clock pauses by itself when interviewer or candidate has been gone for a while. */
  'pause-when-away-set': entryKind({
    schema: z.object({ on: z.boolean() }),
    audience: open,
    fold: (state, { data }) => ({ ...state, pauseWhenAway: data.on }),
  }),
  'session-reopened': entryKind({
    schema: z.object({}),
    audience: open,
    fold: (state) => ({ ...state, status: { kind: 'open' } }),
  }),
  /** Rounds, categories and minutes, known to everybody; which cases they may draw is not included. */
  'loop-chosen': entryKind({
    schema: z.object({ loop: loopPlanSchema }),
    audience: open,
    fold: (state, { data }) => ({ ...state, loop: data.loop }),
  }),
}
