import { fromBase64, toBase64 } from 'lib0/buffer'
import type { LocalStore } from '../connection/ports.ts'
import type { SetAside, SetAsideCard, SetAsideReason } from '../contract.ts'

/**
 * Refused work of one board, kept on this device until it is put back or forgotten: first as the bytes of the refused
 * document (what of it is unsent can only be said when the committed document is there), then as cards on offer.
 */
export type SetAsideShelf = {
  readonly offers: () => readonly SetAside[]
  readonly refused: () => readonly RefusedReplica[]
  readonly keepRefused: (replica: RefusedReplica) => void
  /** Replaces the refused replicas by what they have to offer; those without cards have nothing. */
  readonly offer: (offers: readonly SetAside[]) => void
  /** Leaves only these cards on offer; none takes the offer off the shelf. */
  readonly leave: (id: string, cards: readonly SetAsideCard[]) => void
}
export type RefusedReplica = { readonly id: string; readonly reason: SetAsideReason; readonly bytes: Uint8Array }

const reasons: ReadonlySet<string> = new Set<SetAsideReason>([
  'readOnly',
  'updateTooLarge',
  'boardFull',
  'foreignClient',
  'forbiddenContent',
  'gap',
  'malformed',
  'flood',
  'restored',
])

export const createSetAsideShelf = (store: LocalStore, name: string): SetAsideShelf => {
  const offers = createSharedList(store, `${name}:set-aside`, readOffer, (offer) => offer)
  const refused = createSharedList(store, `${name}:refused`, readRefused, (kept) => ({
    ...kept,
    bytes: toBase64(kept.bytes),
  }))
  return {
    offers: offers.get,
    refused: refused.get,
    keepRefused: (replica) => refused.change((list) => [...list, replica]),
    offer: (fresh) => {
      // First the offers, then the bytes they came from: a page that dies in between offers twice rather than not at all.
      const withCards = fresh.filter(({ cards }) => cards.length > 0)
      if (withCards.length > 0) {
        offers.change((list) => [...list.filter(({ id }) => !withCards.some((offer) => offer.id === id)), ...withCards])
      }
      refused.change((list) => list.filter(({ id }) => !fresh.some((offer) => offer.id === id)))
    },
    leave: (id, cards) =>
      offers.change((list) =>
        list.flatMap((offer) => (offer.id !== id ? [offer] : cards.length === 0 ? [] : [{ ...offer, cards }])),
      ),
  }
}

type SharedList<T> = {
  readonly get: () => readonly T[]
  readonly change: (change: (list: readonly T[]) => readonly T[]) => void
}

/** A list in the browser's storage, which another tab of the same person may write too: read again before each change. */
const createSharedList = <T extends { readonly id: string }>(
  store: LocalStore,
  key: string,
  read: (raw: Record<string, unknown>) => T | null,
  toJson: (entry: T) => unknown,
): SharedList<T> => {
  const readNow = (): readonly T[] => readList(store.read(key), read)
  let list = readNow()
  /** What has been seen in the storage: if it is not there any more, another tab has dealt with it. */
  const stored = new Set(list.map(({ id }) => id))
  return {
    get: () => list,
    change: (change) => {
      const there = readNow()
      // What the storage did not take (it is full, or there is none) lives on here.
      const onlyHere = list.filter(({ id }) => !stored.has(id) && !there.some((entry) => entry.id === id))
      list = change([...there, ...onlyHere])
      if (list.length === 0) store.remove(key)
      else store.write(key, JSON.stringify(list.map(toJson)))
      for (const { id } of readNow()) stored.add(id)
    },
  }
}

/** What lies in the browser's storage may be of another version, or anybody's: what cannot be read is left out. */
const readList = <T>(json: string | null, read: (raw: Record<string, unknown>) => T | null): readonly T[] => {
  if (json === null) return []
  try {
    const raw: unknown = JSON.parse(json)
    if (!Array.isArray(raw)) return []
    return raw.flatMap((entry: unknown) => {
      const value = isRecord(entry) ? read(entry) : null
      return value === null ? [] : [value]
    })
  } catch {
    return []
  }
}

const isRecord = (raw: unknown): raw is Record<string, unknown> => typeof raw === 'object' && raw !== null
const isReason = (raw: unknown): raw is SetAsideReason => typeof raw === 'string' && reasons.has(raw)
const isFields = (raw: unknown): raw is Record<string, string> =>
  isRecord(raw) && Object.values(raw).every((value) => typeof value === 'string')
const isCard = (raw: unknown): raw is SetAsideCard =>
  isRecord(raw) &&
  ['item', 'kind', 'section', 'text'].every((key) => typeof raw[key] === 'string') &&
  isFields(raw.fields) &&
  (raw.change === 'new' || raw.change === 'changed') &&
  (raw.before === null || (isRecord(raw.before) && typeof raw.before.text === 'string' && isFields(raw.before.fields)))

const readOffer = (raw: Record<string, unknown>): SetAside | null =>
  typeof raw.id === 'string' && isReason(raw.reason) && Array.isArray(raw.cards)
    ? { id: raw.id, reason: raw.reason, cards: raw.cards.filter(isCard) }
    : null

const readRefused = (raw: Record<string, unknown>): RefusedReplica | null => {
  if (typeof raw.id !== 'string' || !isReason(raw.reason) || typeof raw.bytes !== 'string') return null
  return { id: raw.id, reason: raw.reason, bytes: fromBase64(raw.bytes) }
}
