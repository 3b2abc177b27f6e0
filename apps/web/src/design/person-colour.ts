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

/** At most two letters: `Ana Lima` → `AL`, `小林` → `小`. */
export function initials(name: string): string {
  const words = name
    .replaceAll(/[\u2066-\u2069]/gu, '')
    .trim()
    .split(/\s+/u)
    .filter(Boolean)
  const first = [...(words[0] ?? '')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
