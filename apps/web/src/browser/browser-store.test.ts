import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createBrowserStore, type StoredText } from './browser-store.ts'
import { forbiddenText, textInMemory } from './testing-store.ts'

const numbers = { area: 'device', key: 'n', schema: z.array(z.number()), otherwise: [] as number[] } as const
const storeOf = (device: StoredText, tab: StoredText = textInMemory()) =>
  createBrowserStore({ device: () => device, tab: () => tab })

describe('the browser store', () => {
  const undo: (() => void)[] = []
  afterEach(() => {
    for (const one of undo.splice(0)) one()
  })

  it('reads what it wrote, and the same object until it changes', () => {
    const device = textInMemory()
    const entry = storeOf(device).entry(numbers)
    expect(entry.write([1, 2])).toBe(true)
    expect(storeOf(device).entry(numbers).read()).toEqual([1, 2])
    expect(entry.read()).toBe(entry.read())
    entry.remove()
    expect(device.getItem('n')).toBeNull()
    expect(entry.read()).toBe(numbers.otherwise)
  })

  it('reads what others broke as nothing', () => {
    const device = textInMemory()
    const entry = storeOf(device).entry(numbers)
    for (const text of ['{', '"x"', '[1,"2"]']) {
      device.setItem('n', text)
      expect(entry.read()).toEqual([])
    }
  })

  it('keeps for the page what a browser does not keep, and says so', () => {
    const store = storeOf(forbiddenText)
    const entry = store.entry(numbers)
    expect(entry.write([3])).toBe(false)
    expect(entry.read()).toEqual([3])
    expect(store.keys('device', '')).toEqual(['n'])
    entry.remove()
    expect(entry.read()).toEqual([])
  })

  it('tells of changes in this page and in other tabs, each once', () => {
    const device = textInMemory()
    const store = storeOf(device)
    const entry = store.entry(numbers)
    const changed = vi.fn()
    const other = vi.fn()
    undo.push(entry.subscribe(changed), store.entry({ ...numbers, key: 'm' }).subscribe(other))
    entry.write([4])
    expect(changed).toHaveBeenCalledTimes(1)
    device.setItem('n', '[5]')
    window.dispatchEvent(new StorageEvent('storage', { key: 'n' }))
    expect(changed).toHaveBeenCalledTimes(2)
    expect(entry.read()).toEqual([5])
    expect(other).not.toHaveBeenCalled()
    undo[0]?.()
    entry.write([6])
    expect(changed).toHaveBeenCalledTimes(2)
  })

  it('keeps for the page what it had when everything was cleared, but not what was removed, and nothing for the next page', () => {
    const kept = [new Map<string, string>(), new Map<string, string>()] as const
    const [device, tab] = [textInMemory(kept[0]), textInMemory(kept[1])]
    const store = storeOf(device, tab)
    const entries = [
      store.entry(numbers),
      store.entry({ ...numbers, area: 'tab' }),
      store.entry({ ...numbers, key: 'm' }),
    ] as const
    const [written, ofTab, removed] = entries
    for (const [index, entry] of entries.entries()) entry.write([index])
    removed.remove()
    const changed = vi.fn()
    undo.push(written.subscribe(changed))
    for (const area of kept) area.clear()
    window.dispatchEvent(new StorageEvent('storage', { key: null }))
    expect(changed).toHaveBeenCalledTimes(1)
    expect(entries.map((entry) => entry.read())).toEqual([[0], [1], []])
    expect(storeOf(device, tab).entry(numbers).read()).toEqual([])
    // What is written from then on is stored again, and removed again.
    written.write([5])
    expect(storeOf(device, tab).entry(numbers).read()).toEqual([5])
    ofTab.remove()
    expect(ofTab.read()).toEqual([])
  })

  it('keeps tab and device apart', () => {
    const store = storeOf(textInMemory())
    const tab = store.entry({ ...numbers, area: 'tab' })
    tab.write([7])
    expect(store.entry(numbers).read()).toEqual([])
    expect(tab.read()).toEqual([7])
  })
})
