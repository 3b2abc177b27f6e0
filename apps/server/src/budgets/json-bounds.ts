/** How much structure a JSON text may have. Counted before parsing, because parsing creates objects and schemas walk through them. */
export type JsonBounds = {
  /** How deeply arrays and objects may be nested. */
  readonly depth: number
  /** The total number of members of all arrays and objects. */
  readonly elements: number
}

const quote = 0x22
const backslash = 0x5c
const comma = 0x2c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/**
 * Whether a UTF-8 text stays within the bounds. One pass over its bytes, without allocating. Text that is not JSON may pass: the parser
 * refuses it.
 */
export function isWithinBounds(text: Uint8Array, { depth, elements }: JsonBounds): boolean {
  let open = 0
  let counted = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const byte = text[at]
    if (inString) {
      if (byte === backslash) at++
      else if (byte === quote) inString = false
      continue
    }
    switch (byte) {
      case quote:
        inString = true
        break
      case openBracket:
      case openBrace:
        if (++open > depth || ++counted > elements) return false
        break
      case closeBracket:
      case closeBrace:
        open--
        break
      case comma:
        if (++counted > elements) return false
        break
    }
  }
  return true
}
