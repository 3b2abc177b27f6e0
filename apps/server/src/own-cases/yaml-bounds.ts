/**
 * Whether a case file may be given to a YAML parser at all. The parser builds a node, with its path, for everything it finds, so its cost
 * grows with the square of the depth. No sound case comes near these numbers. The text is checked as it stands, quoted parts included,
 * because recognising quotes is the parser's job.
 */

/** Nesting depth of `[` and `{`; a case has three. */
const flowDepth = 50
/** Levels of lists and keys that open on one line, as in `- - - a`. */
const levelsOfOneLine = 12
/** Columns of indentation; two a level. */
const indentation = 80
const lines = 6_000
/** Commas, colons, dashes and brackets: each can begin a node. */
const marks = 40_000
/** `&name` and `*name`: cases have none, and prose has some. */
const anchors = 40

const opening = /^([ \t]*)((?:[-?][ \t]+)*)/

/** What is too much, worded like a lint fault. `null` when nothing is. */
export function excessOf(text: string): string | null {
  let open = 0
  let marked = 0
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x5b:
      case 0x7b:
        marked++
        if (++open > flowDepth) return 'is nested too deeply'
        break
      case 0x5d:
      case 0x7d:
        open = Math.max(0, open - 1)
        break
      case 0x2c:
      case 0x2d:
      case 0x3a:
      case 0x3f:
        marked++
        break
    }
    if (marked > marks) return 'has too many parts'
  }
  let count = 0
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end === -1 ? text.length : end)
    if (++count > lines) return 'has too many lines'
    const [, spaces = '', levels = ''] = opening.exec(line) ?? []
    if (spaces.length > indentation || (levels.match(/[-?]/g)?.length ?? 0) > levelsOfOneLine) {
      return 'is nested too deeply'
    }
    if (end === -1) break
    from = end + 1
  }
  return (text.match(/(?:^|[\s,[{:-])[&*][^\s,[\]{}]/g)?.length ?? 0) > anchors
    ? 'has too many anchors and aliases'
    : null
}
