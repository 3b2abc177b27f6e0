import { typedWords } from '@greenroom/session'
import { useMemo, useSyncExternalStore } from 'react'
import * as z from 'zod/mini'
import { create } from 'zustand'
import { type BrowserStore, browserStore, type Parser, type StoreEntry } from './browser-store.ts'

/**
 * Text that was typed and not yet sent. It is kept outside the components and on the device, so that another tab, a reload, a closed window
 * or a lost connection cannot lose it. Two tabs of one person show the same draft. A draft is removed when its text has been accepted,
 * never before. Every text field uses this: `testing-fields.ts` lists them.
 */
const draftSchema = z.object({
  words: z.string(),
  /** The stored text when the draft was last changed: shows whether somebody else has changed it since. */
  base: z.string(),
})
export type Draft = z.infer<typeof draftSchema>
export type DraftEntry = StoreEntry<Draft | null>

const prefix = 'greenroom.draft.'
const entries = new Map<string, DraftEntry>()

/** Keys that the browser could not store (its storage is full or forbidden), so they live only as long as the page. */
const notKept = new Set<string>()
/** Whether something typed here would be lost with the page. */
export const useDraftTrouble = create<{ readonly lostWithPage: boolean }>(() => ({ lostWithPage: false }))
const noteKept = (key: string, kept: boolean): void => {
  if (kept) notKept.delete(key)
  else notKept.add(key)
  const lostWithPage = notKept.size > 0
  if (useDraftTrouble.getState().lostWithPage !== lostWithPage) useDraftTrouble.setState({ lostWithPage })
}

/**
 * A draft of any form under a key of the browser's storage. `formerKey`: where an older version kept it; its content is moved when the
 * draft is first opened.
 */
export function keptDraft<T>({
  key,
  schema,
  otherwise,
  formerKey,
  store = browserStore,
}: {
  readonly key: string
  readonly schema: Parser<T>
  readonly otherwise: T
  readonly formerKey?: string
  readonly store?: BrowserStore
}): StoreEntry<T> {
  const entry = store.entry<T>({ area: 'device', key, schema, otherwise })
  const write = (value: T): boolean => {
    const kept = entry.write(value)
    noteKept(key, kept)
    return kept
  }
  const remove = (): void => {
    entry.remove()
    noteKept(key, true)
  }
  if (formerKey !== undefined) {
    const former = store.entry<T>({ area: 'device', key: formerKey, schema, otherwise })
    const found = former.read()
    if (found !== otherwise && entry.read() === otherwise && write(found)) former.remove()
  }
  return { ...entry, write, remove }
}

/** `key`: where the field is, for example session, round, person and field. */
export function draftOf(key: string): DraftEntry {
  const known = entries.get(key)
  if (known) return known
  const entry = keptDraft<Draft | null>({ key: `${prefix}${key}`, schema: draftSchema, otherwise: null })
  entries.set(key, entry)
  return entry
}

/** The storage key of a draft that is more than text, so that it is forgotten with the others of its session. */
export function draftKey(key: string): string {
  return `${prefix}${key}`
}

/** Keys of the drafts that this page has changed: only those are sent automatically. */
const changedHere = new Set<string>()
export function isChangedHere(entry: DraftEntry): boolean {
  return changedHere.has(entry.key)
}

/** Whether a draft may be sent automatically: it was typed on this page, or nobody has changed the stored text since. */
export function maySendDraft(entry: DraftEntry, stored: string): boolean {
  const draft = entry.read()
  return draft === null || draft.base === stored || isChangedHere(entry)
}

export function writeDraft(entry: DraftEntry, words: string, stored: string): void {
  changedHere.add(entry.key)
  if (words === stored) entry.remove()
  else entry.write({ words, base: stored })
}

/** The text was accepted. What has been typed since stays. */
export function settleDraft(entry: DraftEntry, accepted: string): void {
  const draft = entry.read()
  if (draft?.words === accepted) entry.remove()
  else if (draft) entry.write({ ...draft, base: typedWords(accepted) })
}

/** Forgets all drafts whose key begins with this. A session's are forgotten in `recents/forget-session.ts`. */
export function forgetDrafts(keyPrefix: string): void {
  for (const key of browserStore.keys('device', `${prefix}${keyPrefix}`)) draftOf(key.slice(prefix.length)).remove()
}

const formSchema = z.record(z.string(), z.object({ words: z.string() }))
/** All that was typed into a form whose lines have words, a scorecard; empty for any other draft. */
function wordsOfForm(key: string): string {
  const form = browserStore.entry({ area: 'device', key: `${prefix}${key}`, schema: formSchema, otherwise: {} }).read()
  return Object.values(form)
    .map(({ words }) => typedWords(words))
    .filter((words) => words !== '')
    .join('\n\n')
}

/** A draft that contains text, and the key it is stored under. */
export type KeptWords = { readonly key: string; readonly words: string }

/** What was typed and never sent under keys that begin with this; redraws when it changes, here or in another tab. */
export function useKeptWords(keyPrefix: string): readonly KeptWords[] {
  const read = (): string => {
    const found = browserStore
      .keys('device', `${prefix}${keyPrefix}`)
      .map((stored) => stored.slice(prefix.length))
      .sort()
      .flatMap((key): readonly KeptWords[] => {
        const words = draftOf(key).read()?.words ?? wordsOfForm(key)
        return typedWords(words) === '' ? [] : [{ key, words }]
      })
    return JSON.stringify(found)
  }
  const found = useSyncExternalStore(browserStore.watch, read)
  return useMemo(() => JSON.parse(found) as readonly KeptWords[], [found])
}

export type DraftField = {
  /** The draft, or the stored text if there is none. */
  readonly words: string
  readonly write: (words: string) => void
  /** Call when `accepted` has been stored. */
  readonly settle: (accepted: string) => void
  /** Whether there is text that is not stored. */
  readonly unsaved: boolean
  /** Whether the stored text has changed since the draft was written: elsewhere, by the same person. */
  readonly changedElsewhere: boolean
}

/** A field's text. An untouched field follows `stored`. */
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
