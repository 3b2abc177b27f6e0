import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it('says nothing twice', () => {
  const entries = readFileSync(new URL('../CHANGELOG.md', import.meta.url), 'utf8').match(/^- .*/gm) ?? []
  const beginnings = entries.map((entry) => entry.slice(0, 70))
  expect(beginnings.filter((beginning, at) => beginnings.indexOf(beginning) !== at)).toEqual([])
})
