import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadBank } from './bank.ts'
import { bankTable } from './bank-table.ts'

const bank = loadBank()
const cases = [...bank.cases.values()]
const table = bankTable(cases, [...bank.loops.values()])

it('docs/bank.md counts the bank as it is (`npm run bank:table` writes it)', () => {
  expect(readFileSync(new URL('../../../docs/bank.md', import.meta.url), 'utf8')).toBe(table)
})

it('insights.md names each case as its file does', () => {
  const written = readFileSync(new URL('../insights.md', import.meta.url), 'utf8')
  const cells = written.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
  const rows = new Map(
    cells.map(([, , id = '', title, company, industry, difficulty]) => [id, { title, company, industry, difficulty }]),
  )
  for (const { id, public: open } of cases)
    expect({ id, ...rows.get(id) }).toEqual({
      id,
      title: open.title,
      company: open.fictional ? `${open.company} (invented)` : open.company,
      industry: open.industry,
      difficulty: open.difficulty,
    })
})

it('every category has at least eight cases, and at least three that end in another way than most', () => {
  for (const [category, own] of Map.groupBy(cases, (one) => one.public.category)) {
    expect(own.length, category).toBeGreaterThanOrEqual(8)
    const verdicts = own.map(({ guide }) => guide.plot?.verdict)
    const most = Math.max(...[...Map.groupBy(verdicts, (verdict) => verdict).values()].map(({ length }) => length))
    expect(own.length - most, category).toBeGreaterThanOrEqual(3)
  }
})

it('tells the plot of no case: no line has both a title and a verdict', () => {
  for (const { public: open, guide } of cases)
    for (const line of table.split('\n'))
      expect(line.includes(open.title) && line.includes(guide.plot?.verdict ?? ' none ')).toBe(false)
})
