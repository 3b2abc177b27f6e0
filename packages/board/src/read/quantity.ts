/**
 * Numbers as people write them on cards: “1.2k”, “3M trips”, “12 %”, “30–50k”, “1 in 5”, “$4.50”, “about 40”. A lower-case m right after
 * the digits means a million, as in “3m”; after a space it is a unit.
 */

/** A low, a middle and a high guess in one unit; all three are equal when only one number is known. Shares are fractions of one. */
export type Amount = {
  readonly low: number
  readonly mid: number
  readonly high: number
  /** Whether it is a share that is shown in percent. */
  readonly percent: boolean
  /** As it was written: “trips”, “litres per trip”, “$”. Empty for a bare number. */
  readonly unit: string
}

type Read = { readonly value: number; readonly scaled: boolean; readonly percent: boolean; readonly prefix: string }

const magnitudes: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  million: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  t: 1e12,
  tn: 1e12,
  trillion: 1e12,
}

const gap = /[\s\u00a0\u2009\u202f]/.source
const numberShape = new RegExp(
  [
    /([+\-−]?)/.source,
    `${gap}?([$€£¥₹]?)${gap}?`,
    /([+\-−]?)/.source,
    // 1,200,000 and 1 200 000, or plain digits; then decimals and an exponent.
    `(\\d{1,3}(?:[,'’]\\d{3})+|\\d{1,3}(?:${gap}\\d{3})+(?!\\d)|\\d+|(?=\\.\\d))(\\.\\d+)?(?:e([+-]?\\d{1,3})(?![a-z\\d]))?`,
    // A letter may follow directly; a word after a space. “3 m” are metres.
    `(?:(k|m|mn|b|bn|t|tn)(?![\\p{L}\\d])|${gap}?(k|mn|bn|tn|thousand|million|billion|trillion)(?![\\p{L}\\d])|${gap}(M|B|T)(?![\\p{L}\\d]))?`,
    `(?:${gap}?(%|‰|per ?cent\\b))?`,
  ].join(''),
  'iuy',
)

/** One number from `at` on. `null` when there is none. */
function readNumber(text: string, at: number): (Read & { readonly end: number }) | null {
  numberShape.lastIndex = at
  const match = numberShape.exec(text)
  if (match === null) return null
  const [, before = '', prefix = '', behind = '', whole = '', decimals = '', exponent, letter, word, capital, share] =
    match
  if (whole === '' && decimals === '') return null
  // Only the capital letter stands for a magnitude after a space.
  const isMagnitude = capital === undefined || capital === capital.toUpperCase()
  const scale = (letter ?? word ?? (isMagnitude ? capital : undefined))?.toLowerCase()
  const digits = Number(
    `${whole.replaceAll(/[^\d]/g, '') || '0'}${decimals}${exponent === undefined ? '' : `e${exponent}`}`,
  )
  const sign = before === '-' || before === '−' || behind === '-' || behind === '−' ? -1 : 1
  const value = sign * digits * (scale === undefined ? 1 : (magnitudes[scale] ?? 1))
  const end = isMagnitude ? numberShape.lastIndex : numberShape.lastIndex - 2
  if (share === undefined) return { value, scaled: scale !== undefined, percent: false, prefix, end }
  return { value: value / (share === '‰' ? 1000 : 100), scaled: scale !== undefined, percent: true, prefix, end }
}

const about = /^(?:~|≈|about|around|approx(?:imately|\.)?|roughly|c\.|ca\.)\s*/i
const to = new RegExp(`${gap}*(?:–|—|-|to|\\.\\.|…)${gap}*`, 'iuy')
const outOf = new RegExp(`(?:${gap}+(?:in|of|out of)${gap}+|/)(?=\\d)`, 'iuy')
const per = new RegExp(`${gap}*(?:/|\\bper\\b)${gap}*(?=\\d)`, 'iuy')

const matchAt = (pattern: RegExp, text: string, at: number): number | null => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : null
}

/** A middle between two guesses. For positive ones the geometric mean: guesses err by factors (Weinstein and Adam, “Guesstimation”, 2008). */
export function middleOf(low: number, high: number): number {
  return low > 0 && high > 0 ? Math.sqrt(low) * Math.sqrt(high) : (low + high) / 2
}

const longestUnit = 40

/** The words after a number, as its unit. `null` when they are not a unit. */
function unitIn(rest: string): string | null {
  const unit = rest.trim().replace(/[.;,]$/, '')
  return unit.length <= longestUnit && /^(?:[/\p{L}%²³][^\d=<>]*)?$/u.test(unit) ? unit : null
}

/**
 * Reads the content of one field. `null` when it contains no number, or more than one number with its unit. The ends of a range may be in
 * the wrong order; `compute-tree.ts` reports that.
 */
export function readAmount(written: string): Amount | null {
  const text = written.trim().replace(about, '')
  const first = readNumber(text, 0)
  if (first === null) return null
  const prefix = first.prefix
  const amountOf = (low: number, mid: number, high: number, percent: boolean, end: number): Amount | null => {
    const scaled = matchAt(per, text, end)
    const base = scaled === null ? null : readNumber(text, scaled)
    const unit = unitIn(text.slice(base?.end ?? end))
    if (unit === null || (base !== null && base.value === 0)) return null
    const by = base === null ? 1 : base.value
    const words = base === null ? unit : unit === '' ? '' : `per ${unit}`
    const whole = [low / by, mid / by, high / by]
    if (!whole.every(Number.isFinite)) return null
    return { low: low / by, mid: mid / by, high: high / by, percent, unit: words || prefix }
  }

  const fraction = matchAt(outOf, text, first.end)
  const whole = fraction === null ? null : readNumber(text, fraction)
  if (whole !== null && whole.value !== 0 && !first.percent) {
    const share = first.value / whole.value
    return amountOf(share, share, share, true, whole.end)
  }
  const after = matchAt(to, text, first.end)
  const second = after === null ? null : readNumber(text, after)
  if (second === null) return amountOf(first.value, first.value, first.value, first.percent, first.end)
  // “30–50k” and “10–20%”: what follows the second number applies to both.
  let low = first.value
  if (second.percent && !first.percent) low /= 100
  else if (second.scaled && !first.scaled) {
    const scale = second.value / (readNumber(text.slice(after ?? 0).replace(/[a-z].*$/is, ''), 0)?.value || 1)
    if (low < second.value / scale) low *= scale
  }
  return amountOf(low, middleOf(low, second.value), second.value, first.percent || second.percent, second.end)
}

const signs = 3

/** Three significant digits, with a magnitude from ten thousand on: “1,230”, “12.3k”, “4.5M”, “0.025”, “12%”. */
export function writeNumber(value: number, percent = false): string {
  if (percent) return `${writeNumber(value * 100)}%`
  if (value === 0) return '0'
  const size = Math.abs(value)
  const sign = value < 0 ? '−' : ''
  const rounded = Number(size.toPrecision(signs))
  if (rounded >= 1e15 || rounded < 1e-6) return `${sign}${Number(size.toPrecision(signs)).toExponential()}`
  const [letter, scale] = (
    [
      ['T', 1e12],
      ['B', 1e9],
      ['M', 1e6],
      ['k', 1e3],
    ] as const
  ).find(([name, least]) => rounded >= (name === 'k' ? 10_000 : least)) ?? ['', 1]
  // Below ten thousand, four digits are just as easy to read.
  const shown = scale === 1 && size >= 1000 ? Math.round(size) : Number((size / scale).toPrecision(signs))
  return `${sign}${shown.toLocaleString('en-GB', { maximumFractionDigits: 12 })}${letter}`
}

const currencies = /^[$€£¥₹]$/

/** A number with its unit: “1.2M trips”, “$4.5”, “12%”, “litres per trip” after it. */
export function writeWithUnit(number: string, unit: string): string {
  if (unit === '' || unit === '%') return number
  const [first = '', ...more] = unit.split(/(?= per )/)
  if (!currencies.test(first)) return `${number} ${unit}`
  const sign = number.startsWith('−') ? '−' : ''
  return `${sign}${first}${number.slice(sign.length)}${more.join('')}`
}

/** “1.2M trips”; with a range “1.2M (800k–1.9M) trips”. */
export function writeAmount({ low, mid, high, percent, unit }: Amount): string {
  const middle = writeNumber(mid, percent)
  const ends = low === high ? '' : ` (${writeNumber(low, percent)}–${writeNumber(high, percent)})`
  const [first = ''] = unit.split(/(?= per )/)
  return currencies.test(first) ? `${writeWithUnit(middle, unit)}${ends}` : writeWithUnit(`${middle}${ends}`, unit)
}

type Parts = { readonly over: readonly string[]; readonly under: readonly string[] }

/** “litres per trip”, “trips a day”, “km/h”: what is counted, and per what. */
function partsOfUnit(unit: string): Parts {
  const [over = '', ...under] = ` ${unit} `.split(/\s*\/\s*|\s+(?:per|a|an|each)\s+/i).map((part) => part.trim())
  return {
    over: over === '' || over === '%' ? [] : over.split(/\s*[×·*]\s*/),
    under: under.filter((part) => part !== ''),
  }
}

const irregular: Readonly<Record<string, string>> = { people: 'person', children: 'child', men: 'man', women: 'woman' }

/** So that “trips” and “trip” cancel. */
function keyOf(part: string): string {
  const word = part.toLowerCase()
  return irregular[word] ?? word.replace(/ies$/, 'y').replace(/(?<=[^s])s$/, '')
}

/** The unit of a product or a quotient, with whatever cancels removed. Empty for a bare number, or when it would be too long to read. */
export function combineUnits(parts: readonly { readonly unit: string; readonly over: boolean }[]): string {
  const over: string[] = []
  const under: string[] = []
  for (const part of parts) {
    const read = partsOfUnit(part.unit)
    over.push(...(part.over ? read.under : read.over))
    under.push(...(part.over ? read.over : read.under))
  }
  for (const [index, part] of [...over.entries()].reverse()) {
    const twin = under.findIndex((other) => keyOf(other) === keyOf(part))
    if (twin < 0) continue
    over.splice(index, 1)
    under.splice(twin, 1)
  }
  const unit = `${over.join(' × ')}${under.map((part) => ` per ${part}`).join('')}`.trim()
  return unit.length <= longestUnit ? unit : ''
}

/** Whether two units are the same: “trips a day” and “Trips per day”. */
export function sameUnit(one: string, other: string): boolean {
  const [a, b] = [partsOfUnit(one), partsOfUnit(other)]
  const keys = (parts: readonly string[]) => parts.map(keyOf).sort().join('|')
  return keys(a.over) === keys(b.over) && keys(a.under) === keys(b.under)
}
