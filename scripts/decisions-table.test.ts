import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const folder = new URL('../docs/decisions/', import.meta.url)

it('lists each decision once', () => {
  const table = readFileSync(new URL('README.md', folder), 'utf8')
  const listed = [...table.matchAll(/^\| \[[^\]]+\]\(([^)]+)\)/gm)].map(([, file]) => file)
  const there = readdirSync(folder).filter((file) => file !== 'README.md')
  expect(listed.toSorted()).toEqual(there.toSorted())
})
