import { ownCaseKeySchema } from '@greenroom/protocol'
import { z } from 'zod'
import type { BrowserStore } from '../../browser/browser-store.ts'
import { keptDraft } from '../../browser/drafts.ts'
import { asDraft, type Draft } from './draft.ts'

/**
 * What this browser stores of people's own cases: the keys that open them on the server, and drafts, so that nothing that was written is
 * lost with the page. Each draft has its own storage key, so that a full list cannot take it down.
 */
const entrySchema = ownCaseKeySchema.extend({
  title: z.string(),
  category: z.string(),
  difficulty: z.string(),
  changedAt: z.number(),
})
export type OwnCaseEntry = z.infer<typeof entrySchema>

const draftSchema = z.object({
  value: z.record(z.string(), z.unknown()),
  /** The version on the server that was changed; 0: never saved. */
  base: z.number(),
  changedAt: z.number(),
})
export type KeptDraft = { readonly value: Draft; readonly base: number; readonly changedAt: number }

const listKey = 'greenroom.own-cases'
export const draftPrefix = 'greenroom.own-case-draft.'
export function isOwnCasesKey(key: string | null): boolean {
  return key === null || key === listKey || key.startsWith(draftPrefix)
}

export type KeptCases = {
  /** The newest first. */
  readonly list: () => readonly OwnCaseEntry[]
  /** Returns whether the browser could store it. */
  readonly put: (entry: OwnCaseEntry) => boolean
  readonly remove: (id: string) => void
  readonly draft: (id: string) => KeptDraft | null
  readonly keepDraft: (id: string, draft: KeptDraft) => boolean
  readonly dropDraft: (id: string) => void
  readonly draftIds: () => readonly string[]
}

/** Anything unreadable is left out, and the rest is kept. */
const listSchema = z.array(z.unknown()).transform((stored) =>
  stored
    .flatMap((one): readonly OwnCaseEntry[] => {
      const entry = entrySchema.safeParse(one)
      return entry.success ? [entry.data] : []
    })
    .sort((a, b) => b.changedAt - a.changedAt),
)
const keptSchema = draftSchema.transform((kept): KeptDraft => ({ ...kept, value: asDraft(kept.value) }))

export function createKeptCases(store: BrowserStore): KeptCases {
  const stored = store.entry<readonly OwnCaseEntry[]>({
    area: 'device',
    key: listKey,
    schema: listSchema,
    otherwise: [],
  })
  const draftOf = (id: string) =>
    keptDraft<KeptDraft | null>({ store, key: `${draftPrefix}${id}`, schema: keptSchema, otherwise: null })
  return {
    list: stored.read,
    put: (entry) => stored.write([entry, ...stored.read().filter(({ id }) => id !== entry.id)]),
    remove: (id) => {
      stored.write(stored.read().filter((entry) => entry.id !== id))
    },
    draft: (id) => draftOf(id).read(),
    keepDraft: (id, draft) => draftOf(id).write(draft),
    dropDraft: (id) => draftOf(id).remove(),
    draftIds: () => store.keys('device', draftPrefix).map((key) => key.slice(draftPrefix.length)),
  }
}
