import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { entryKinds } from './fold/entries.ts'
import { refusalCodes } from './rules/refusals.ts'
import { titlesIn } from './testing/test-titles.ts'
import { audienceTable } from './view/audience.ts'

const folder = new URL('.', import.meta.url)
const spec = readFileSync(new URL('../SPEC.md', folder), 'utf8')
const rules = [...spec.matchAll(/^- \*\*(S\d+)\*\*/gm)].map(([, rule]) => rule)
const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
const rowsUnder = (heading: string): string[][] => {
  const lines = spec.slice(spec.indexOf(heading)).split('\n')
  const first = lines.findIndex((line) => line.startsWith('| ---'))
  const rows: string[][] = []
  for (const line of lines.slice(first + 1)) {
    if (!line.startsWith('|')) break
    rows.push(cells(line))
  }
  return rows
}
/** Titles stand in the source as literals, so that the rules they cite can be read without running anything. */
const titles = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts') && file !== 'spec.test.ts')
  .flatMap((file) => titlesIn(readFileSync(new URL(file, folder), 'utf8')))

describe('SPEC.md', () => {
  it('numbers each rule once', () => {
    expect(rules).toEqual([...new Set(rules)])
    expect(rules.length).toBeGreaterThan(40)
  })

  it('has a test for each rule, and a rule for each that a test names', () => {
    const cited = new Set(titles.flatMap((title) => [...title.matchAll(/\[(S\d+)\]/g)].map(([, rule]) => rule)))
    expect(rules.filter((rule) => !cited.has(rule))).toEqual([])
    expect([...cited].filter((rule) => !rules.includes(rule))).toEqual([])
  })

  it('prints the audience table of the code, row for row', () => {
    const printed = rowsUnder('## Who receives what')
    const wanted = entryKinds.map((kind) => {
      const { live, afterScores, export: exported, replayLink } = audienceTable[kind]
      return [`\`${kind}\``, live, afterScores, exported, replayLink]
    })
    expect(printed).toEqual(wanted)
  })

  it('names every refusal code, and no other, and rules that exist', () => {
    const printed = rowsUnder('## Refusal codes')
    expect(printed.map(([code]) => code)).toEqual(refusalCodes.map((code) => `\`${code}\``))
    const named = printed.flatMap(([, when]) => [...(when ?? '').matchAll(/S\d+/g)].map(([rule]) => rule))
    expect(named.filter((rule) => !rules.includes(rule))).toEqual([])
  })
})
