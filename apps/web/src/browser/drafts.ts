import { useMemo, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { browserStore, type StoreEntry } from './browser-store.ts'

/**
 * Words that were typed and not yet sent. They are kept outside of what is drawn and on the device, so that neither another tab
 * of the page, a reload, a closed window nor a lost connection takes them. Two tabs of one person show the same draft. A draft
 * goes when its words have been accepted, never before.
 */
const draftSchema = z.object({
  words: z.string(),
  /** The stored words when the draft was last changed: whether somebody else has changed them since. */
  base: z.string(),
})
export type Draft = z.infer<typeof draftSchema>
export type DraftEntry = StoreEntry<Draft | null>

const prefix = 'greenroom.draft.'
const entries = new Map<string, DraftEntry>()

/** `key`: where the field stands, for example session, round, person and field. */
export function draftOf(key: string): DraftEntry {
  const known = entries.get(key)
  if (known) return known
  const entry = browserStore.entry<Draft | null>({
    area: 'device',
    key: `${prefix}${key}`,
    schema: draftSchema,
    otherwise: null,
  })
  entries.set(key, entry)
  return entry
}

/** Keys of the drafts that this page has changed: only those are sent without being asked for. */
const changedHere = new Set<string>()
export const isChangedHere = (entry: DraftEntry): boolean => changedHere.has(entry.key)

export function writeDraft(entry: DraftEntry, words: string, stored: string): void {
  changedHere.add(entry.key)
  if (words === stored) entry.remove()
  else entry.write({ words, base: stored })
}

/** The words were accepted. What has been typed since stays. */
export function settleDraft(entry: DraftEntry, accepted: string): void {
  const draft = entry.read()
  if (draft?.words === accepted) entry.remove()
  else if (draft) entry.write({ ...draft, base: accepted.trim() })
}

export type DraftField = {
  /** The draft, or the stored words where there is none. */
  readonly words: string
  readonly write: (words: string) => void
  /** Call when `accepted` has been stored. */
  readonly settle: (accepted: string) => void
  /** Whether there are words that are not stored. */
  readonly unsaved: boolean
  /** Whether the stored words have changed since the draft was written: elsewhere, by the same person. */
  readonly changedElsewhere: boolean
}

/** A field's words. An untouched field follows `stored`. */
export function useDraft(key: string, stored = ''): DraftField {
  const entry = draftOf(key)
  const draft = useSyncExternalStore(entry.subscribe, entry.read)
  return useMemo(
    () => ({
      words: draft?.words ?? stored,
      write: (words: string) => writeDraft(entry, words, stored),
      settle: (accepted: string) => settleDraft(entry, accepted),
      unsaved: draft !== null && draft.words !== stored,
      changedElsewhere: draft !== null && draft.base !== stored && !isChangedHere(entry),
    }),
    [draft, stored, entry],
  )
}
