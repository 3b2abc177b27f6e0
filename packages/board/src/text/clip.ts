const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Cuts the text to at most `limit` UTF-16 units, never inside what a reader sees as one character (a family emoji, a letter with marks).
 */
export function clip(words: string, limit: number): string {
  if (words.length <= limit) return words
  let end = 0
  for (const { index, segment } of graphemes.segment(words.slice(0, limit + 64))) {
    if (index + segment.length > limit) break
    end = index + segment.length
  }
  return words.slice(0, end)
}
