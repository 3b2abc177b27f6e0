const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const foreign = [...'àƀćďèƒĝĥìĵķĺɱñòƥɋŕšťùṽŵẋýžÀßĆĎÈƑĜĤÌĴĶĹḾÑÒƤɊŔŠŤÙṼŴẊÝŽ']

/** Broken into words, as a longer language is. */
const padding = (length: number): string => '~'.repeat(length).replaceAll(/~{8}(?=~)/g, '~~~~~~~ ')

/** `Save note` → `Šàṽè ñòťè~~~~`: every letter replaced and 1.4 times as long; tags stay. A language for tests. */
export function pseudoText(text: string): string {
  return text
    .split(/(<\/?\w+\/?>)/)
    .map((part) => {
      if (part.startsWith('<')) return part
      const letters = [...part].filter((letter) => plain.includes(letter)).length
      const written = [...part].map((letter) => foreign[plain.indexOf(letter)] ?? letter).join('')
      return letters === 0
        ? written
        : written.trimEnd() + padding(Math.ceil(letters * 0.4)) + (/\s*$/.exec(written)?.[0] ?? '')
    })
    .join('')
}
