import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { titlesIn } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { closeCodes } from './close-codes.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const spec = readFileSync(new URL('../SPEC.md', import.meta.url), 'utf8')
const rules = [...spec.matchAll(/^- \*\*\[(P\d+)\]/gm)].map(([, rule]) => rule ?? '')

/** Both ends of the wire are tested where they live; the server's sockets with real connections in `test/faults`. */
const testFolders = ['packages/protocol/src', 'packages/room-client/src', 'apps/server/src', 'test/faults']
const testsIn = (folder: string): readonly string[] =>
  !existsSync(join(root, folder))
    ? []
    : readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
        .map((file) => readFileSync(join(root, folder, file), 'utf8'))
const titles = testFolders.flatMap(testsIn).flatMap(titlesIn)

describe('SPEC.md', () => {
  it('numbers its rules once each, without a hole', () => {
    const numbers = rules.map((rule) => Number(rule.slice(1))).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  it('has a test for each rule, and a rule for each that a test names', () => {
    const cited = new Set(titles.flatMap((title) => [...title.matchAll(/\[(P\d+)\]/g)].map(([, rule]) => rule ?? '')))
    expect(rules.filter((rule) => !cited.has(rule))).toEqual([])
    expect([...cited].filter((rule) => !rules.includes(rule))).toEqual([])
  })

  it('names every close code', () => {
    for (const code of Object.values(closeCodes)) expect(spec).toContain(String(code))
  })
})
