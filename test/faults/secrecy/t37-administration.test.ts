import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { newItemId } from '@greenroom/board'
import { adminStateSchema, importCasesAnswerSchema } from '@greenroom/protocol'
import { bankFolder, readCaseFiles } from '@greenroom/question-bank/guides'
import { createRoomClient, type RoomClient } from '@greenroom/room-client'
import { boardOf, noteIdSchema, participantIdSchema, roundIdSchema, sessionIdSchema } from '@greenroom/session'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { accessTable } from '../../../apps/server/src/http/access-table.ts'
import { realFramework } from '../../fixtures/prepared-rooms.ts'
import { type ServerProcess, serverProgram, startServer } from '../../fixtures/server-process.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
/** What people wrote. Each begins with the same letters, in whatever field it stands. */
const canary = (where: string): string => `zyrquon ${where}`

/** `every`: milliseconds between looks. */
const until = async (what: string, holds: () => boolean | Promise<boolean>, every = 10): Promise<void> => {
  const from = performance.now()
  while (!(await holds())) {
    if (performance.now() - from > 20_000) throw new Error(`waited in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, every))
  }
}

describe('T37: an administrator', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-t37-'))
  const data = join(folder, 'data')
  let server: ServerProcess
  beforeAll(async () => {
    server = await startServer(data, { env: { LOG_LEVEL: 'info', STUN_URLS: 'stun:127.0.0.1:1' } })
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const post = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })

  /** A round whose owner has planted words wherever people write. Answers ids and secrets of it, which the page has no business with either. */
  const plant = async (): Promise<readonly string[]> => {
    const [file] = readCaseFiles(bankFolder).filter(({ path }) => path.endsWith('/one-tap-checkout.yaml'))
    const text = (file?.text ?? '').replace(/^( *title: ).*$/m, `$1${canary('case')}`)
    expect(text).toContain(canary('case'))
    const imported = importCasesAnswerSchema.parse(
      await (await post('/api/own-cases', { files: [{ name: 'own.yaml', text }] })).json(),
    )
    const [own] = imported.cases
    const owner = (await (
      await post('/api/sessions', {
        mode: 'peer',
        cut: 45,
        coverage: 'learning',
        callLink: null,
        name: canary('name'),
        seat: 'interviewer',
        case: { kind: 'later' },
      })
    ).json()) as { session: string; participant: string; token: string }
    const bearer = { authorization: `Bearer ${owner.token}` }
    const at = `/api/sessions/${owner.session}`
    const invitation = (await (await post(`${at}/invitations`, { seats: ['candidate'] }, bearer)).json()) as {
      id: string
      secret: string
    }
    await post('/api/invitations/join', { invitation: invitation.secret, name: canary('guest'), seat: 'candidate' })
    const prepared = await post(`${at}/own-case`, { id: own?.id, secret: own?.secret }, bearer)
    expect(prepared.ok).toBe(true)
    const room: RoomClient = createRoomClient(
      {
        url: server.url,
        session: sessionIdSchema.parse(owner.session),
        participant: participantIdSchema.parse(owner.participant),
        token: owner.token,
        seenCases: [],
      },
      { WebSocket: WebSocket as unknown as typeof globalThis.WebSocket },
    )
    await until('a welcome', () => room.getSnapshot().session !== null)
    const seatsVersion = room.getSnapshot().session?.seatsVersion ?? 0
    expect(await room.send({ kind: 'startRound', seatsVersion })).toMatchObject({ ok: true })
    expect(
      await room.send({ kind: 'writeNote', note: noteIdSchema.parse('note-1'), words: canary('note') }),
    ).toMatchObject({
      ok: true,
    })
    const board = room.openBoard(boardOf(roundIdSchema.parse('r1')), realFramework('trade-off'))
    await until('the board', () => board.getSnapshot().saved.kind === 'saved')
    const section = realFramework('trade-off').sections.find(({ layout }) => layout !== 'line')
    const place = { section: section?.id ?? '', parent: null, before: null }
    const item = newItemId(Math.random)
    const itemKind = section?.kinds[0] ?? ''
    expect(board.apply({ kind: 'addItem', item, itemKind, text: canary('card'), at: place }).ok).toBe(true)
    await until('saved', () => board.getSnapshot().saved.kind === 'saved')
    await room.close()
    return [
      owner.session,
      owner.participant,
      owner.token,
      invitation.id,
      invitation.secret,
      own?.id ?? '',
      own?.secret ?? '',
    ]
  }

  it('is answered no word, no name and no id of a session, and none is in the log at its loudest', async () => {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', serverProgram(root), 'admin'],
      { cwd: root, env: { ...process.env, HOST: '127.0.0.1', PORT: String(server.port), DATA_DIR: data } },
    )
    const link = /http:\/\/\S+\/admin#(\S{43})/.exec(stdout)
    expect(link?.[0]).toMatch(new RegExp(`^${server.url}/admin#`))
    const secret = link?.[1] ?? ''
    const entered = await post('/api/admin/enter', { secret })
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    const answers: string[] = []
    const asked = new Set<string>()
    const ask = async (method: string, path: string, body?: unknown, route = path): Promise<string> => {
      const answer = await fetch(`${server.url}${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      asked.add(`${method.toLowerCase()} ${route}`)
      const text = `${JSON.stringify([...answer.headers])}\n${await answer.text()}`
      answers.push(text)
      expect(answer.ok, `${method} ${path}: ${text}`).toBe(true)
      return text
    }
    const state = async () =>
      adminStateSchema.parse(JSON.parse((await ask('GET', '/api/admin/state')).split('\n').slice(1).join('\n')))

    await ask('PUT', '/api/admin/log-level', { level: 'trace' })
    const secrets = await plant()
    await ask('GET', '/api/admin/changes')
    await ask('POST', '/api/admin/backups', {})
    // Requests of an administrator have a budget, too.
    await until('a backup', async () => (await state()).backups?.doing === null, 250)
    const made = await state()
    expect(made.sessions.count).toBe(1)
    expect(made.openInvitations).toBe(1)
    const name = made.backups?.list[0]?.name ?? ''
    // What it holds is everything: only that it was downloaded is told.
    const backup = await fetch(`${server.url}/api/admin/backups/${name}`, { headers: { cookie } })
    const held = Buffer.from(await backup.arrayBuffer())
    for (const where of ['name', 'guest', 'case', 'note', 'card'])
      expect(held.includes(canary(where)), where).toBe(true)
    asked.add('get /api/admin/backups/:name')
    await ask('POST', `/api/admin/backups/${name}/restore`, {}, '/api/admin/backups/:name/restore')
    await until('a restored backup', async () => (await state()).backups?.doing === null, 250)
    expect((await state()).backups?.list[0]?.restoredTo).not.toBeNull()
    for (const part of ['database', 'public-url', 'stun', 'turn']) await ask('POST', '/api/admin/try', { part })
    await ask('POST', '/api/admin/leave', {})
    expect(await server.stop()).toBe(0)

    const routes = accessTable.filter(([, , who]) => who === 'admin').map(([method, path]) => `${method} ${path}`)
    expect([...asked].sort()).toEqual(routes.sort())
    const logged = server.output()
    for (const text of ['zyrquon', ...secrets]) {
      expect(answers.filter((answer) => answer.includes(text))).toEqual([])
      // A session's id is in the paths of its requests, as in every log at this level.
      if (text !== secrets[0] && text !== secrets[1] && text !== secrets[5])
        expect(logged.includes(text), text).toBe(false)
    }
    for (const each of [secret, cookie.split('=')[1] ?? '']) {
      expect(each.length).toBe(43)
      expect(logged.includes(each)).toBe(false)
    }
    for (const action of [
      'entered',
      'log-level-set',
      'backup-made',
      'backup-downloaded',
      'backup-restored',
      'part-tried',
      'left',
    ])
      expect(logged).toContain(`"action":"${action}"`)
  })
})
