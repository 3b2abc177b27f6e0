import { z } from 'zod'
import { type Airtime, airtimeNumberSchema, notedAirtimeSchema } from '../state/airtime.ts'
import { measuredNow } from '../state/airtime-readings.ts'
import type { SessionState } from '../state/state.ts'
import { type AudienceRow, authorThenOpen, insiders } from './audience-rows.ts'
import { authorOf, entryKind } from './entry-kind.ts'

const airtime = airtimeNumberSchema

/** It judges how somebody talks: nobody else is sent it while they work. They agreed to it among themselves, so no outsider is at any time. */
const speech: AudienceRow = { ...authorThenOpen, replayLink: 'never' }

function changeAirtime(state: SessionState, airtime: number, change: (one: Airtime) => Airtime): SessionState {
  return { ...state, airtimes: state.airtimes.map((one) => (one.airtime === airtime ? change(one) : one)) }
}

export const airtimeEntries = {
  /** Somebody agrees to have it measured when they speak; the first one asks for it. */
  'airtime-agreed': entryKind({
    schema: z.object({ airtime }),
    audience: insiders,
    fold: (state, { data, by, kind }) => {
      const author = authorOf({ kind, by })
      if (state.airtimes.some((one) => one.airtime === data.airtime))
        return changeAirtime(state, data.airtime, (one) => ({ ...one, agreed: [...one.agreed, author] }))
      const asked = { askedBy: author, agreed: [author], spans: [], stoppedAt: null, deletedAt: null, noted: {} }
      return { ...state, airtimes: [...state.airtimes, { airtime: data.airtime, ...asked }] }
    },
  }),
  /** It is over for everybody: somebody said no, or stopped it, or the session was closed. */
  'airtime-stopped': entryKind({
    schema: z.object({ airtime }),
    audience: insiders,
    fold: (state, { data, at }) => changeAirtime(state, data.airtime, (one) => ({ ...one, stoppedAt: at })),
  }),
  /** When its author spoke in a stretch of a round. Empty once it was deleted (`view/erased.ts`). */
  'airtime-noted': entryKind({
    schema: notedAirtimeSchema,
    audience: speech,
    fold: (state, { data, by, kind }) => {
      const author = authorOf({ kind, by })
      return changeAirtime(state, data.airtime, (one) => {
        if (one.deletedAt !== null) return one
        const { entries, until } = one.noted[author] ?? { entries: 0, until: 0 }
        const own = { entries: entries + 1, until: Math.max(until, data.heard.to) }
        return { ...one, noted: { ...one.noted, [author]: own } }
      })
    },
  }),
  /** From then on nobody is sent when anybody spoke in it. */
  'airtime-deleted': entryKind({
    schema: z.object({ airtime }),
    audience: insiders,
    fold: (state, { data, at }) => changeAirtime(state, data.airtime, (one) => ({ ...one, deletedAt: at, noted: {} })),
  }),
}

/** After any entry: speech is measured, or no longer, by who is seated, who has agreed, and whether a round runs. */
export function withAirtimeSpans(state: SessionState, at: number): SessionState {
  const last = state.airtimes.at(-1)
  if (last === undefined) return state
  const span = last.spans.at(-1)
  const open = span !== undefined && span.to === null ? span : null
  const now = measuredNow(state)
  const goesOn =
    open === null || now === null
      ? open === now
      : open.round === now.round && open.between.join() === now.between.join()
  if (goesOn) return state
  const spans = [
    ...(open === null ? last.spans : last.spans.with(-1, { ...open, to: at })),
    ...(now === null ? [] : [{ ...now, from: at, to: null }]),
  ]
  return { ...state, airtimes: [...state.airtimes.slice(0, -1), { ...last, spans }] }
}
