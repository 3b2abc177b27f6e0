/** The flags of England, Scotland and Wales: a black flag, then tags that nobody sees. */
const flagOfPart = '\\u{1f3f4}[\\u{e0030}-\\u{e007a}]{3,6}\\u{e007f}'
/** No control or formatting characters, except such flags, and the two joiners that Persian, Hindi and many emoji need. */
export const nameCharacters = new RegExp(
  `^(?:${flagOfPart}|[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]|[\\u200c\\u200d])+$`,
  'u',
)
const invisible = new RegExp(`(${flagOfPart})|[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}](?<![\\u200c\\u200d])`, 'gu')
/** A name without the invisible characters that come with pasted text: controls and formatting, except flags and the two joiners. */
export function withoutInvisible(typed: string): string {
  return typed.replace(invisible, '$1')
}

/** Cyrillic and Greek letters, in lower case, that look like Latin ones in most fonts; those that look so in capitals alone stand behind. */
const likenesses = {
  авекмнорстухіјѕӏԁԛԝһүьꙇ: 'abekmhopctyxijsldqwhybi',
  αβεζηικμνορτυχγϲϳ: 'abeznikmvoptuxycj',
} as const
const latinLike: ReadonlyMap<string, string> = new Map(
  Object.entries(likenesses).flatMap(([letters, latin]) =>
    [...letters].map((letter, at): readonly [string, string] => [letter, [...latin][at] ?? letter]),
  ),
)

/**
 * The same for names that look the same: case, width, spaces, characters that nobody sees, and letters of other alphabets that are drawn
 * alike. Names that differ in it can be told apart.
 */
export function lookOfName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
    .replace(/\s+/gu, ' ')
    .trim()
  return [...plain].map((letter) => latinLike.get(letter) ?? letter).join('')
}
