import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { bankTable } from './bank-table.ts'
import { insightsFile } from './case-folder.ts'
import { formatMessage, lintInsights } from './linter/index.ts'
import { shippedBank } from './testing/index.ts'

const bank = shippedBank()
const cases = [...bank.cases.values()]
const table = bankTable(cases, [...bank.loops.values()])

it('docs/bank.md counts the bank as it is (`npm run bank:table` writes it)', () => {
  expect(readFileSync(new URL('../../../docs/bank.md', import.meta.url), 'utf8')).toBe(table)
})

it('insights.md names each case as its file does, and a missing or different row is reported with its line', () => {
  const written = readFileSync(insightsFile, 'utf8')
  expect(lintInsights(cases, written, 'insights.md').map(formatMessage)).toEqual([])
  const at = written.split('\n').findIndex((line) => line.includes('| photo-uploads-silent '))
  const lines = written.split('\n')
  const [, ...ofRow] = (lines[at] ?? '').split('|').map((cell) => cell.trim())
  const without = lines.filter((_, nth) => nth !== at).join('\n')
  expect(lintInsights(cases, without, 'insights.md').map(formatMessage)).toEqual([
    `insights.md:${lines.length - 1}:1 [insights-row] photo-uploads-silent has no row: add | ${ofRow.slice(0, 6).join(' | ')} | what only this case teaches |`,
  ])
  const other = lines.with(at, `| ${ofRow.slice(0, 3).join(' | ')} | Flickr | ${ofRow.slice(4, 6).join(' | ')} | |`)
  expect(lintInsights(cases, other.join('\n'), 'insights.md').map(formatMessage)).toEqual([
    `insights.md:${at + 1}:1 [insights-row] the company of photo-uploads-silent is “Flickr” here and “Instagram” in its file`,
    `insights.md:${at + 1}:1 [insights-row] the row of photo-uploads-silent does not say what it alone teaches`,
  ])
})

it('every category has at least eight cases, and at least three that do not end the way most do', () => {
  for (const [category, own] of Map.groupBy(cases, (one) => one.public.category)) {
    expect(own.length, category).toBeGreaterThanOrEqual(8)
    const verdicts = own.map(({ guide }) => guide.plot?.verdict)
    const most = Math.max(...[...Map.groupBy(verdicts, (verdict) => verdict).values()].map(({ length }) => length))
    expect(own.length - most, category).toBeGreaterThanOrEqual(3)
  }
})

it('gives away no plot: no line has both a title and a verdict', () => {
  for (const { public: open, guide } of cases)
    for (const line of table.split('\n'))
      expect(line.includes(open.title) && line.includes(guide.plot?.verdict ?? ' none ')).toBe(false)
})
