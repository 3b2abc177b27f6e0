import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { returnIdSchema } from '../state/ids.ts'
import { insiders } from './audience-rows.ts'
import { participant } from './entry-data.ts'
import { entryKind } from './entry-kind.ts'

export const returnEntries = {
  /** Somebody outside says that they are this participant, on another device. `here`: whether the participant was connected. */
  'return-asked': entryKind({
    schema: z.object({ request: returnIdSchema, participant, here: z.boolean() }),
    audience: insiders,
    fold: (state, { data, at }) => ({
      ...state,
      returnsAsked: state.returnsAsked + 1,
      returns: [...state.returns, { ...data, at, answer: null }].slice(-sessionLimits.returnsKept),
    }),
  }),
  /** By the person who answered; by the room when the person asking gave up. */
  'return-answered': entryKind({
    schema: z.object({ request: returnIdSchema, participant, granted: z.boolean() }),
    audience: insiders,
    fold: (state, { data, by, at }) => ({
      ...state,
      returns: state.returns.map((one) =>
        one.request === data.request ? { ...one, answer: { by, granted: data.granted, at } } : one,
      ),
    }),
  }),
  /** A participant joined on another device by the link they had saved. */
  'device-added': entryKind({
    schema: z.object({ participant }),
    audience: insiders,
    fold: (state, { data, at }) => ({ ...state, deviceAdded: { participant: data.participant, at } }),
  }),
}
