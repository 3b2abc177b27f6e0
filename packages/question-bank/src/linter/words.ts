/** Words of a text, in small letters; numbers count as words, punctuation does not. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:[.'’][\p{L}\p{N}]+)*/gu) ?? []
}

/** All runs of `length` words. */
export function shinglesOf(text: string, length: number): Set<string> {
  const words = wordsOf(text)
  const shingles = new Set<string>()
  for (let at = 0; at + length <= words.length; at += 1) shingles.add(words.slice(at, at + length).join(' '))
  return shingles
}

/** Jaccard similarity, 0 to 1 (Broder 1997, "On the resemblance and containment of documents"). */
export function resemblance(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  let shared = 0
  for (const shingle of small) if (large.has(shingle)) shared += 1
  return shared / (a.size + b.size - shared)
}
