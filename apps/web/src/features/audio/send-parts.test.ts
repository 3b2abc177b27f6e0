import { describe, expect, it, vi } from 'vitest'
import type { ApiAnswer } from '../../browser/api.ts'
import type { UnsentPart } from './parts-on-device.ts'
import { createPartSender } from './send-parts.ts'

const partAt = (at: number): UnsentPart => ({
  audio: 1,
  hash: at.toString(16).padStart(64, '0'),
  at,
  length: 10_000,
  levels: '',
  type: 'webm',
  sound: new Blob(['x']),
})
const ok: ApiAnswer<unknown> = { ok: true, value: null }
const refused = (code: string): ApiAnswer<unknown> => ({ ok: false, code, message: '' })

/** A device that holds `left`, a server that answers what a test says, and a clock that is turned by hand. */
const sending = (
  left: readonly UnsentPart[],
  answer: (part: UnsentPart) => ApiAnswer<unknown>,
  { isFull = false }: { readonly isFull?: boolean } = {},
) => {
  const parts = [...left]
  const sent: number[] = []
  const waits: { readonly milliseconds: number; readonly run: () => void }[] = []
  const sender = createPartSender({
    parts: {
      add: async (part) => {
        if (isFull) throw new DOMException('full', 'QuotaExceededError')
        parts.push(part)
      },
      list: async () => {
        if (isFull) throw new DOMException('broken', 'UnknownError')
        return [...parts]
      },
      remove: async (part) => void parts.splice(parts.indexOf(part), 1),
    },
    put: async (part) => {
      sent.push(part.at)
      return answer(part)
    },
    after: (milliseconds, run) => {
      const wait = { milliseconds, run }
      waits.push(wait)
      return () => void (waits.includes(wait) && waits.splice(waits.indexOf(wait), 1))
    },
  })
  return { sender, parts, sent, waits }
}

describe('parts of a voice that are still on this device', () => {
  it('are sent one after another, what an earlier visit has left first', async () => {
    const { sender, parts, sent } = sending([partAt(1), partAt(2)], () => ok)
    await sender.add(partAt(3))
    await vi.waitFor(() => expect(parts).toEqual([]))
    expect(sent).toEqual([1, 2, 3])
    expect(sender.getSnapshot()).toEqual({ unsent: 0, refused: null })
  })

  it('stay there while the server does not answer, and are tried again, at longer and longer times', async () => {
    let answer = refused('unreachable')
    const { sender, parts, sent, waits } = sending([partAt(1), partAt(2)], () => answer)
    for (const milliseconds of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      await vi.waitFor(() => expect(waits.map((one) => one.milliseconds)).toEqual([milliseconds]))
      waits.shift()?.run()
    }
    await vi.waitFor(() => expect(waits).toHaveLength(1))
    expect(sender.getSnapshot()).toEqual({ unsent: 20_000, refused: null })
    expect(new Set(sent)).toEqual(new Set([1]))
    answer = ok
    sender.wake()
    await vi.waitFor(() => expect(parts).toEqual([]))
    expect(waits).toEqual([])
  })

  it('are given up when the server will never keep them, which is said, and the next ones are sent', async () => {
    const { sender, parts } = sending([partAt(1), partAt(2)], ({ at }) => (at === 1 ? refused('audio-erased') : ok))
    await vi.waitFor(() => expect(parts).toEqual([]))
    expect(sender.getSnapshot().refused).toBe('audio-erased')
  })

  it('are held by the page and sent all the same where the device has no room, up to five minutes of them', async () => {
    let answer = refused('unreachable')
    const { sender, sent, waits } = sending([], () => answer, { isFull: true })
    for (let part = 1; part <= 30; part += 1) await sender.add(partAt(part))
    await expect(sender.add(partAt(31))).rejects.toThrow('full')
    await vi.waitFor(() => expect(waits).toHaveLength(1))
    expect(sender.getSnapshot().unsent).toBe(300_000)
    answer = ok
    sender.wake()
    await vi.waitFor(() => expect(sender.getSnapshot().unsent).toBe(0))
    expect(sent.at(-1)).toBe(30)
    await sender.add(partAt(31))
    await vi.waitFor(() => expect(sent.at(-1)).toBe(31))
  })

  it('are not touched once it is closed', async () => {
    const { sender, sent, waits } = sending([partAt(1)], () => refused('unreachable'))
    await vi.waitFor(() => expect(waits).toHaveLength(1))
    sender.close()
    expect(waits).toEqual([])
    sender.wake()
    expect(sent).toEqual([1])
  })
})
