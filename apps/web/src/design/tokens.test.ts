import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(`${import.meta.dirname}/tokens.css`, 'utf8')

const values = (theme: 'light' | 'dark'): ReadonlyMap<string, string> =>
  new Map(
    [...css.matchAll(/--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)].map(([, name, light, dark]) => [
      name ?? '',
      (theme === 'light' ? light : dark) ?? '',
    ]),
  )

/** Relative luminance as WCAG 2.2 defines it. */
const luminance = (hex: string): number => {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4))
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}
const contrast = (a: string, b: string): number => {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (lighter + 0.05) / (darker + 0.05)
}

const surfaces = ['canvas', 'surface', 'raised', 'hover', 'sunken']
const people = [1, 2, 3, 4, 5, 6, 7, 8]
const textPairs: readonly (readonly [string, string])[] = [
  ...surfaces.flatMap((surface) =>
    ['ink', 'ink-soft', 'ink-faint', 'accent-ink', 'danger-ink', 'warn-ink', 'info-ink'].map(
      (ink) => [ink, surface] as const,
    ),
  ),
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-accent', 'accent-press'],
  ['on-danger', 'danger'],
  ['on-danger', 'danger-hover'],
  ...['accent', 'danger', 'warn', 'info'].flatMap((tone) => [
    [`${tone}-ink`, `${tone}-soft`] as const,
    ['ink', `${tone}-soft`] as const,
    ['ink-soft', `${tone}-soft`] as const,
  ]),
  ['ink', 'press'],
  ['ink-soft', 'press'],
  ...people.map((person) => [`person-${person}-ink`, `person-${person}-fill`] as const),
]
const shapePairs: readonly (readonly [string, string])[] = [
  ...['canvas', 'surface', 'raised'].flatMap((surface) => [
    ['ring', surface] as const,
    ['control', surface] as const,
    ['accent', surface] as const,
    ...people.map((person) => [`person-${person}-line`, surface] as const),
  ]),
]

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const colours = values(theme)
  const ratio = ([a, b]: readonly [string, string]) => contrast(colours.get(a) ?? '', colours.get(b) ?? '')

  it('has every colour in six digits', () => {
    for (const name of [...textPairs, ...shapePairs].flat()) expect(colours.get(name), name).toMatch(/^#[0-9a-f]{6}$/)
  })
  it.each(textPairs)('text %s on %s meets 4.5:1', (...pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(4.5))
  it.each(shapePairs)('shape %s on %s meets 3:1', (...pair) => expect(ratio(pair)).toBeGreaterThanOrEqual(3))
})
