import type { ItemId } from '@greenroom/board'
import * as z from 'zod/mini'
import type { StoreEntry } from '../../../browser/browser-store.ts'
import { draftKey, keptDraft } from '../../../browser/drafts.ts'

type Unfit = Readonly<Record<string, { readonly words: string }>>
const schema = z.record(z.string(), z.object({ words: z.string() }))
const none: Unfit = {}

/**
 * What was typed, dictated or pasted into a card that had no room for it, by card: a draft, so that it outlives the page until its person
 * puts it somewhere or discards it.
 */
export type UnfitWords = Pick<StoreEntry<Unfit>, 'read' | 'subscribe'> & {
  /** Letters typed one after another into a full card become one text. */
  readonly add: (item: ItemId, typed: string) => void
  readonly drop: (item: string) => void
}

export function openUnfitWords(draftsUnder: string): UnfitWords {
  const entry = keptDraft<Unfit>({ key: draftKey(`${draftsUnder}unfit`), schema, otherwise: none })
  return {
    read: entry.read,
    subscribe: entry.subscribe,
    add: (item, typed) => {
      const before = entry.read()
      entry.write({ ...before, [item]: { words: `${before[item]?.words ?? ''}${typed}` } })
    },
    drop: (item) => {
      const { [item]: _, ...rest } = entry.read()
      if (Object.keys(rest).length === 0) entry.remove()
      else entry.write(rest)
    },
  }
}
