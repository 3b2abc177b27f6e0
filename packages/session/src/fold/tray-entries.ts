import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { changeRound } from '../state/change-round.ts'
import { documentNameSchema, placeOfDocument } from '../state/ids.ts'
import type { Thought } from '../state/state.ts'
import { deskOnly, insiders, ownDocument } from './audience-rows.ts'
import { milliseconds, round } from './entry-data.ts'
import { authorOf, entryKind } from './entry-kind.ts'

const item = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const items = z.array(item).max(sessionLimits.thoughtsPerEdit)

/** What one edit of the tray changed in what is known about its thoughts. */
function edited(
  before: readonly Thought[],
  formed: readonly string[],
  gone: readonly string[],
  at: number,
): readonly Thought[] {
  const known = new Set(before.map((thought) => thought.item))
  const kept = before.map((thought): Thought => {
    if (gone.includes(thought.item)) return { ...thought, goneAt: at }
    return formed.includes(thought.item) ? { ...thought, goneAt: null } : thought
  })
  const fresh = formed
    .filter((one) => !known.has(one))
    .map((one): Thought => ({ item: one, formedAt: at, goneAt: null }))
  return [...kept, ...fresh].slice(0, sessionLimits.thoughtsPerRound)
}

export const trayEntries = {
  /**
   * One accepted Yjs update (V1) of a think tray; the bytes travel beside the data, only to its author's other pages. `formed` and `gone`:
   * ids of the items that it adds to the tray and removes from it.
   */
  'tray-edited': entryKind({
    schema: z.object({
      document: documentNameSchema,
      clients: z.array(z.number().int().min(0)).max(sessionLimits.clientsPerEdit),
      formed: items,
      gone: items,
    }),
    audience: ownDocument,
    fold: (state, { data, at, by, kind }) => {
      if (data.formed.length === 0 && data.gone.length === 0) return state
      const author = authorOf({ kind, by })
      return changeRound(state, placeOfDocument(data.document).round, (round) => ({
        ...round,
        thoughts: { ...round.thoughts, [author]: edited(round.thoughts[author] ?? [], data.formed, data.gone, at) },
      }))
    },
  }),
  /** How many cards the candidate's tray holds: all that the desk learns about it, every few seconds. */
  'tray-counted': entryKind({
    schema: z.object({ round, cards: z.number().int().min(0).max(sessionLimits.thoughtsPerRound) }),
    audience: deskOnly,
    fold: (state, { data, at }) =>
      changeRound(state, data.round, (round) => ({ ...round, trayCounted: { cards: data.cards, at } })),
  }),
  /** When the thoughts that reached the board were formed, and when they were shared: its candidate allows others to see it. */
  'thoughts-opened': entryKind({
    schema: z.object({
      round,
      thoughts: z
        .array(z.object({ item, formedAt: milliseconds, sharedAt: milliseconds }))
        .max(sessionLimits.thoughtsPerRound),
    }),
    audience: insiders,
    fold: (state, { data }) => changeRound(state, data.round, (round) => ({ ...round, openedThoughts: data.thoughts })),
  }),
}
