/** Key combinations as text ("Mod+Shift+z"), so that the same line drives the key, the `?` list and the test. */

/** `Mod` is Cmd on Apple keyboards and Ctrl elsewhere. Order: Mod, Alt, Shift, key. Letters are lower case. */
export type Chord = string

export type KeyPress = {
  readonly key: string
  readonly code?: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  readonly getModifierState?: (name: 'AltGraph') => boolean
}

/** Whether the key types what the layout has behind AltGr (`@`, `ą`, `²`, `µ`): that is never a shortcut. */
const hasAltGraph = (press: Pick<KeyPress, 'getModifierState'>): boolean =>
  press.getModifierState?.('AltGraph') === true

/**
 * The letter that a key stands for. Where the layout gives no Latin letter (Russian, Greek, Hebrew, Arabic) it is the one in that place on
 * a US keyboard, as in other programs; Thai and Hindi have vowel signs on keys of their own, which are marks; a Latin layout (AZERTY,
 * Dvorak) keeps its own.
 */
export function letterOf(press: Pick<KeyPress, 'key' | 'code' | 'getModifierState'>): string {
  if (hasAltGraph(press)) return press.key
  const place = press.code?.startsWith('Key') ? press.code.slice(3).toLowerCase() : null
  const foreign = /^[\p{L}\p{M}]+$/u.test(press.key) && !/\p{Script=Latin}/u.test(press.key)
  // A Hebrew layout has signs where others have letters (`/` on Q, `'` on W).
  const sign = place !== null && /^[/';,.]$/.test(press.key)
  if (place !== null && (foreign || sign)) return place
  return press.key.length === 1 ? press.key.toLowerCase() : press.key
}

/**
 * The digit that a key stands for, in whatever script it types digits (Arabic, Persian, Devanagari); a French layout has them behind Shift,
 * and means them without it, too. `null` when it is not a digit.
 */
export function digitOf(press: Pick<KeyPress, 'key' | 'code' | 'shiftKey' | 'getModifierState'>): number | null {
  if (hasAltGraph(press)) return null
  const place = /^(?:Digit|Numpad)(\d)$/.exec(press.code ?? '')?.[1]
  if (/^\d$/.test(press.key)) return Number(press.key)
  if (place === undefined) return null
  const isDigit = /^\p{Nd}$/u.test(press.key)
  // Without NumLock the keypad's keys have names; and with Shift a digit key gives a sign.
  const isSign = [...press.key].length === 1 && !press.shiftKey && press.code?.startsWith('Digit') === true
  return isDigit || isSign ? Number(place) : null
}

const signsByPlace: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Comma: [',', '<'],
  Period: ['.', '>'],
}

/**
 * The sign that a key stands for: the layout's own or, where the layout has a foreign letter in that place (Russian, Arabic), that of a US
 * keyboard.
 */
export function signOf(press: Pick<KeyPress, 'key' | 'code' | 'shiftKey'>): string {
  const foreign = /^[\p{L}\p{M}]+$/u.test(press.key) && !/\p{Script=Latin}/u.test(press.key)
  const signs = foreign ? signsByPlace[press.code ?? ''] : undefined
  return signs?.[press.shiftKey ? 1 : 0] ?? press.key
}

/** Whether an input method is still using this key press; Safari reports the Enter that ends a composition only by code 229. */
export function isComposing(press: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return press.isComposing || press.keyCode === 229
}

/** Whether it asks for the list of keys: a question mark, by its place where the layout has none, and not where it would be written. */
export function asksForKeys(
  press: KeyPress & { readonly defaultPrevented: boolean; readonly isComposing: boolean; readonly keyCode: number },
  isWriting: boolean,
): boolean {
  if (isWriting || press.defaultPrevented || isComposing(press)) return false
  if (press.altKey || press.ctrlKey || press.metaKey) return false
  return press.key === '?' || (press.shiftKey && press.code === 'Slash' && !/^[!-~]$/.test(press.key))
}

/**
 * The combination of a key press. Alt+letter types a sign on Apple keyboards, so there the letter is read from its place; elsewhere the
 * layout's own letter counts: a French keyboard has Q where others have A.
 */
export function chordOf(press: KeyPress, apple: boolean): Chord {
  if (hasAltGraph(press)) return `AltGr+${press.key}`
  const mod = apple ? press.metaKey : press.ctrlKey
  const foreign = apple ? press.ctrlKey : press.metaKey
  let key = letterOf(press)
  if (press.altKey && !/^[a-z]$/.test(key) && press.code?.startsWith('Key')) key = press.code.slice(3).toLowerCase()
  // A digit is read from its place, too: a French layout has it behind Shift, an Arabic one has other digits. On a keypad, Alt and digits
  // type signs by number.
  const digit = (press.altKey || press.ctrlKey) && /^Digit(\d)$/.exec(press.code ?? '')?.[1]
  if (digit) key = digit
  // Shift is part of the sign itself for "?" and the like; for letters and named keys it is a modifier.
  const shift = press.shiftKey && (/^[a-z]$/.test(key) || key.length > 1)
  return `${foreign ? 'Foreign+' : ''}${mod ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${key}`
}

export function isApple(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
}

/**
 * The key of a section, by its place in the list from 1 to 9; 0 is the pinned line. Alt and a digit, except on Apple keyboards, where Alt
 * and digits type brackets: there Ctrl and a digit.
 */
export function sectionKeys(place: number | string): string {
  return `${isApple() ? 'Ctrl' : 'Alt'}+${place}`
}

/** The place of the section that a key press asks for, from 0 to 9. `null` when it asks for none. */
export function sectionPlaceOf(press: KeyPress, apple: boolean): number | null {
  if (press.code?.startsWith('Numpad')) return null
  const place = (apple ? /^Foreign\+(\d)$/ : /^Alt\+(\d)$/).exec(chordOf(press, apple))?.[1]
  return place === undefined ? null : Number(place)
}

/** The combination in the form that the design's `<Kbd>` takes: `Mod+Shift+Z`, `Alt+Up`. */
export function keysForKbd(chord: Chord): string {
  return chord
    .split('+')
    .map((part) => part.replace(/^Arrow/, ''))
    .map((part) => (part.length === 1 ? part.toUpperCase() : part))
    .join('+')
}
