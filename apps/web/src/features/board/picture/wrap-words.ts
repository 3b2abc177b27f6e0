/** How wide a text is, in CSS pixels. */
export type WidthOf = (words: string) => number

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** A single word that is wider than a line, in pieces that fit; a letter with its marks, or an emoji, stays whole. */
function piecesOf(word: string, width: number, widthOf: WidthOf): string[] {
  const letters = [...graphemes.segment(word)].map(({ segment }) => segment)
  const pieces: string[] = []
  let from = 0
  while (from < letters.length) {
    // The longest piece that fits, by bisection: a word may have thousands of letters.
    let low = from + 1
    let high = letters.length
    while (low < high) {
      const middle = Math.ceil((low + high) / 2)
      if (widthOf(letters.slice(from, middle).join('')) <= width) low = middle
      else high = middle - 1
    }
    pieces.push(letters.slice(from, low).join(''))
    from = low
  }
  return pieces
}

/** The lines in which a text fits a width, with nothing left out. Line breaks of the text are kept. */
export function wrapWords(text: string, width: number, widthOf: WidthOf): readonly string[] {
  return text.split(/\r?\n/).flatMap((paragraph) => {
    const lines: string[] = []
    let line = ''
    for (const word of paragraph.split(/\s+/).filter((one) => one !== '')) {
      const longer = line === '' ? word : `${line} ${word}`
      if (widthOf(longer) <= width) {
        line = longer
        continue
      }
      if (line !== '') lines.push(line)
      const pieces = widthOf(word) <= width ? [word] : piecesOf(word, width, widthOf)
      lines.push(...pieces.slice(0, -1))
      line = pieces.at(-1) ?? ''
    }
    return line === '' && lines.length > 0 ? lines : [...lines, line]
  })
}

/** Whether a text is right-to-left: by its first letter that has a direction, as a browser decides it for `dir="auto"`. */
export function isFromRight(text: string): boolean {
  const first = /[\p{L}]/u.exec(text)?.[0] ?? ''
  return /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u.test(first)
}
