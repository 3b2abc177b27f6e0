/** One of eight colours for a participant. The same on every screen: it follows the order in which people joined. */
export type PersonColour = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

export function personColour(participant: string, participantsInOrder: readonly string[]): PersonColour {
  const index = participantsInOrder.indexOf(participant)
  return (((index < 0 ? 7 : index) % 8) + 1) as PersonColour
}

/** CSS values for `style`, set through the CSSOM and so allowed by a strict security policy. */
export function personStyle(colour: PersonColour) {
  return {
    fill: `var(--person-${colour}-fill)`,
    ink: `var(--person-${colour}-ink)`,
    line: `var(--person-${colour}-line)`,
  }
}

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The first character as people see it: a flag and a family are one. Of marks above and below it no more than two. */
function firstOf(word: string): string {
  const [first] = characters.segment(word)
  return (first?.segment ?? '').replace(/(\p{M}{2})\p{M}+/gu, '$1').toLocaleUpperCase()
}

/** At most two characters: `Ana Lima` → `AL`, `小林` → `小`, the second Ana, `Ana (2)` → `A2`. A picture stands alone. */
export function initials(name: string): string {
  const words = name
    .replaceAll(/[\u2066-\u2069]/gu, '')
    .trim()
    .split(/\s+/u)
    .filter(Boolean)
  const [first = '?'] = words
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  const own = firstOf(first)
  if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(own)) return own
  return own + (/^\((\d+)\)$/.exec(last)?.[1] ?? firstOf(last))
}
