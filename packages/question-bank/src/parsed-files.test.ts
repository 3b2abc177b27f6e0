import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadBank } from './bank.ts'
import { bankFolder } from './case-folder.ts'
import { openParsedFiles } from './parsed-files.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greenroom-parsed-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('parsed case files', () => {
  it('make the same bank from the cache as from the files', { timeout: 30_000 }, () => {
    const cache = join(folder, 'deep', 'cases.json')
    const fresh = loadBank(bankFolder, cache)
    expect(readFileSync(cache, 'utf8').length).toBeGreaterThan(100_000)
    expect([...loadBank(bankFolder, cache).cases.values()]).toEqual([...fresh.cases.values()])
  })

  it('come from the cache for the same text alone, and forget what is not asked for any more', () => {
    const cache = join(folder, 'cases.json')
    const first = openParsedFiles(cache)
    expect(first.parse('a: 1')).toEqual({ a: 1 })
    first.save()
    writeFileSync(cache, readFileSync(cache, 'utf8').replace('"a":1', '"a":"kept"'))
    const second = openParsedFiles(cache)
    expect(second.parse('a: 1')).toEqual({ a: 'kept' })
    expect(second.parse('a: 2')).toEqual({ a: 2 })
    second.save()
    const third = openParsedFiles(cache)
    third.parse('a: 3')
    third.save()
    expect(Object.values(JSON.parse(readFileSync(cache, 'utf8')))).toEqual([{ a: 3 }])
  })

  it('are parsed where the cache is damaged or cannot be written', () => {
    const cache = join(folder, 'cases.json')
    for (const damaged of ['', '{', '[1]', 'null']) {
      writeFileSync(cache, damaged)
      expect(openParsedFiles(cache).parse('a: 1')).toEqual({ a: 1 })
    }
    const impossible = openParsedFiles(join(cache, 'below-a-file', 'cases.json'))
    expect(impossible.parse('a: 1')).toEqual({ a: 1 })
    impossible.save()
    expect(statSync(cache).isFile()).toBe(true)
  })
})
