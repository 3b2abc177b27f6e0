import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type AdminState, adminStateSchema } from '@greenroom/protocol'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { adminLinkLasts, adminLinkName, makeAdminLink } from '../admin/admin-link.ts'
import { adminStays } from '../admin/admin-sessions.ts'
import { createBackups } from '../housekeeping/backups.ts'
import { createMetrics } from '../observability/metrics.ts'
import { backUp } from '../storage/backups/back-up.ts'
import { createTemporaryFolder, createTurnedClock } from '../testing/folders-and-entries.ts'
import { invite, join as joinSession, startSession, startTestServer, type TestServer } from '../testing/test-server.ts'

const opened: { close: () => unknown }[] = []
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
})
const cookieOf = (headers: Headers): string => headers.get('set-cookie')?.split(';')[0] ?? ''

const open = async (options: Parameters<typeof startTestServer>[0] = {}) => {
  const clock = createTurnedClock(Date.UTC(2026, 10, 29, 4))
  const at = await startTestServer({ clock, ...options })
  opened.push(at)
  return { at, clock }
}
const enter = (at: TestServer, secret: string, headers: Record<string, string> = {}) =>
  at.request('POST', '/api/admin/enter', { body: { secret }, headers })
const signIn = async (at: TestServer, now: number): Promise<string> => {
  const answered = await enter(at, makeAdminLink(at.folder, now))
  expect(answered.status).toBe(204)
  return cookieOf(answered.headers)
}
const stateOf = async (at: TestServer, cookie: string): Promise<AdminState> => {
  const { status, json } = await at.request('GET', '/api/admin/state', { headers: { cookie } })
  expect(status).toBe(200)
  return adminStateSchema.parse(json)
}

describe('a link to the administration', () => {
  it('works once, is kept as a hash in a file that only this account reads, and sets a cookie that no script reads', async () => {
    const { at, clock } = await open()
    const secret = makeAdminLink(at.folder, clock.now())
    const path = join(at.folder, adminLinkName)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readdirSync(at.folder).filter((name) => name.includes('admin'))).toEqual([adminLinkName])
    const first = await enter(at, secret)
    expect(first.status).toBe(204)
    expect(first.headers.get('set-cookie')).toMatch(
      new RegExp(`^greenroom-admin=[\\w-]{43}; Path=/api/admin; Max-Age=${adminStays}; HttpOnly; SameSite=Strict$`),
    )
    expect(existsSync(path)).toBe(false)
    const replayed = await enter(at, secret)
    expect(replayed).toMatchObject({ status: 404, json: { error: { code: 'unknown-admin-link' } } })
    expect(replayed.headers.get('set-cookie')).toBeNull()
    expect((await stateOf(at, cookieOf(first.headers))).actions.map(({ kind }) => kind)).toEqual(['entered'])
    expect(at.logged()).not.toContain(secret)
    expect(at.logged()).not.toContain(cookieOf(first.headers).split('=')[1])
  })

  it('ends after its time, with the next one, and not by a wrong guess', async () => {
    const { at, clock } = await open()
    const late = makeAdminLink(at.folder, clock.now())
    clock.turn(adminLinkLasts)
    expect((await enter(at, late)).status).toBe(404)
    const older = makeAdminLink(at.folder, clock.now())
    const newer = makeAdminLink(at.folder, clock.now())
    expect((await enter(at, older)).status).toBe(404)
    expect((await enter(at, 'x'.repeat(43))).status).toBe(404)
    expect((await enter(at, newer)).status).toBe(204)
    writeFileSync(join(at.folder, adminLinkName), '{"hash":')
    expect((await enter(at, newer)).status).toBe(404)
  })

  it('of two that come at once, one is let in', async () => {
    const { at, clock } = await open()
    const secret = makeAdminLink(at.folder, clock.now())
    const both = await Promise.all([enter(at, secret), enter(at, secret)])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 404])
  })

  it('is sent from an own page, over https with a cookie for https alone', async () => {
    const { at, clock } = await open({ config: { publicUrl: 'https://room.example' } })
    const secret = makeAdminLink(at.folder, clock.now())
    const foreign: readonly Record<string, string>[] = [
      { origin: 'https://elsewhere.example' },
      { origin: 'http://localhost:1' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const headers of foreign) expect(await enter(at, secret, headers)).toMatchObject({ status: 403 })
    const entered = await enter(at, secret, { origin: 'https://room.example', 'sec-fetch-site': 'same-origin' })
    expect(entered.headers.get('set-cookie')).toMatch(/; Secure$/)
    // Where several servers share an address, one of them is opened at its own.
    const own = await enter(at, makeAdminLink(at.folder, clock.now()), { origin: at.url })
    expect(own.status).toBe(204)
    expect(own.headers.get('set-cookie')).not.toMatch(/Secure/)
  })
})

describe('an administrator', () => {
  it('is let in by the cookie alone, until they sign out or their time is over', async () => {
    const { at, clock } = await open()
    const get = (cookie: string) => at.request('GET', '/api/admin/state', { headers: { cookie } })
    const refused = { status: 401, json: { error: { code: 'admin-only' } } }
    expect(await at.request('GET', '/api/admin/state')).toMatchObject(refused)
    expect(await get(`greenroom-admin=${'y'.repeat(43)}`)).toMatchObject(refused)
    const [first, second] = [await signIn(at, clock.now()), await signIn(at, clock.now())]
    expect((await get(`other=1; ${first}`)).status).toBe(200)
    const left = await at.request('POST', '/api/admin/leave', { body: {}, headers: { cookie: first } })
    expect(left.headers.get('set-cookie')).toMatch(/^greenroom-admin=; .*Max-Age=0;/)
    expect(await get(first)).toMatchObject(refused)
    clock.turn(adminStays * 1000 - 1)
    expect((await get(second)).status).toBe(200)
    clock.turn(1)
    expect(await get(second)).toMatchObject(refused)
  })

  it('somebody who guesses cookies or asks without end is told to wait', async () => {
    const { at, clock } = await open()
    const cookie = await signIn(at, clock.now())
    const statuses = async (given: string, times: number) =>
      Promise.all(
        Array.from({ length: times }, () => at.request('GET', '/api/admin/changes', { headers: { cookie: given } })),
      ).then((answers) => new Set(answers.map(({ status }) => status)))
    expect(await statuses(cookie, 130)).toEqual(new Set([200, 429]))
    expect(await statuses(`greenroom-admin=${'y'.repeat(43)}`, 70)).toEqual(new Set([401, 429]))
  })

  it('sees figures about the server and its sessions', async () => {
    const { at, clock } = await open({ config: { retentionDays: 30 } })
    const owner = await startSession(at)
    const invitation = await invite(at, owner, ['candidate'])
    const revoked = await invite(at, owner, ['observer'])
    await joinSession(at, invitation.secret, 'Ben', 'candidate')
    await at.request('DELETE', `/api/sessions/${owner.session}/invitations/${revoked.id}`, {
      token: owner.token,
      body: { removeParticipants: false },
    })
    clock.turn(10 * 24 * 60 * 60_000)
    await startSession(at)
    const cookie = await signIn(at, clock.now())
    const state = await stateOf(at, cookie)
    expect(state).toMatchObject({
      version: '0.0.0-test',
      sessions: { count: 2, usedWithin: { day: 1, week: 0, month: 1, year: 0, older: 0 } },
      openInvitations: 1,
      retention: { days: 30, due: 0 },
      storage: { kind: 'sqlite', folder: at.folder },
      backups: null,
    })
    expect(state.storage.bytes).toBeGreaterThan(10_000)
    expect(state.storage.free).toBeGreaterThan(0)
    clock.turn(25 * 24 * 60 * 60_000)
    expect((await stateOf(at, await signIn(at, clock.now()))).retention.due).toBe(1)
    expect((await at.request('GET', '/api/admin/changes', { headers: { cookie } })).status).toBe(401)
  })

  it('changes what is logged until the server stops, of requests too', async () => {
    const { at, clock } = await open({ config: { logLevel: 'info' } })
    const cookie = await signIn(at, clock.now())
    const set = (level: string) => at.request('PUT', '/api/admin/log-level', { body: { level }, headers: { cookie } })
    expect((await set('warn')).status).toBe(204)
    await at.request('GET', '/api/site')
    expect((await set('debug')).status).toBe(204)
    // Each is logged once its answer has left, so the later one tells that the earlier one is not.
    await at.request('GET', '/api/loops')
    await vi.waitFor(() => expect(at.logged()).toContain('"path":"/api/loops"'))
    expect(at.logged()).not.toContain('"path":"/api/site"')
    expect((await set('loud')).status).toBe(400)
    expect(await stateOf(at, cookie)).toMatchObject({ logLevel: 'debug', configuredLogLevel: 'info' })
    for (const level of ['error', 'silent', 'info']) expect((await set(level)).status).toBe(204)
    const told = [...at.logged().matchAll(/"action":"log-level-set","what":"(\w+)"/g)].map(([, level]) => level)
    expect(told).toEqual(['warn', 'debug', 'error', 'silent', 'info'])
  })

  it('makes a backup, takes it home, and restores it beside the data', async () => {
    const folder = createTemporaryFolder()
    const place = createTemporaryFolder()
    opened.push({ close: folder.remove }, { close: place.remove })
    const clock = createTurnedClock(Date.UTC(2026, 10, 29, 4))
    const log = { info: () => {}, warn: () => {}, error: () => {} }
    const hold = Promise.withResolvers<void>()
    const backups = createBackups({
      dataDir: folder.path,
      folder: place.path,
      version: '0.0.0-test',
      keep: null,
      clock,
      log,
      registry: createMetrics().registry,
      run: async ({ dataDir, to, version, madeAt }) => {
        await hold.promise
        return backUp(dataDir, to, { version, madeAt })
      },
    })
    opened.push(backups)
    const { at } = await open({ clock, folder: folder.path, backups })
    await startSession(at)
    const cookie = await signIn(at, clock.now())
    const post = (path: string) => at.request('POST', path, { body: {}, headers: { cookie } })
    const until = async (holds: (state: AdminState) => boolean): Promise<AdminState> => {
      for (;;) {
        clock.turn(1_000)
        const state = await stateOf(at, cookie)
        if (holds(state)) return state
      }
    }
    expect((await post('/api/admin/backups')).status).toBe(204)
    expect(await post('/api/admin/backups')).toMatchObject({ status: 409, json: { error: { code: 'admin-busy' } } })
    expect((await stateOf(at, cookie)).backups?.doing).toBe('making')
    hold.resolve()
    const made = await until((state) => state.backups?.doing === null && state.actions[0]?.kind === 'backup-made')
    const name = made.backups?.list[0]?.name ?? ''
    expect(made.actions[0]).toMatchObject({ kind: 'backup-made', what: name })

    const taken = await fetch(`${at.url}/api/admin/backups/${name}`, { headers: { cookie } })
    expect((await taken.arrayBuffer()).byteLength).toBe(made.backups?.list[0]?.bytes)
    for (const wrong of ['greenroom-2026-01-01-000000.tar', '..%2Fgreenroom.sqlite', 'greenroom.sqlite'])
      expect((await at.request('GET', `/api/admin/backups/${wrong}`, { headers: { cookie } })).status, wrong).toBe(404)

    expect((await post(`/api/admin/backups/${name}/restore`)).status).toBe(204)
    const restored = await until((state) => state.actions[0]?.kind === 'backup-restored')
    const to = restored.backups?.list[0]?.restoredTo ?? ''
    expect(existsSync(join(to, 'greenroom.sqlite'))).toBe(true)
    expect(await post(`/api/admin/backups/${name}/restore`)).toMatchObject({
      status: 409,
      json: { error: { code: 'already-restored' } },
    })

    // A backup that was damaged since is refused, and leaves nothing.
    clock.turn(60_000)
    await post('/api/admin/backups')
    const second = await until((state) => state.backups?.list.length === 2 && state.backups.doing === null)
    const newest = second.backups?.list[0]?.name ?? ''
    writeFileSync(join(place.path, newest), 'not a backup')
    await post(`/api/admin/backups/${newest}/restore`)
    const failed = await until((state) => state.actions[0]?.kind === 'restore-failed')
    expect(failed.backups?.failure?.sentence).toMatch(/could not be restored/)
    expect(failed.backups?.list[0]?.restoredTo).toBeNull()
  })

  it('without a folder of its own, on Postgres, makes no backups', async () => {
    const { at, clock } = await open()
    const cookie = await signIn(at, clock.now())
    const answered = await at.request('POST', '/api/admin/backups', { body: {}, headers: { cookie } })
    expect(answered.status).toBe(404)
  })
})
