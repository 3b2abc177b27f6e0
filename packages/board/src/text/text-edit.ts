import diff from 'fast-diff'

/**
 * Text edits in UTF-16 units, as `Y.Text` and the DOM's selection count them, found by fast-diff (Myers, "An O(ND) Difference
 * Algorithm and Its Variations", 1986). No edit ever cuts a surrogate pair: half a pair cannot be encoded and would arrive as
 * U+FFFD on the other screen.
 */

/** Replaces `remove` units at `index` by `insert`. */
export type TextEdit = { readonly index: number; readonly remove: number; readonly insert: string }

/** Whether `index` is between the two halves of one character. */
export function splitsPair(text: string, index: number): boolean {
  const before = text.charCodeAt(index - 1)
  const after = text.charCodeAt(index)
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}

/**
 * The pieces that two texts have in common, and those that only one has, in order. fast-diff does not come back from some texts with half a pair
 * in them, which a keyboard or a changed page can produce: those are compared from both ends alone.
 */
function piecesOf(before: string, after: string, typed?: Parameters<typeof diff>[2]): diff.Diff[] {
  if (before.isWellFormed() && after.isWellFormed()) return diff(before, after, typed)
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start += 1
  if (splitsPair(before, start) || splitsPair(after, start)) start -= 1
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end += 1
  if (splitsPair(before, before.length - end) || splitsPair(after, after.length - end)) end -= 1
  const pieces: diff.Diff[] = [
    [diff.EQUAL, before.slice(0, start)],
    [diff.DELETE, before.slice(start, before.length - end)],
    [diff.INSERT, after.slice(start, after.length - end)],
    [diff.EQUAL, before.slice(before.length - end)],
  ]
  return pieces.filter(([, text]) => text !== '')
}

/**
 * The one edit that turns `before` into `after`, or `null` when they are equal. `caret` is where the caret is in `after`: among equally
 * good edits ("aa" → "aaa") it picks the letter that was really typed.
 */
export function textEdit(before: string, after: string, caret?: number): TextEdit | null {
  if (before === after) return null
  const was = caret === undefined ? -1 : caret - (after.length - before.length)
  const typed =
    caret !== undefined && was >= 0 && was <= before.length
      ? { oldRange: { index: was, length: 0 }, newRange: { index: caret, length: 0 } }
      : undefined
  const pieces = piecesOf(before, after, typed)
  const [first] = pieces
  const last = pieces.at(-1)
  const start = first?.[0] === diff.EQUAL ? first[1].length : 0
  const end = last?.[0] === diff.EQUAL ? last[1].length : 0
  return { index: start, remove: before.length - start - end, insert: after.slice(start, after.length - end) }
}

/**
 * Like `textEdit`, for text that nobody is typing: where an insertion could be in several places ("ab" into "abab"), it is put at the
 * beginning of a word if possible, so that others who edit the text around it leave it whole.
 */
export function wordEdit(before: string, after: string): TextEdit {
  const edit = textEdit(before, after) ?? { index: before.length, remove: 0, insert: '' }
  if (edit.remove > 0 || edit.insert === '') return edit
  for (let { index, insert } = edit; ; index -= 1) {
    if (index === 0 || /\s/.test(before[index - 1] ?? '')) return { index, remove: 0, insert }
    if (before[index - 1] !== insert.at(-1) || splitsPair(before, index - 1)) return edit
    insert = `${before[index - 1]}${insert.slice(0, -1)}`
  }
}

export function applyTextEdit(text: string, edit: TextEdit): string {
  return text.slice(0, edit.index) + edit.insert + text.slice(edit.index + edit.remove)
}

/**
 * Where an offset in `before` is in `after`, whatever others did. An insertion exactly at the offset goes after it, so that letters which
 * others type at my caret do not push it.
 */
export function mapOffset(before: string, after: string, offset: number): number {
  let from = 0
  let to = 0
  let replaced = false
  for (const [kind, text] of piecesOf(before, after)) {
    if (kind === diff.DELETE) {
      if (offset < from + text.length) return to
      from += text.length
      replaced = true
      continue
    }
    if (kind === diff.INSERT) {
      if (offset === from && !replaced) return to
    } else {
      if (offset <= from + text.length) return to + offset - from
      from += text.length
    }
    to += text.length
    replaced = false
  }
  return to
}

/** For each unit of `before` that is still in `after`, its index there. */
function keptUnits(before: string, after: string): ReadonlyMap<number, number> {
  const kept = new Map<number, number>()
  let from = 0
  let to = 0
  for (const [kind, text] of piecesOf(before, after)) {
    if (kind === diff.EQUAL) for (let at = 0; at < text.length; at += 1) kept.set(from + at, to + at)
    if (kind !== diff.INSERT) from += text.length
    if (kind !== diff.DELETE) to += text.length
  }
  return kept
}

/**
 * My edit was made on `before`; the result does the same on `after`, which contains what others did in the meantime. What they removed as well is
 * removed once; of what they inserted, only what lies inside the stretch I removed goes with it.
 */
export function rebaseEdit(mine: TextEdit, before: string, after: string): TextEdit {
  if (before === after) return mine
  const kept = keptUnits(before, after)
  let first: number | null = null
  let last: number | null = null
  for (let at = mine.index; at < mine.index + mine.remove; at += 1) {
    const to = kept.get(at)
    if (to === undefined) continue
    first ??= to
    last = to
  }
  if (first === null || last === null)
    return { index: mapOffset(before, after, mine.index), remove: 0, insert: mine.insert }
  return { index: first, remove: last + 1 - first, insert: mine.insert }
}

const countOf = (words: string, text: string): number => text.split(words).length - 1

/** Whether what I inserted is already in `theirs`: they continued after they had seen it. */
function hasInsertion({ index, insert }: TextEdit, base: string, mine: string, theirs: string): boolean {
  if (insert === '' || countOf(insert, theirs) <= countOf(insert, base)) return false
  const kept = keptUnits(mine, theirs)
  const start = kept.get(index)
  if (start === undefined) return false
  for (let at = 1; at < insert.length; at += 1) if (kept.get(index + at) !== start + at) return false
  return true
}

/**
 * Two people changed the same text: `mine` was made from `base`, and so was `theirs`. The result contains both changes, each once: `theirs`
 * as it is when it was made from `mine`.
 */
export function mergeWords(base: string, mine: string, theirs: string): string {
  const edit = textEdit(base, mine)
  if (edit === null || hasInsertion(edit, base, mine, theirs)) return theirs
  return applyTextEdit(theirs, rebaseEdit(edit, base, theirs))
}
