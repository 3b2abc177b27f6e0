/** Where the bracket that opens at `from` is closed; brackets in strings do not count. */
function closingOf(source: string, from: number): number {
  let depth = 0
  let quote: string | null = null
  for (let at = from; at < source.length; at += 1) {
    const sign = source[at] ?? ''
    if (quote !== null) {
      if (sign === '\\') at += 1
      else if (sign === quote) quote = null
    } else if (sign === "'" || sign === '"' || sign === '`') quote = sign
    else if (sign === '(') depth += 1
    else if (sign === ')' && --depth === 0) return at
  }
  return source.length
}

/**
 * The titles of the tests in a source file, so that the rules they cite can be read without running anything: of `it(…)`, including after
 * `.each(table)`, `.skipIf(when)` and the like. A title that is not a literal is skipped.
 */
export function titlesIn(source: string): readonly string[] {
  const titles: string[] = []
  for (const { 0: name, index } of source.matchAll(/\b(?:it|describe|test)\b/g)) {
    let at = index + name.length
    /** The next bracket holds a table of cases, which may begin with a string. */
    let table = false
    for (;;) {
      const modifier = /^\.[A-Za-z]+/.exec(source.slice(at, at + 40))
      if (modifier) {
        at += modifier[0].length
        table = modifier[0] === '.each' || modifier[0] === '.for'
        continue
      }
      if (source[at] !== '(') break
      const title = table ? null : /^\(\s*(['"`])((?:\\.|(?!\1).)*)\1/s.exec(source.slice(at, at + 2000))
      if (title) {
        titles.push(title[2] ?? '')
        break
      }
      table = false
      at = closingOf(source, at) + 1
    }
  }
  return titles
}
