import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { kindsTable } from './kinds-table.ts'

it('docs/kinds.md has the kinds, fields and links of every category (`npm run bank:table` writes it)', () => {
  expect(readFileSync(new URL('../../../docs/kinds.md', import.meta.url), 'utf8')).toBe(kindsTable())
})
