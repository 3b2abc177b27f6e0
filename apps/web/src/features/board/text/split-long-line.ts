import type { OutlineLine } from './outline-text.ts'

const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' })
const words = new Intl.Segmenter(undefined, { granularity: 'word' })
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * A line that is longer than `limit` UTF-16 units, in pieces that are not: cut at the end of a sentence if there is one, otherwise between
 * words, otherwise between characters as people see them. Nothing but the spaces at the cuts is lost.
 */
export function splitLongLine(line: OutlineLine, limit: number): readonly OutlineLine[] {
  if (line.text.length <= limit) return [line]
  return gather(line.text, limit, [sentences, words, characters]).map((text) => ({ text, depth: line.depth }))
}

function gather(text: string, limit: number, [coarse, ...finer]: readonly Intl.Segmenter[]): readonly string[] {
  // A single character above the limit can't be cut; the board refuses it with the reason.
  if (coarse === undefined) return [text]
  const pieces: string[] = []
  let open = ''
  const close = (): void => {
    if (open.trim() !== '') pieces.push(open.trim())
    open = ''
  }
  for (const { segment } of coarse.segment(text)) {
    if ((open + segment).trim().length > limit) close()
    if (segment.trim().length > limit) pieces.push(...gather(segment, limit, finer))
    else open += segment
  }
  close()
  return pieces
}
