import { readableText } from '../../../browser/readable-text.ts'

/** One line of a pasted list: its text without bullet, number or check box, and how deep it is (0: not indented). */
export type OutlineLine = { readonly text: string; readonly depth: number }

/** Signs that are nothing but bullets, also right before a word, as in Japanese; and those that may begin a text (`-5 %`). */
const bullets = '[•‣●○■□◦▪▫⁃►▶▸◆◇➢➤☐☑☒・]\\s*|[-*+·–—✓✔]\\s+'
/** Word and Outlook write the bullets of deeper levels as letters of a symbol font, followed by a tab. */
const letterBullets = '[o§]\\t\\s*'
/** `1.`, `2)`, `1.2.`, `a.`, `iv)`, `(3)`, in any script's digits. A number without a mark after it may be a figure ("2.5 million"), so it stays. */
const numbers =
  '(?:\\p{Nd}{1,3}|[a-z]|[ivx]{2,5}|[IVX]{2,5})(?:\\.\\p{Nd}{1,3}){0,5}[.)]\\s+|\\((?:\\p{Nd}{1,3}|[a-z]|[ivx]{2,5})\\)\\s+'
/** `１．`, `一、`, `（3）`, `①`: no space follows. */
const wideNumbers = '(?:\\p{Nd}{1,3}|[一二三四五六七八九十]{1,3})[．、]\\s*|（\\p{Nd}{1,3}）\\s*|[①-⑳]\\s*'
const checkBox = '\\[[ xX]?\\]'
const marker = new RegExp(`^(?:${bullets}|${letterBullets}|${wideNumbers}|${numbers})?(?:${checkBox}\\s+)?`, 'u')

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
 * above it that is indented less. Empty lines do not count. A row of a table is a line, with a dot between its cells.
 */
export function outlineOf(text: string): readonly OutlineLine[] {
  const open: number[] = []
  return readableText(text)
    .split(/\r\n|\r|\n|\u2028|\u2029/)
    .flatMap((line): readonly OutlineLine[] => {
      const words = line
        .trim()
        .replace(marker, '')
        .trim()
        .replaceAll(/\s*\t\s*/g, ' · ')
      if (words === '') return []
      const indent = indentOf(line)
      while (open.length > 0 && (open.at(-1) ?? 0) >= indent) open.pop()
      const depth = open.length
      open.push(indent)
      return [{ text: words, depth }]
    })
}
