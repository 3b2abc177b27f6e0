import type { WireCommand } from '@greenroom/session'
import { ana, ben, noteId, openSampleSession, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { createTestRoom } from '../testing/test-room.ts'

const pause = (clockVersion: number): WireCommand => ({ kind: 'pauseClock', clockVersion })
const note = (words: string): WireCommand => ({ kind: 'writeNote', note: noteId('n1'), words })

describe('a room client', () => {
  it('is live once it holds its own stream, and folds what comes', async () => {
    const test = createTestRoom(openSampleSession())
    const page = test.load(ana)
    expect(page.room.getSnapshot()).toMatchObject({ connection: { kind: 'connecting', attempt: 1 }, session: null })
    await test.settle()
    expect(page.room.getSnapshot()).toMatchObject({ connection: { kind: 'live' }, here: [ana], clockKnown: true })
    expect(page.room.getSnapshot().session?.participants[ben]?.name).toBe('Ben')
    test.script.must(ben, { kind: 'rename', name: 'Benedikt' })
    test.sessionServer.announce()
    await test.settle()
    expect(page.room.getSnapshot().session?.participants[ben]?.name).toBe('Benedikt')
    await page.room.close()
  })

  it('keeps the identity of its snapshot, and tells a batch of changes once', async () => {
    const test = createTestRoom(openSampleSession())
    const page = test.load(ana)
    await test.settle()
    const before = page.room.getSnapshot()
    expect(page.room.getSnapshot()).toBe(before)
    let told = 0
    page.room.subscribe(() => {
      told += 1
    })
    for (const name of ['B', 'Be', 'Ben']) test.script.must(ben, { kind: 'rename', name })
    test.sessionServer.announce()
    await test.settle()
    expect(told).toBe(1)
    expect(page.room.getSnapshot()).not.toBe(before)
    expect(page.room.getSnapshot().here).toBe(before.here)
    await page.room.close()
  })

  it('resolves a command after its entries are in the snapshot', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    await test.settle()
    const version = page.room.getSnapshot().session?.clockVersion ?? 0
    let clock: string | undefined
    const answer = page.room.send(pause(version)).then((given) => {
      clock = page.room.getSnapshot().session?.rounds[0]?.clock.kind
      return given
    })
    expect(page.room.getSnapshot().pending).toBe(1)
    await test.settle()
    expect(await answer).toMatchObject({ ok: true })
    expect(clock).toBe('paused')
    expect(page.room.getSnapshot().pending).toBe(0)
    expect(await settled(test, page.room.send({ kind: 'nextPhase', clockVersion: version - 1 }))).toMatchObject({
      ok: false,
      code: 'stale',
    })
    await page.room.close()
  })

  it('sends nothing while disconnected, and buffers nothing', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    await test.settle()
    test.reachable = false
    test.cutAll()
    await test.settle()
    expect(page.room.getSnapshot().connection.kind).toBe('waiting')
    expect(await page.room.send(note('lost'))).toMatchObject({ ok: false, code: 'offline' })
    test.reachable = true
    test.time.pass(60_000)
    await test.settle()
    expect(page.room.getSnapshot()).toMatchObject({ connection: { kind: 'live' }, pending: 0 })
    expect(test.script.log.some((entry) => entry.kind === 'note-written')).toBe(false)
    await page.room.close()
  })

  it('asks a command again that the connection broke under, and it is done once', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    await test.settle()
    const answer = page.room.send(note('once'))
    test.sessionServer.read()
    // Done by the server; the answer is lost.
    test.cutAll()
    test.time.pass(600)
    await test.settle()
    expect(await answer).toMatchObject({ ok: true })
    expect(test.script.log.filter((entry) => entry.kind === 'note-written')).toHaveLength(1)
    await page.room.close()
  })

  it('says that nobody knows when the answer never comes', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    await test.settle()
    const answer = page.room.send(note('where?'))
    test.reachable = false
    test.cutAll()
    test.time.pass(16_000)
    const given = await answer
    expect(given).toMatchObject({
      ok: false,
      code: 'offline',
      why: 'not-answered',
    })
    expect(page.room.getSnapshot().pending).toBe(0)
    await page.room.close()
  })

  it('resumes from the last entry it holds', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    await test.settle()
    const held = test.script.streamOf(ana).length
    test.cutAll()
    test.script.must(ben, { kind: 'rename', name: 'Benno' })
    test.time.pass(600)
    await test.settle()
    expect(page.sessionPipe().auth.after).toBe(held)
    expect(page.room.getSnapshot().session?.participants[ben]?.name).toBe('Benno')
    await page.room.close()
  })

  it('F31: reads its whole stream again after a gap, and shows the last whole state in the meantime', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    await test.settle()
    test.script.must(ben, { kind: 'rename', name: 'Benno' })
    test.script.must(ben, { kind: 'rename', name: 'Bennet' })
    page.sessionPipe().send('entries', { entries: test.script.streamOf(ana).slice(-1) })
    page.sessionPipe().deliver()
    expect(page.room.getSnapshot().session?.participants[ben]?.name).toBe('Ben')
    test.time.pass(600)
    await test.settle()
    expect(page.sessionPipe().auth.after).toBe(0)
    expect(page.room.getSnapshot().session?.participants[ben]?.name).toBe('Bennet')
    await page.room.close()
  })

  it('ends with "protocol" when even the whole stream cannot be read, instead of asking forever', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    for (let n = 0; n < 5; n += 1) {
      page.sessionPipe().open()
      page
        .sessionPipe()
        .send('welcome', { participant: ana, session: 'session-1', serverTime: 0, count: 1, epoch: 'e' })
      page.sessionPipe().send('entries', { entries: [{ n: 1, at: 0, kind: 'unheard-of', by: null, data: {} }] })
      while (page.sessionPipe().deliver()) {}
      test.time.pass(600)
    }
    expect(page.sessions.pipes).toHaveLength(2)
    expect(page.room.getSnapshot().connection).toEqual({ kind: 'ended', reason: 'protocol' })
    await page.room.close()
  })

  it('obeys a goodbye: permanently, or after the time it names', async () => {
    const test = createTestRoom()
    const [anas, bens] = [test.load(ana), test.load(ben)]
    await test.settle()
    anas.sessionPipe().send('goodbye', { reason: 'draining', retryAfter: 4_000 })
    bens.sessionPipe().send('goodbye', { reason: 'revoked', retryAfter: null })
    const from = test.time.clock.monotonic()
    await test.settle()
    const { connection } = anas.room.getSnapshot()
    expect(connection.kind === 'waiting' && connection.retryAt - from).toBeGreaterThanOrEqual(4_000)
    expect(bens.room.getSnapshot().connection).toEqual({ kind: 'ended', reason: 'revoked' })
    test.time.pass(10_000)
    await test.settle()
    expect(anas.room.getSnapshot().connection.kind).toBe('live')
    expect(bens.sessions.pipes).toHaveLength(1)
    await Promise.all([anas.room.close(), bens.room.close()])
  })

  it('F27: goes on trying while the door itself is out of order', async () => {
    const test = createTestRoom()
    test.reachable = false
    const page = test.load(ana)
    for (let minute = 0; minute < 30; minute += 1) {
      test.time.pass(60_000)
      await test.settle()
    }
    expect(page.sessions.pipes.length).toBeGreaterThan(30)
    test.reachable = true
    test.time.pass(30_001)
    await test.settle()
    expect(page.room.getSnapshot().connection.kind).toBe('live')
    await page.room.close()
  })

  it("F20: shows the server's time, whatever this computer's clock says and however long it slept", async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    await test.settle()
    const wrong = (): number => Math.abs(page.room.serverNow() - test.sessionServer.now())
    expect(wrong()).toBeLessThan(1)
    test.time.setWall(0)
    test.time.pass(1_000)
    await test.settle()
    expect(wrong()).toBeLessThan(1)
    test.time.sleep(3_600_000)
    test.time.pass(2_000)
    await test.settle()
    expect(wrong()).toBeLessThan(1)
    expect(page.room.getSnapshot().connection.kind).toBe('live')
    await page.room.close()
  })

  it('F39: shows the time of the server that runs now, not that of the run before', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    await test.settle()
    for (const setOn of [-3_600_000, 7_200_000]) {
      test.sessionServer.epoch = `run at ${setOn}`
      test.sessionServer.setOn = setOn
      test.cutAll()
      test.time.pass(30_001)
      await test.settle()
      expect(page.room.getSnapshot()).toMatchObject({ connection: { kind: 'live' }, clockKnown: true })
      expect(Math.abs(page.room.serverNow() - test.sessionServer.now())).toBeLessThan(1)
    }
    await page.room.close()
  })

  it('leaves nothing behind when it is closed', async () => {
    const test = createTestRoom()
    const page = test.load(ana)
    page.board()
    await test.settle()
    await page.room.close()
    await page.room.close()
    expect(test.time.waiting()).toBe(0)
    expect(page.sessionPipe().leftByClient()).toBe(true)
    expect(page.boardPipe().leftByClient()).toBe(true)
    expect(page.room.getSnapshot().connection).toEqual({ kind: 'ended', reason: 'closed-by-us' })
  })

  it('tells that the server cannot save', async () => {
    const test = createTestRoom(startSampleRound())
    const page = test.load(ana)
    await test.settle()
    page.sessionPipe().send('store', { saving: false })
    await test.settle()
    expect(page.room.getSnapshot().serverSaves).toBe(false)
    await page.room.close()
  })
})

const settled = async <T>(test: { settle: () => Promise<void> }, promise: Promise<T>): Promise<T> => {
  await test.settle()
  return promise
}
