import { afterEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { callApi } from '../../../browser/api.ts'
import { recents } from '../../recents/browser-recents.ts'
import { beginReplay } from './begin-replay.ts'
import { openSeekWorker } from './open-seek-worker.ts'
import { takeSeekWorker } from './seek-workers.ts'

const token = 't'.repeat(43)
const workers: EventTarget[] = []
const asked: (readonly [string, string | undefined])[] = []

const watch = (): void => {
  workers.length = 0
  asked.length = 0
  class Worker extends EventTarget {
    constructor() {
      super()
      workers.push(this)
    }
    postMessage(): void {}
    terminate(): void {}
  }
  vi.stubGlobal('Worker', Worker)
  vi.stubGlobal('fetch', async (path: string, init?: RequestInit) => {
    asked.push([path, new Headers(init?.headers).get('authorization') ?? undefined])
    return Response.json({ number: asked.length })
  })
}
afterEach(() => {
  // One that was started and not taken would be that of the next replay.
  takeSeekWorker()
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

const read = () => callApi('/sessions/s1/replay', { token, schema: z.object({ number: z.number() }) })

it('asks for the first page of a replay before its parts are here, once, as the person who this tab is', async () => {
  watch()
  const about = { name: 'Ana', title: null, mode: 'peer', owner: true } as const
  recents.enter({ session: 's1', participant: 'ana', token }, about)
  beginReplay('/s/s1/replay')
  expect(asked).toEqual([['/api/sessions/s1/replay', `Bearer ${token}`]])
  expect(await read()).toEqual({ ok: true, value: { number: 1 } })
  expect(asked).toHaveLength(1)
  expect(await read()).toEqual({ ok: true, value: { number: 2 } })
})

it('has the worker of a replay ready, and another one where that could not be started', () => {
  watch()
  beginReplay('/sample')
  expect(workers).toHaveLength(1)
  openSeekWorker(
    () => undefined,
    () => undefined,
  )
  expect(workers).toHaveLength(1)
  beginReplay('/shared')
  workers[1]?.dispatchEvent(new Event('error'))
  openSeekWorker(
    () => undefined,
    () => undefined,
  )
  expect(workers).toHaveLength(3)
  expect(asked).toEqual([])
})

it('asks nothing at other addresses, or for a session that this tab is not in', () => {
  watch()
  for (const path of ['/', '/s/s1', '/bank', '/replay', '/s/s1/replay/x']) beginReplay(path)
  expect([workers.length, asked.length]).toEqual([0, 0])
  beginReplay('/s/s2/replay')
  expect(asked).toEqual([])
})
