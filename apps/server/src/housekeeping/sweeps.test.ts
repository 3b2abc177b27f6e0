import { serverLimits } from '@greenroom/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTurnedClock, named } from '../testing/folders-and-entries.ts'
import { startSession, startTestServer, type TestServer } from '../testing/test-server.ts'
import { closeDue, deleteOld } from './sweeps.ts'

// Real files and threads, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const day = 24 * 60 * 60_000
let at: TestServer
afterEach(() => at.close())

const inputOf = (clock: ReturnType<typeof createTurnedClock>, retentionDays: number | null) => ({
  deps: { store: at.storage.store, access: at.storage.access, clock, log: { info: () => {} } },
  rooms: at.server.rooms,
  audio: at.server.audio,
  imports: at.server.imports,
  audioRetentionDays: null,
  retentionDays,
  readIdle: at.storage.readIdle,
  packing: at.storage,
})

describe('the sweeps', () => {
  it('close a session whose time has come, once, and nothing before', async () => {
    const clock = createTurnedClock()
    at = await startTestServer({ clock })
    const { session } = await startSession(at)
    const { store } = at.storage
    await store.setDue(session, clock.now() + serverLimits.unattendedUntilClosed)
    const before = await store.lastSeq(session)
    await closeDue(inputOf(clock, null))
    expect(await store.lastSeq(session)).toBe(before)
    clock.turn(serverLimits.unattendedUntilClosed + 1)
    await closeDue(inputOf(clock, null))
    await closeDue(inputOf(clock, null))
    const entries = await store.read(session, before, 10)
    expect(entries.map(({ kind, data }) => [kind, data])).toEqual([['session-closed', { reason: 'no-interviewer' }]])
    expect(await store.readDue(Number.MAX_SAFE_INTEGER)).toEqual([])
  })

  it('delete everything that is old enough in one go, and stop when the server stops', async () => {
    const clock = createTurnedClock()
    at = await startTestServer({ clock })
    const old = await Promise.all(Array.from({ length: 45 }, () => startSession(at)))
    clock.turn(8 * day)
    await deleteOld({ ...inputOf(clock, 7), isClosing: () => true })
    const left = async () => (await at.storage.readIdle(clock.now(), 100)).length
    expect(await left()).toBe(25)
    await deleteOld(inputOf(clock, 7))
    expect(await left()).toBe(0)
    for (const { session } of old) expect(await at.storage.store.lastSeq(session)).toBe(0)
  })

  it('keep a session whole that somebody came back to between the look and the deletion, as on another server', async () => {
    const clock = createTurnedClock()
    at = await startTestServer({ clock })
    const [back, still] = [await startSession(at), await startSession(at)]
    clock.turn(8 * day)
    const input = inputOf(clock, 7)
    const soundRemoved: string[] = []
    await deleteOld({
      ...input,
      audio: {
        ...input.audio,
        removeSession: async (session) => {
          soundRemoved.push(session)
        },
      },
      readIdle: async (...asked) => {
        const found = await input.readIdle(...asked)
        expect(found).toHaveLength(2)
        // Past the room of this server.
        const last = await at.storage.store.lastSeq(back.session)
        expect(await at.storage.store.append(back.session, last, [named('Bo')])).toMatchObject({ ok: true })
        return found
      },
    })
    expect(soundRemoved).toEqual([still.session])
    expect(await at.storage.store.lastSeq(still.session)).toBe(0)
    expect((await at.request('GET', `/api/sessions/${back.session}`, { token: back.token })).status).toBe(200)
  })

  it('delete what was still for longer than sessions are kept, and only if they are not kept', async () => {
    const clock = createTurnedClock()
    at = await startTestServer({ clock })
    const old = await startSession(at)
    clock.turn(8 * day)
    const young = await startSession(at)
    await deleteOld(inputOf(clock, null))
    expect(await at.storage.store.lastSeq(old.session)).toBeGreaterThan(0)
    await deleteOld(inputOf(clock, 7))
    expect(await at.storage.store.lastSeq(old.session)).toBe(0)
    expect((await at.request('GET', `/api/sessions/${old.session}`, { token: old.token })).status).toBe(401)
    expect((await at.request('GET', `/api/sessions/${young.session}`, { token: young.token })).status).toBe(200)
  })
})
