/** Words of a text, in lower case; numbers count as words, punctuation does not. */
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
