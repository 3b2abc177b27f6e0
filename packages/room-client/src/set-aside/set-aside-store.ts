import { type ItemId, isItemId } from '@greenroom/board'
import { fromBase64, toBase64 } from 'lib0/buffer'
import { z } from 'zod'
import { type SetAsideReason, setAsideReasons } from '../connection/close-meaning.ts'
import type { LocalStore } from '../connection/ports.ts'

/** Version 0.1 wrote reasons in camel case; what it set aside is still offered. */
const kebab = (reason: unknown): unknown =>
  typeof reason === 'string' ? reason.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) : reason
const reasonSchema = z.preprocess(kebab, z.enum(setAsideReasons as readonly [SetAsideReason]))

const fieldsSchema = z.record(z.string(), z.string())
const cardSchema = z.object({
  item: z.custom<ItemId>(isItemId),
  /** The item kind. */
  kind: z.string(),
  section: z.string(),
  text: z.string(),
  /** Fields of a new card; for a changed one, those that differ, with cleared ones as ''. */
  fields: fieldsSchema,
  /** Whether the board lacks the card, or has it with different text. */
  change: z.enum(['new', 'changed']),
  /** What the board contained when a changed card was offered, by the same fields. `null` for a new one. */
  before: z.object({ text: z.string(), fields: fieldsSchema }).nullable(),
})
export type SetAsideCard = Readonly<z.infer<typeof cardSchema>>

/** What is in the browser's storage may come from another version, or be tampered with: anything unreadable is left out. */
const readable = <T>(schema: z.ZodType<T>) =>
  z.array(z.unknown()).transform((list): readonly T[] =>
    list.flatMap((raw) => {
      const parsed = schema.safeParse(raw)
      return parsed.success ? [parsed.data] : []
    }),
  )

const offerSchema = z.object({ id: z.string(), reason: reasonSchema, cards: readable(cardSchema) })
/** Work that the server refused: its cards, to put back or copy. */
export type SetAside = Readonly<z.infer<typeof offerSchema>>

const refusedSchema = z.object({ id: z.string(), reason: reasonSchema, bytes: z.base64() })
export type RefusedReplica = { readonly id: string; readonly reason: SetAsideReason; readonly bytes: Uint8Array }

/**
 * Refused work of one board, kept on this device until it is put back or forgotten: first as the bytes of the refused document (what of it
 * is unsent can only be determined when the committed document is there), then as cards on offer.
 */
export type SetAsideStore = {
  readonly offers: () => readonly SetAside[]
  readonly refused: () => readonly RefusedReplica[]
  readonly keepRefused: (replica: RefusedReplica) => void
  /** Replaces the refused replicas by what they have to offer; those without cards have nothing. */
  readonly offer: (offers: readonly SetAside[]) => void
  /** Leaves only these cards on offer; an empty list ends the offer. */
  readonly leave: (id: string, cards: readonly SetAsideCard[]) => void
}

export function createSetAsideStore(store: LocalStore, name: string): SetAsideStore {
  const offers = createSharedList(store, `${name}:set-aside`, offerSchema)
  const refused = createSharedList(store, `${name}:refused`, refusedSchema)
  return {
    offers: offers.get,
    refused: () => refused.get().map((kept) => ({ ...kept, bytes: fromBase64(kept.bytes) })),
    keepRefused: (replica) => refused.change((list) => [...list, { ...replica, bytes: toBase64(replica.bytes) }]),
    offer: (fresh) => {
      // First the offers, then the bytes they came from: a page that dies in between offers them twice rather than not at all.
      const withCards = fresh.filter(({ cards }) => cards.length > 0)
      if (withCards.length > 0) {
        offers.change((list) => [...list.filter(({ id }) => !withCards.some((offer) => offer.id === id)), ...withCards])
      }
      refused.change((list) => list.filter(({ id }) => !fresh.some((offer) => offer.id === id)))
    },
    leave: (id, cards) =>
      offers.change((list) =>
        list.flatMap((offer) =>
          offer.id !== id ? [offer] : cards.length === 0 ? [] : [{ ...offer, cards: [...cards] }],
        ),
      ),
  }
}

type SharedList<T> = {
  readonly get: () => readonly T[]
  readonly change: (change: (list: readonly T[]) => readonly T[]) => void
}

/** A list in the browser's storage, which another tab of the same person may write, too: read again before each change. */
function createSharedList<T extends { readonly id: string }>(
  store: LocalStore,
  key: string,
  schema: z.ZodType<T>,
): SharedList<T> {
  const listSchema = readable(schema)
  const readNow = (): readonly T[] => {
    try {
      return listSchema.safeParse(JSON.parse(store.read(key) ?? '[]')).data ?? []
    } catch {
      return []
    }
  }
  let list = readNow()
  /** What has been seen in the storage: if it is gone, another tab has dealt with it. */
  const stored = new Set(list.map(({ id }) => id))
  return {
    get: () => list,
    change: (change) => {
      const there = readNow()
      // What the storage did not accept (it is full, or there is none) is kept here.
      const onlyHere = list.filter(({ id }) => !stored.has(id) && !there.some((entry) => entry.id === id))
      list = change([...there, ...onlyHere])
      if (list.length === 0) store.remove(key)
      else store.write(key, JSON.stringify(list))
      for (const { id } of readNow()) stored.add(id)
    },
  }
}
