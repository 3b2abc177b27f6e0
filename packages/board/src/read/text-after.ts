import * as Y from 'yjs'

/**
 * A text's content after a transaction, from its content before. A text keeps a trace of every letter that it ever had, and reading it
 * walks over all of them; here only the surroundings of the change are walked over. `before`: exactly the content at the beginning of the
 * transaction; `transaction`: while its observers are called, before anything is merged. Several separate changes, and anything that is not
 * plain letters, are read as a whole.
 */
export function textAfter(before: string, text: Y.Text, transaction: Y.Transaction): string {
  return changedAround(before, text, transaction) ?? text.toString()
}

/** A letter that is split leaves something else behind. */
const splitLetter = /[\uD800-\uDFFF]/

const isVisible = (item: Y.Item): boolean => !item.deleted && item.countable

/** `null` when it has to be read as a whole. */
function changedAround(before: string, text: Y.Text, transaction: Y.Transaction): string | null {
  if (splitLetter.test(before)) return null
  const change = changeOf(text, transaction)
  if (change === null) return null
  const { items, removed } = change
  if (items.size === 0) return before
  const ends = endsOf(items)
  if (ends === null) return null
  let inserted = ''
  for (let item: Y.Item | null = ends.first; item !== null; item = item === ends.last ? null : item.right) {
    if (!isVisible(item)) continue
    if (!(item.content instanceof Y.ContentString)) return null
    inserted += item.content.str
  }
  const rest = before.length - removed
  const start = lettersBefore(ends.first, ends.last, rest)
  return start === null ? null : before.slice(0, start) + inserted + before.slice(start + removed)
}

/**
 * Items of the text that were added or removed in the transaction, and how many letters were removed. `null` when something is not plain
 * letters.
 */
function changeOf(
  text: Y.Text,
  { beforeState, afterState, deleteSet, doc }: Y.Transaction,
): { readonly items: ReadonlySet<Y.Item>; readonly removed: number } | null {
  const items = new Set<Y.Item>()
  let removed = 0
  const { clients } = doc.store
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0
    const structs = clients.get(client)
    if (end === start || structs === undefined) continue
    for (let index = Y.findIndexSS(structs, start); index < structs.length; index++) {
      const struct = structs[index]
      if (!(struct instanceof Y.Item) || struct.parent !== text || !isVisible(struct)) continue
      if (!(struct.content instanceof Y.ContentString)) return null
      items.add(struct)
    }
  }
  for (const [client, ranges] of deleteSet.clients) {
    const structs = clients.get(client)
    const start = beforeState.get(client) ?? 0
    if (structs === undefined) continue
    for (const { clock, len } of ranges) {
      // What was added and removed within the transaction was never read.
      if (clock >= start) continue
      for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
        const struct = structs[index]
        if (struct === undefined || struct.id.clock >= clock + len || struct.id.clock >= start) break
        if (!(struct instanceof Y.Item) || struct.parent !== text || !struct.countable) continue
        if (!(struct.content instanceof Y.ContentString)) return null
        items.add(struct)
        removed += struct.length
      }
    }
  }
  return { items, removed }
}

/** The first and the last of adjacent items, with nothing between them but traces of letters. `null` when they are not adjacent. */
function endsOf(items: ReadonlySet<Y.Item>): { readonly first: Y.Item; readonly last: Y.Item } | null {
  const [some] = items
  if (some === undefined) return null
  let [first, last] = [some, some]
  let left: Y.Item | null = some.left
  let right: Y.Item | null = some.right
  for (let found = 1; found < items.size; ) {
    if (left === null && right === null) return null
    if (left !== null) {
      if (items.has(left)) {
        first = left
        found++
      } else if (isVisible(left)) {
        left = null
        continue
      }
      left = left.left
    }
    if (right !== null) {
      if (items.has(right)) {
        last = right
        found++
      } else if (isVisible(right)) {
        right = null
        continue
      }
      right = right.right
    }
  }
  return { first, last }
}

/**
 * How many letters are before `first`, when `rest` are before it and after `last` together. The shorter side is counted. `null` when there
 * is something other than letters.
 */
function lettersBefore(first: Y.Item, last: Y.Item, rest: number): number | null {
  let [lettersLeft, lettersRight] = [0, 0]
  let left = first.left
  let right = last.right
  for (;;) {
    if (left === null || lettersRight === rest) return left === null ? lettersLeft : 0
    if (right === null || lettersLeft === rest) return right === null ? rest - lettersRight : rest
    for (const item of [left, right]) if (isVisible(item) && !(item.content instanceof Y.ContentString)) return null
    if (isVisible(left)) lettersLeft += left.length
    if (isVisible(right)) lettersRight += right.length
    left = left.left
    right = right.right
  }
}
