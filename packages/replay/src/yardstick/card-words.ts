import { stemmer } from 'stemmer'

/** Words that say nothing of what a card is about. */
const fillers = new Set(
  'a an and any are as at be but by can do for from has have how i if in into is it its me more my no not of on one only or our out per so than that the their them then there they this to us was we what when which who why will with within you your'.split(
    ' ',
  ),
)

/**
 * What a text is about: its words in small letters, without diacritics, apostrophes and fillers, cut down to their stems by Porter's
 * algorithm (M. F. Porter, "An algorithm for suffix stripping", Program 14, 1980), each once. Numbers stay whole: "6.2%" is `6.2`.
 */
export function stemsOf(text: string): ReadonlySet<string> {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/[\p{M}'’]/gu, '')
    .toLowerCase()
  const words = plain.match(/\p{N}+(?:[.,]\p{N}+)*|\p{L}+/gu) ?? []
  return new Set(words.filter((word) => !fillers.has(word)).map(stemmer))
}

/**
 * What the fields of a card add: values of several words and values with a number. A single word is a choice (`high`, `north-star`), which
 * many cards share and which says nothing of the subject.
 */
export function stemsOfFields(fields: Readonly<Record<string, string>>): ReadonlySet<string> {
  const values = Object.values(fields).filter((value) => /[\s\p{N}]/u.test(value))
  return stemsOf(values.join(' '))
}
