import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadBank } from './bank.ts'
import { bankFolder, loopsFolder, readCaseFiles } from './case-folder.ts'
import { hashOfRules, openCheckedCases } from './checked-cases.ts'

let folder: string
let cache: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'greenroom-cases-'))
  cache = join(folder, 'cases.json')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const [one, other] = readCaseFiles(bankFolder).map((file) => file.text)
const open = (rules = 'these') => openCheckedCases(cache, () => rules)
const keep = () => {
  const first = open()
  const read = first.read(one ?? '').whole()
  first.save()
  return read
}
/** Whether the case comes from the cache: then it is not the text that says what it is. */
const isKept = (rules = 'these'): boolean => {
  const { part, whole } = open(rules).read(one ?? '')
  expect(part.title).toBe(whole().public.title)
  return part.title === 'Kept'
}
/** Another title in the cache, with or without the sum that goes with it. */
const change = (sum: (kept: string) => Promise<string | null> | null): Promise<void> | void => {
  const [head = '', seen = '', whole = ''] = readFileSync(cache, 'utf8').split('\n')
  const { parts, loops }: Record<'parts' | 'loops', Record<string, object>> = JSON.parse(seen)
  const cases: Record<string, { public: object }> = JSON.parse(whole)
  const retitled = (some: Record<string, object>) =>
    Object.fromEntries(Object.entries(some).map(([hash, one]) => [hash, { ...one, title: 'Kept' }]))
  const changedCases = Object.fromEntries(
    Object.entries(cases).map(([hash, one]) => [hash, { ...one, public: { ...one.public, title: 'Kept' } }]),
  )
  const changedSeen = JSON.stringify({ parts: retitled(parts), loops: retitled(loops) })
  const changed = `${changedSeen}\n${JSON.stringify(changedCases)}`
  const write = (fits: string | null): void =>
    writeFileSync(cache, `${fits === null ? head : JSON.stringify({ ...JSON.parse(head), sum: fits })}\n${changed}`)
  const found = sum(changed)
  return found === null ? write(null) : found.then(write)
}
const fitting = async (kept: string): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(kept))).toString('hex')

describe('checked cases', () => {
  it('make the same bank from the cache as from the files', { timeout: 120_000 }, () => {
    const deep = join(folder, 'deep', 'cases.json')
    const fresh = loadBank(bankFolder, deep)
    expect(readFileSync(deep, 'utf8').length).toBeGreaterThan(100_000)
    expect(loadBank(bankFolder, deep)).toStrictEqual(fresh)
  })

  it('come from the cache for the same text and the same rules alone', async () => {
    const read = keep()
    await change(fitting)
    expect(isKept()).toBe(true)
    expect(isKept('others')).toBe(false)
    expect(
      open()
        .read(other ?? '')
        .whole().id,
    ).not.toBe(read.id)
  })

  it('have their loops beside them in the cache', async () => {
    const [text = ''] = readCaseFiles(loopsFolder).map((file) => file.text)
    const first = open()
    first.readLoop(text)
    first.save()
    await change(fitting)
    expect(open().readLoop(text).title).toBe('Kept')
    expect(open('others').readLoop(text).title).not.toBe('Kept')
  })

  it('are not taken from a cache that was changed', () => {
    const read = keep()
    void change(() => null)
    expect(isKept()).toBe(false)
    expect(
      open()
        .read(one ?? '')
        .whole(),
    ).toEqual(read)
  })

  it('forget what is not asked for any more', () => {
    keep()
    const next = open()
    const { id } = next.read(other ?? '').whole()
    next.save()
    const [, seen = '', whole = ''] = readFileSync(cache, 'utf8').split('\n')
    const { parts }: { parts: Record<string, { caseId: string }> } = JSON.parse(seen)
    expect(Object.values(parts).map((part) => part.caseId)).toEqual([id])
    const cases: Record<string, { id: string }> = JSON.parse(whole)
    expect(Object.values(cases).map((found) => found.id)).toEqual([id])
  })

  it('are read where the cache is damaged or cannot be written', () => {
    const read = keep()
    for (const damaged of ['', '{', '[1]', 'null', '{}\n{}', 'null\nnull']) {
      writeFileSync(cache, damaged)
      expect(
        open()
          .read(one ?? '')
          .whole(),
      ).toEqual(read)
    }
    const impossible = openCheckedCases(join(cache, 'below-a-file', 'cases.json'))
    expect(impossible.read(one ?? '').whole()).toEqual(read)
    impossible.save()
    expect(statSync(cache).isFile()).toBe(true)
  })

  it('refuse what is no case, and do not keep it', () => {
    const cases = open()
    expect(() => cases.read('a: 1')).toThrow()
    cases.save()
    expect(() => statSync(cache)).toThrow()
  })

  it('depend on the sources by which they are checked', () => {
    expect(hashOfRules()).toMatch(/^[0-9a-f]{64}$/)
    expect(hashOfRules()).toBe(hashOfRules())
  })
})
