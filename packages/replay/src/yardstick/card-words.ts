import { stemmer } from 'stemmer'

/** Words that say nothing about what a card is about. */
const fillers = new Set(
  'a an and any are as at be but by can do for from has have how i if in into is it its me more my no of on one only or our out per so than that the their them then there they this to us was we what when which who why will with within you your'.split(
    ' ',
  ),
)

/**
 * Product words that mean the same on a card: each group counts as its first word. Collected from the boards marked `tuning` in `labels/`.
 */
const sameMeaning = [
  'customer buyer shopper client',
  'seller merchant vendor retailer',
  'rival competitor competition',
  'ship launch release',
  'suggest recommend recommendation',
  'fault faulty defect defective broken',
  'lift uplift increase incremental',
  'not dont doesnt cannot cant never',
]
const canonical: ReadonlyMap<string, string> = new Map(
  sameMeaning.flatMap((group) => {
    const [first = '', ...others] = group.split(' ').map(stemmer)
    return others.map((other) => [other, first] as const)
  }),
)

/**
 * What a text is about: its words in lower case, without diacritics, apostrophes and fillers, reduced to their stems by Porter's algorithm
 * (M. F. Porter, "An algorithm for suffix stripping", Program 14, 1980), each once. Numbers stay whole: "6.2%" is `6.2`.
 */
export function stemsOf(text: string): ReadonlySet<string> {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
  const words = plain.match(/\p{N}+(?:[.,]\p{N}+)*|\p{L}+/gu) ?? []
  return new Set(
    words.filter((word) => !fillers.has(word)).map((word) => canonical.get(stemmer(word)) ?? stemmer(word)),
  )
}

/**
 * What the fields of a card add: values of several words and values with a number. A single word is a choice (`high`, `north-star`), which
 * many cards share and which says nothing about the subject.
 */
export function stemsOfFields(fields: Readonly<Record<string, string>>): ReadonlySet<string> {
  const values = Object.values(fields).filter((value) => /[\s\p{N}]/u.test(value))
  return stemsOf(values.join(' '))
}
