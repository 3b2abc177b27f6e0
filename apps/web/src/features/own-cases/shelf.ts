import { ownCaseKeySchema } from '@greenroom/protocol'
import { z } from 'zod'
import { asDraft, type Draft } from './form/draft.ts'

/**
 * What this browser holds of people's own cases: the keys that open them on the server, and drafts, so that nothing that was
 * written is lost with the page. Each draft is kept under a key of its own: a full list cannot take it along.
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

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const listKey = 'greenroom.own-cases'
export const draftPrefix = 'greenroom.own-case-draft.'
export const isOwnCasesKey = (key: string | null): boolean =>
  key === null || key === listKey || key.startsWith(draftPrefix)

export type OwnCasesShelf = {
  /** The newest first. */
  readonly list: () => readonly OwnCaseEntry[]
  /** Answers whether the browser could keep it. */
  readonly put: (entry: OwnCaseEntry) => boolean
  readonly remove: (id: string) => void
  readonly draft: (id: string) => KeptDraft | null
  readonly keepDraft: (id: string, draft: KeptDraft) => boolean
  readonly dropDraft: (id: string) => void
  readonly draftIds: () => readonly string[]
}

export const createShelf = (storage: Shelf): OwnCasesShelf => {
  const attempt = <T>(run: () => T, otherwise: T): T => {
    try {
      return run()
    } catch {
      // Forbidden, full, or written by somebody else.
      return otherwise
    }
  }
  const write = (key: string, value: unknown): boolean =>
    attempt(() => {
      storage.setItem(key, JSON.stringify(value))
      return true
    }, false)
  const list = (): readonly OwnCaseEntry[] => {
    const stored: unknown = attempt(() => JSON.parse(storage.getItem(listKey) ?? '[]'), [])
    return (Array.isArray(stored) ? stored : [])
      .flatMap((one) => entrySchema.safeParse(one).data ?? [])
      .sort((a, b) => b.changedAt - a.changedAt)
  }
  return {
    list,
    put: (entry) => write(listKey, [entry, ...list().filter(({ id }) => id !== entry.id)]),
    remove: (id) => {
      write(
        listKey,
        list().filter((entry) => entry.id !== id),
      )
    },
    draft: (id) => {
      const stored: unknown = attempt(() => JSON.parse(storage.getItem(`${draftPrefix}${id}`) ?? 'null'), null)
      const parsed = draftSchema.safeParse(stored)
      return parsed.success ? { ...parsed.data, value: asDraft(parsed.data.value) } : null
    },
    keepDraft: (id, draft) => write(`${draftPrefix}${id}`, draft),
    dropDraft: (id) => attempt(() => storage.removeItem(`${draftPrefix}${id}`), undefined),
    draftIds: () =>
      attempt(
        () =>
          Array.from({ length: storage.length }, (_, index) => storage.key(index))
            .filter((key): key is string => key?.startsWith(draftPrefix) === true)
            .map((key) => key.slice(draftPrefix.length)),
        [],
      ),
  }
}
