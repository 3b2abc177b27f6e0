import type { BoardView, Item, ItemId } from '@greenroom/board'

/** What is looked for on a board: an item as an author wrote it. */
export type MatchTarget = {
  readonly id: string
  readonly kind: string
  readonly text: string
  readonly fields?: Readonly<Record<string, string>>
}

/** Words that say nothing about what a card is about. */
const fillers = new Set(
  'a an and are as at be by for from has have in is it its more of on or out per than that the their them they this to was who with within'.split(
    ' ',
  ),
)
/** Half of the words of the shorter text, or all of a single one. */
const enough = 0.5

/** In lower case, without diacritics and plural `s`, each once. */
export function wordsOf(text: string): ReadonlySet<string> {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(
    words.filter((word) => !fillers.has(word)).map((word) => (word.length > 3 ? word.replace(/s$/, '') : word)),
  )
}

function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const least = Math.min(a.size, b.size)
  if (least === 0) return 0
  const shared = [...a].filter((word) => b.has(word)).length
  // One shared word among many is chance.
  return shared === 1 && least > 1 ? Math.min(shared / least, enough - 0.01) : shared / least
}

/** A board has at most one of these, whatever it says. */
const isOnly = (kind: string, fields: Readonly<Record<string, string>> = {}): boolean =>
  kind === 'recommendation' || fields.metricKind === 'north-star'

/** A text with its word counts, parsed once: there are many pairs. */
type Read<T> = { readonly of: T; readonly words: ReadonlySet<string>; readonly withNumerator: ReadonlySet<string> }
const read = <T extends Omit<MatchTarget, 'id'>>(of: T): Read<T> => ({
  of,
  words: wordsOf(of.text),
  withNumerator: wordsOf(`${of.text} ${of.fields?.numerator ?? ''}`),
})

function scoreOf(target: Read<MatchTarget>, card: Read<Item>, isAlone: boolean): number {
  if (target.of.kind !== card.of.kind) return 0
  // The framework's own items have the same id on every board.
  if (target.of.id === card.of.id) return 2
  const role = target.of.fields?.metricKind
  const sameRole = role === card.of.fields.metricKind
  if (isAlone && sameRole && isOnly(target.of.kind, target.of.fields)) return 1.5
  const like = Math.max(likeness(target.words, card.words), likeness(target.withNumerator, card.withNumerator))
  // Of two that say the same, the one with the same role.
  return like < enough ? 0 : like + (role !== undefined && sameRole ? 0.2 : 0)
}

/**
 * Which card of a board is taken for which target: of the same kind, by the framework's own ids, by roles that a board has once, and by
 * shared words; the best pairs first, each card once. `allowed` narrows the cards.
 */
export function matchTargets(
  targets: readonly MatchTarget[],
  view: BoardView,
  allowed: (item: ItemId) => boolean = () => true,
): ReadonlyMap<string, ItemId> {
  const cards = [...view.items.values()].filter(({ id, text }) => allowed(id) && text.trim() !== '').map(read)
  const alike = new Map<string, number>()
  const roleOf = ({ kind, fields }: Item): string => `${kind} ${fields.metricKind ?? ''}`
  for (const item of view.items.values()) alike.set(roleOf(item), (alike.get(roleOf(item)) ?? 0) + 1)
  const pairs = targets
    .map(read)
    .flatMap((target) =>
      cards.map((card) => ({
        target: target.of.id,
        card: card.of.id,
        score: scoreOf(target, card, alike.get(roleOf(card.of)) === 1),
      })),
    )
    .filter(({ score }) => score > 0)
    // A stable order: the same board gives the same pairs.
    .sort((a, b) => b.score - a.score || (`${a.target} ${a.card}` < `${b.target} ${b.card}` ? -1 : 1))
  const found = new Map<string, ItemId>()
  const taken = new Set<ItemId>()
  for (const { target, card } of pairs) {
    if (found.has(target) || taken.has(card)) continue
    found.set(target, card)
    taken.add(card)
  }
  return found
}
