/**
 * Text edits in UTF-16 units, as `Y.Text` and the DOM's selection count them. No edit ever cuts a surrogate pair: half a
 * pair cannot be encoded and would arrive as U+FFFD on the other screen.
 */

/** Replaces `remove` units at `index` by `insert`. */
export type TextEdit = { readonly index: number; readonly remove: number; readonly insert: string }

const isHigh = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLow = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
const splitsPair = (text: string, at: number): boolean =>
  at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at))

/**
 * The one edit that makes `after` of `before`, or `null` when they are equal. `caret` is where the caret stands in `after`:
 * among the equal answers ("aa" → "aaa") it chooses the letter that was really typed.
 */
export function diffText(before: string, after: string, caret: number = after.length): TextEdit | null {
  if (before === after) return null
  const shorter = Math.min(before.length, after.length)
  const suffixLimit = Math.min(shorter, after.length - Math.min(caret, after.length))
  let suffix = 0
  while (
    suffix < suffixLimit &&
    before.charCodeAt(before.length - 1 - suffix) === after.charCodeAt(after.length - 1 - suffix)
  )
    suffix++
  let prefix = 0
  while (prefix < shorter - suffix && before.charCodeAt(prefix) === after.charCodeAt(prefix)) prefix++
  // What the caret forbade above may still be common behind it (a deletion by Delete leaves the caret in front).
  while (
    suffix < shorter - prefix &&
    before.charCodeAt(before.length - 1 - suffix) === after.charCodeAt(after.length - 1 - suffix)
  )
    suffix++
  if (splitsPair(before, prefix) || splitsPair(after, prefix)) prefix--
  if (splitsPair(before, before.length - suffix) || splitsPair(after, after.length - suffix)) suffix--
  return {
    index: prefix,
    remove: before.length - suffix - prefix,
    insert: after.slice(prefix, after.length - suffix),
  }
}

export const applyTextEdit = (text: string, edit: TextEdit): string =>
  text.slice(0, edit.index) + edit.insert + text.slice(edit.index + edit.remove)

/**
 * Where an offset stands after somebody else's edit. An insertion exactly at the offset goes behind it, so that letters
 * which others type at my caret do not push it.
 */
export function moveOffset(offset: number, edit: TextEdit): number {
  if (offset <= edit.index) return offset
  if (offset >= edit.index + edit.remove) return offset + edit.insert.length - edit.remove
  return edit.index
}

/** Beyond this many steps the changed middle counts as one replacement. */
const mostSteps = 300_000

/** Equal positions of the changed middle, ascending; empty where comparing would cost too much. */
function keptPairs(before: string, edit: TextEdit): readonly (readonly [number, number])[] {
  const { index, remove, insert } = edit
  if (remove === 0 || insert === '' || remove * insert.length > mostSteps) return []
  return commonSubsequence(before.slice(index, index + remove), insert).map(([from, to]) => [index + from, index + to])
}

/**
 * Where an offset of `before` stands in `after`, when several edits may lie between them: after the last letter in front of
 * it that a longest common subsequence of the changed middle keeps.
 */
export function mapOffset(before: string, after: string, offset: number): number {
  const edit = diffText(before, after)
  if (!edit) return offset
  if (offset <= edit.index || offset > edit.index + edit.remove) return moveOffset(offset, edit)
  const kept = keptPairs(before, edit)
  if (kept.length === 0) return moveOffset(offset, edit)
  let at = edit.index
  for (const [from, to] of kept) {
    if (from >= offset) break
    at = to + 1
  }
  return splitsPair(after, at) ? at + 1 : at
}

/** Pairs of equal positions, ascending: the textbook table, filled from the end. */
function commonSubsequence(a: string, b: string): readonly (readonly [number, number])[] {
  const width = b.length + 1
  const table = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--) {
      const here = i * width + j
      table[here] =
        a.charCodeAt(i) === b.charCodeAt(j)
          ? (table[here + width + 1] ?? 0) + 1
          : Math.max(table[here + width] ?? 0, table[here + 1] ?? 0)
    }
  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a.charCodeAt(i) === b.charCodeAt(j)) pairs.push([i++, j++])
    else if ((table[(i + 1) * width + j] ?? 0) >= (table[i * width + j + 1] ?? 0)) i++
    else j++
  }
  return pairs
}

/**
 * My edit was made on `before`; the answer does the same on `after`, which holds what others did meanwhile. What they removed
 * as well is removed once; of what they inserted, only what lies inside my removed stretch goes with it.
 */
export function rebaseEdit(mine: TextEdit, before: string, after: string): TextEdit {
  const theirs = diffText(before, after)
  if (!theirs) return mine
  const end = mine.index + mine.remove
  const kept = keptPairs(before, theirs)
  const landing = (at: number): number | null => {
    if (at < theirs.index) return at
    if (at >= theirs.index + theirs.remove) return at + theirs.insert.length - theirs.remove
    return kept.find(([from]) => from === at)?.[1] ?? null
  }
  let first: number | null = null
  let last: number | null = null
  for (let at = mine.index; at < end; at++) {
    const to = landing(at)
    if (to === null) continue
    first ??= to
    last = to
  }
  if (first === null || last === null)
    return { index: mapOffset(before, after, mine.index), remove: 0, insert: mine.insert }
  return { index: first, remove: last + 1 - first, insert: mine.insert }
}

/** The text cut to at most `limit` units without splitting a pair. */
export function clipText(text: string, limit: number): string {
  if (text.length <= limit) return text
  return text.slice(0, splitsPair(text, limit) ? limit - 1 : limit)
}

/** Two people changed the same words: `mine` was made of `base`, and so was `theirs`. The answer holds both changes. */
export function mergeWords(base: string, mine: string, theirs: string): string {
  const edit = diffText(base, mine)
  if (edit === null) return theirs
  const { index, remove, insert } = rebaseEdit(edit, base, theirs)
  return theirs.slice(0, index) + insert + theirs.slice(index + remove)
}
