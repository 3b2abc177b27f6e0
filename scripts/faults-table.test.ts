import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { titlesIn } from '../packages/session/src/testing/test-titles.ts'

const root = fileURLToPath(new URL('../', import.meta.url))

/** T01 and T1, F1 and F01 are the same row. */
const normalise = (id: string): string =>
  `${id[0]}${id.startsWith('F') ? id.slice(1).padStart(2, '0') : Number(id.slice(1))}`

type Row = { readonly id: string; readonly state: string; readonly tests: readonly string[]; readonly missing: string }

const rows: readonly Row[] = readFileSync(join(root, 'docs/faults.md'), 'utf8')
  .split('\n')
  .filter((line) => /^\| [TF]\d/.test(line))
  .map((line) => {
    const [id = '', , state = '', tests = '', missing = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim())
    return { id, state, tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, file]) => file ?? ''), missing }
  })

const testFiles = globSync('{apps,packages,scripts,test}/**/*.test.{ts,tsx}', {
  cwd: root,
  exclude: (name) => name === 'node_modules',
})

/** Which rows the titles of a file begin with: ids and a colon. */
const cited = testFiles.flatMap((file) =>
  titlesIn(readFileSync(join(root, file), 'utf8')).flatMap((title) => {
    const ids = /^((?:[TF]\d{1,2}(?:, )?)+):/.exec(title)?.[1] ?? ''
    return ids === '' ? [] : ids.split(',').map((id) => `${normalise(id.trim())} ${file}`)
  }),
)

describe('docs/faults.md', () => {
  it('has every threat and every fault once, in order', () => {
    expect(rows.map(({ id }) => id)).toEqual([
      ...Array.from({ length: 38 }, (_, index) => `T${index + 1}`),
      ...Array.from({ length: 61 }, (_, index) => `F${String(index + 1).padStart(2, '0')}`),
    ])
  })

  it('names the tests whose titles begin with the row, and no others', () => {
    const named = rows.flatMap(({ id, tests }) => tests.map((file) => `${id} ${file}`))
    expect(named.sort()).toEqual([...new Set(cited)].sort())
  })

  it('says of each row whether it is tested, and what is missing where it is not wholly', () => {
    for (const { id, state, tests, missing } of rows) {
      expect(['tested', 'partly', 'not'], id).toContain(state)
      expect(tests.length > 0, id).toBe(state !== 'not')
      expect(missing === '', id).toBe(state === 'tested')
    }
  })
})
