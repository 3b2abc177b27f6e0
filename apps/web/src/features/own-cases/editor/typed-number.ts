const grouped = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/

/**
 * The number that somebody typed. `null` when it is not one. A comma groups thousands where it can (`200,000`), and is a decimal comma
 * elsewhere (`12,5`, `0,125`).
 */
export function readTypedNumber(typed: string): number | null {
  const words = typed.trim()
  const plain = grouped.test(words) ? words.replaceAll(',', '') : words.replace(',', '.')
  const number = Number(plain)
  return plain !== '' && Number.isFinite(number) ? number : null
}
