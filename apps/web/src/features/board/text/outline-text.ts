import { readableText } from '../../../browser/readable-text.ts'

/** One line of a pasted list: its text without bullet, number or check box, and how deep it is (0: not indented). */
export type OutlineLine = { readonly text: string; readonly depth: number }

const bullets = '[-*+•‣·–—●○■□◦▪▫➢➤✓✔☐☑☒]'
/** Word and Outlook write the bullets of deeper levels as letters of a symbol font, followed by a tab. */
const letterBullets = '[o§](?=\\t)'
/** `1.`, `2)`, `1.2.`, `a.`, `iv)`. A number without a mark after it may be a figure ("2.5 million"), so it stays. */
const numbers = '(?:\\d{1,3}|[a-z]|[ivx]{2,5})(?:\\.\\d{1,3}){0,5}[.)]'
const checkBox = '\\[[ xX]?\\]'
const marker = new RegExp(`^(?:・\\s*|(?:${bullets}|${letterBullets}|${numbers})\\s+)?(?:${checkBox}\\s+)?`, 'u')

const tabWidth = 4

function indentOf(line: string): number {
  let width = 0
  for (const sign of line) {
    if (sign === '\t') width += tabWidth - (width % tabWidth)
    else if (/\s/u.test(sign)) width += 1
    else break
  }
  return width
}

/**
 * The lines of a list as other programs copy it: tabs or any number of spaces per level. A line is one level deeper than the nearest line
 * above it that is indented less. Empty lines do not count.
 */
export function outlineOf(text: string): readonly OutlineLine[] {
  const open: number[] = []
  return readableText(text)
    .split(/\r\n|\r|\n|\u2028|\u2029/)
    .flatMap((line): readonly OutlineLine[] => {
      const words = line.trim().replace(marker, '').trim()
      if (words === '') return []
      const indent = indentOf(line)
      while (open.length > 0 && (open.at(-1) ?? 0) >= indent) open.pop()
      const depth = open.length
      open.push(indent)
      return [{ text: words, depth }]
    })
}
