import { describe, expect, it, vi } from 'vitest'
import { merged, noProgress, type Progress, progressLimits, stepKey, withMark, withRecord } from './progress.ts'
import {
  imported,
  importedWords,
  mostFileBytes,
  progressToFile,
  readProgressFile,
  textOfJsonFile,
  withoutImported,
} from './progress-file.ts'
import { pointOf, recordNumber } from './testing-records.ts'

const record = recordNumber(1, undefined, { points: [pointOf()] })
const progress: Progress = withMark(withRecord(withRecord(noProgress, record), recordNumber(2)), {
  step: stepKey(record, pointOf()),
  done: true,
  at: 1_800_000_000_000,
})
const fileWith = (change: (file: { records: Record<string, unknown>[] }) => unknown): string => {
  const file = JSON.parse(progressToFile(progress)) as { records: Record<string, unknown>[] }
  return JSON.stringify(change(file))
}
const messageOf = (text: string): string => {
  const answer = readProgressFile(text, 'mine.json')
  return answer.ok ? 'taken' : answer.message
}

describe('a progress file', () => {
  it('holds everything, and is read back as it was', () => {
    expect(readProgressFile(progressToFile(progress), 'mine.json')).toEqual({ ok: true, value: progress })
  })

  it.each([
    ['cut off', progressToFile(progress).slice(0, 200), /damaged or incomplete/],
    ['empty', '', /damaged or incomplete/],
    ['deeply nested', '['.repeat(200_000), /damaged or incomplete/],
    ['a debrief', '{"format":1,"session":"a"}', /not a progress file/],
    ['an array', '[]', /not a progress file/],
    ['null', 'null', /not a progress file/],
    ['newer', fileWith((file) => ({ ...file, version: 2 })), /newer Greenroom/],
    ['without rounds', fileWith(({ records, ...file }) => file), /^Part of .* can’t be read/],
    [
      'with an address for an id',
      fileWith((file) => ({ ...file, records: [file.records[0], { ...file.records[1], session: '../../x?y' }] })),
      /Round 2 in/,
    ],
    [
      'with a level of 9',
      fileWith((file) => {
        const [first] = file.records
        return { ...file, records: [{ ...first, dimensions: [{ ...record.dimensions[0], own: 9 }] }] }
      }),
      /Round 1 in/,
    ],
    [
      'with a time that no calendar has',
      fileWith((file) => ({ ...file, records: [{ ...file.records[0], endedAt: 1e300 }] })),
      /Round 1 in/,
    ],
    [
      'with endless words',
      fileWith((file) => ({
        ...file,
        records: [{ ...file.records[0], points: [pointOf({ gap: 'x'.repeat(5000) })] }],
      })),
      /Round 1 in/,
    ],
    [
      'with too many rounds',
      fileWith((file) => ({ ...file, records: Array(progressLimits.records + 1).fill(file.records[0]) })),
      /^Part of .* can’t be read/,
    ],
  ])('that is %s is refused with a reason', (_, text, reason) => {
    expect(messageOf(text)).toMatch(reason)
  })

  it('takes nothing but what it knows', () => {
    const text = fileWith((file) => ({
      ...file,
      records: [{ ...file.records[0], onclick: 'alert(1)', constructor: { prototype: 1 } }],
    })).replace('"onclick"', '"__proto__"')
    const answer = readProgressFile(text, 'mine.json')
    expect(answer).toEqual({ ok: true, value: { ...progress, records: [progress.records[0]] } })
    expect(Object.getPrototypeOf(answer.ok && answer.value.records[0])).toBe(Object.prototype)
  })

  it('is not read when it is too large, or no text', async () => {
    const arrayBuffer = vi.fn(async () => new Uint8Array([0xff, 0xfe, 0x00]).buffer)
    const large = await textOfJsonFile({ name: 'big.json', size: mostFileBytes + 1, arrayBuffer }, mostFileBytes)
    expect(large).toMatchObject({ ok: false, message: expect.stringMatching(/too large: 9 MB/) })
    expect(arrayBuffer).not.toHaveBeenCalled()
    const binary = await textOfJsonFile({ name: 'x.json', size: 3, arrayBuffer }, mostFileBytes)
    expect(binary).toMatchObject({ ok: false, message: expect.stringMatching(/not a text file/) })
  })
})

describe('an import', () => {
  const now = 1_900_000_000_000
  const here = withRecord(noProgress, recordNumber(7))
  const add = (before: Progress, file: Progress): Progress => {
    const answer = imported(before, file, now)
    if (!answer.ok) throw new Error(answer.message)
    return answer.value
  }

  it('adds, loses nothing that is here, and changes nothing the second time', () => {
    const after = add(here, progress)
    expect(after.records.map(({ session }) => session)).toEqual(['session-7', 'session-2', 'session-1'])
    expect(importedWords(here, after)).toBe('2 rounds were added.')
    expect(add(after, progress)).toEqual(after)
    expect(importedWords(after, after)).toMatch(/here already/)
  })

  it('is taken back whole; what came since stays', () => {
    const before = withRecord(here, { ...recordNumber(1), name: 'Before', readAt: 1 })
    const after = add(before, progress)
    expect(after.records.find(({ session }) => session === 'session-1')?.name).toBe('Ben')
    expect(withoutImported(after, before, after)).toEqual(before)
    const since = withRecord(after, recordNumber(9))
    expect(withoutImported(since, before, after)).toEqual(merged(before, withRecord(noProgress, recordNumber(9))))
  })

  it('never claims a time in the future, so that what the session says later still replaces it', () => {
    const forged = { ...record, name: 'Forged', readAt: 7_000_000_000_000 }
    const after = add(noProgress, { ...noProgress, records: [forged] })
    expect(withRecord(after, { ...record, readAt: now + 1 }).records[0]?.name).toBe('Ben')
  })

  it('is refused when both together are more than is kept', () => {
    const many = Array.from({ length: progressLimits.records }, (_, index) => recordNumber(index + 100))
    const answer = imported(here, { ...noProgress, records: many }, now)
    expect(answer).toMatchObject({ ok: false, message: expect.stringMatching(/301 rounds, and at most 300/) })
  })
})
