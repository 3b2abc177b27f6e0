import { describe, expect, it, vi } from 'vitest'
import { createBrowserStore, type StoredText } from '../../browser/browser-store.ts'
import { forbiddenText, textInMemory } from '../../browser/testing-store.ts'
import { noProgress, withoutRecord, withRecord } from './progress.ts'
import { progressKey } from './progress-key.ts'
import { createProgressStore } from './progress-store.ts'
import { recordNumber } from './testing-records.ts'

const open = (device: StoredText) =>
  createProgressStore(createBrowserStore({ device: () => device, tab: () => textInMemory() }))
const add = (number: number) => (progress: typeof noProgress) => withRecord(progress, recordNumber(number))

describe('the store of progress', () => {
  it('lets two tabs change it in turn without writing over one another', () => {
    const device = textInMemory()
    const [one, other] = [open(device), open(device)]
    expect([one.read(), other.read()]).toEqual([noProgress, noProgress])
    one.change(add(1))
    other.change(add(2))
    one.change(add(3))
    const sessions = ['session-3', 'session-2', 'session-1']
    for (const tab of [one, other, open(device)])
      expect(tab.read().records.map(({ session }) => session)).toEqual(sessions)
  })

  it('writes nothing when nothing changes, so that tabs never answer one another', () => {
    const device = textInMemory()
    open(device).change(add(1))
    const write = vi.spyOn(device, 'setItem')
    expect(open(device).change(add(1))).toBe('kept')
    expect(write).not.toHaveBeenCalled()
  })

  it('leaves out what cannot be read, and keeps the rest', () => {
    const device = textInMemory()
    const records = [recordNumber(1), { session: '../evil' }, null, 7, recordNumber(2)]
    device.setItem(progressKey, JSON.stringify({ version: 1, records, marks: [{}], appointments: ['x'] }))
    const progress = open(device).read()
    expect(progress.records).toEqual([recordNumber(1), recordNumber(2)])
    expect([progress.marks, progress.appointments]).toEqual([[], []])
  })

  it('lays beside what cannot be read as a whole, before anything is written in its place', () => {
    const device = textInMemory()
    device.setItem(progressKey, '{"version":1,"rec')
    const store = open(device)
    expect(store.read()).toBe(noProgress)
    store.change(add(1))
    expect(device.getItem(`${progressKey}.unreadable`)).toBe('{"version":1,"rec')
    expect(open(device).read().records).toHaveLength(1)
  })

  it('leaves alone what a newer page wrote', () => {
    const device = textInMemory()
    const text = JSON.stringify({ version: 2, rounds: {} })
    device.setItem(progressKey, text)
    expect(open(device).change(add(1))).toBe('newer')
    expect(device.getItem(progressKey)).toBe(text)
  })

  it('leaves nothing behind once its last round is gone', () => {
    const device = textInMemory()
    device.setItem(progressKey, 'torn')
    const store = open(device)
    store.change(add(1))
    store.change((progress) => withoutRecord(progress, recordNumber(1)))
    expect([device.getItem(progressKey), device.getItem(`${progressKey}.unreadable`)]).toEqual([null, null])
  })

  it('says when the browser keeps nothing', () => {
    expect(open(forbiddenText).change(add(1))).toBe('not-kept')
  })
})
