/** Key chords as text ("Mod+Shift+z"), so that the same line drives the key, the `?` list and the test. */

/** `Mod` is Cmd on Apple keyboards and Ctrl elsewhere. Order of writing: Mod, Alt, Shift, key. Letters are lower case. */
export type Chord = string

export type KeyPress = {
  readonly key: string
  readonly code?: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/** The chord of a key press. Alt+letter on Apple keyboards types a sign, so there the letter is read from `code`. */
export function chordOf(press: KeyPress, apple: boolean): Chord {
  const mod = apple ? press.metaKey : press.ctrlKey
  const foreign = apple ? press.ctrlKey : press.metaKey
  let key = press.key.length === 1 ? press.key.toLowerCase() : press.key
  if (press.altKey && press.code?.startsWith('Key')) key = press.code.slice(3).toLowerCase()
  // Shift is part of the sign itself for "?" and its like; for letters and named keys it is a modifier.
  const shift = press.shiftKey && (/^[a-z]$/.test(key) || key.length > 1)
  return `${foreign ? 'Foreign+' : ''}${mod ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`
}

export const isApple = (): boolean => typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

/** The chord as the design's `<Kbd>` takes it: `Mod+Shift+Z`, `Alt+Up`. */
export const keysForKbd = (chord: Chord): string =>
  chord
    .split('+')
    .map((part) => part.replace(/^Arrow/, ''))
    .map((part) => (part.length === 1 ? part.toUpperCase() : part))
    .join('+')
