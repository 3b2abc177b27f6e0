import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newItemId } from '@greenroom/board'
import { protocolVersion } from '@greenroom/protocol'
import { createRoomClient, type RoomClient } from '@greenroom/room-client'
import { boardOf, participantIdSchema, roundIdSchema, sessionIdSchema } from '@greenroom/session'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { startProvider, type TestProvider } from '../../../apps/server/src/testing/provider.ts'
import { realFramework } from '../../fixtures/prepared-rooms.ts'
import { freePort, type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { createDevicePasskey } from '../steps/device-passkey.ts'
import { joinSession } from '../steps/session-client.ts'

/** Stands between our own clients and the server, and keeps the first line of every request. */
type Tap = { readonly url: string; readonly requests: () => readonly string[]; readonly close: () => void }

const openTap = async (target: number): Promise<Tap> => {
  const lines = new Set<Socket>()
  let sent = ''
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    near.on('data', (chunk) => {
      sent += chunk.toString('latin1')
    })
    for (const [line, other] of [
      [near, far],
      [far, near],
    ] as const) {
      lines.add(line)
      line.on('error', () => {})
      line.once('close', () => other.destroy())
      line.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => [...sent.matchAll(/(?:GET|HEAD|POST|PUT|DELETE) (\/\S*) HTTP\/1\.1/g)].map(([line]) => line),
    close: () => {
      for (const line of lines) line.destroy()
      server.close()
    },
  }
}

const admitted = (admission: Admission) => ({
  session: sessionIdSchema.parse(admission.session),
  participant: participantIdSchema.parse(admission.participant),
  token: admission.token,
})

type Admission = { readonly session: string; readonly participant: string; readonly token: string }

const until = async (what: string, holds: () => boolean): Promise<void> => {
  const from = performance.now()
  while (!holds()) {
    if (performance.now() - from > 15_000) throw new Error(`waited in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Opens a WebSocket, however wrong, sends something if that works, and waits for it to end. */
const knock = (url: string, protocols: string[], headers: Record<string, string>, says: Buffer): Promise<void> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url, protocols, { headers })
    const given = setTimeout(() => socket.terminate(), 3_000)
    socket.on('error', () => {})
    socket.once('open', () => socket.send(says))
    socket.once('close', () => {
      clearTimeout(given)
      resolve()
    })
  })

describe('T9: tokens and invitation secrets', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-t09-'))
  const secrets: { readonly what: string; readonly text: string }[] = []
  let server: ServerProcess
  let tap: Tap
  beforeAll(async () => {
    server = await startServer(folder, { env: { LOG_LEVEL: 'trace' } })
    tap = await openTap(server.port)
  })
  afterAll(async () => {
    tap.close()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = async (
    url: string,
    method: string,
    path: string,
    body?: unknown,
    token?: string,
    headers: Record<string, string> = {},
  ): Promise<Response> =>
    fetch(`${url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })

  const keepToken = async (what: string, answer: Response): Promise<Admission> => {
    const admission = (await answer.json()) as Admission
    secrets.push({ what, text: admission.token })
    return admission
  }

  it('appear in no log line, in no file and in no address', async () => {
    // What people do, through the tap.
    const owner = await keepToken(
      'the owner’s token',
      await ask(tap.url, 'POST', '/api/sessions', {
        mode: 'peer',
        cut: 20,
        coverage: 'strict',
        callLink: null,
        name: 'Ana',
        seat: 'interviewer',
        case: { kind: 'chosen', caseId: 'library-loans-app' },
      }),
    )
    const at = `/api/sessions/${owner.session}`
    const invite = async (seat: string): Promise<{ id: string; secret: string }> => {
      const made = await ask(tap.url, 'POST', `${at}/invitations`, { seats: [seat] }, owner.token)
      const invitation = (await made.json()) as { id: string; secret: string }
      secrets.push({ what: `the ${seat}’s invitation`, text: invitation.secret })
      return invitation
    }
    const admits = await invite('candidate')
    const withdrawn = await invite('observer')
    await ask(tap.url, 'POST', '/api/invitations/look', { invitation: admits.secret })
    const candidate = await keepToken(
      'the candidate’s token',
      await ask(tap.url, 'POST', '/api/invitations/join', {
        invitation: admits.secret,
        name: 'Ben',
        seat: 'candidate',
      }),
    )
    // The candidate keeps a way back and uses it, and asks to be let in by the invitation alone.
    const wayBack = (await (await ask(tap.url, 'POST', `${at}/way-back`, {}, candidate.token)).json()) as {
      secret: string
    }
    secrets.push({ what: 'the link to come back by', text: wayBack.secret })
    await keepToken('the token of another device', await ask(tap.url, 'POST', '/api/ways-back', wayBack))
    const asked = { invitation: admits.secret, participant: candidate.participant }
    const { key } = (await (await ask(tap.url, 'POST', '/api/returns', asked)).json()) as { key: string }
    await ask(tap.url, 'POST', '/api/returns/look', { key })
    await ask(tap.url, 'DELETE', `${at}/invitations/${withdrawn.id}`, { removeParticipants: true }, owner.token)

    const enter = async (person: Admission): Promise<RoomClient> => {
      const room = createRoomClient(
        { ...admitted(person), url: tap.url, seenCases: [] },
        { WebSocket: WebSocket as unknown as typeof globalThis.WebSocket },
      )
      await until('a welcome', () => room.getSnapshot().session !== null)
      return room
    }
    const rooms = [await enter(owner), await enter(candidate)] as const
    expect(
      await rooms[0].send({ kind: 'startRound', seatsVersion: rooms[0].getSnapshot().session?.seatsVersion ?? 0 }),
    ).toMatchObject({ ok: true })
    for (const room of rooms) {
      const board = room.openBoard(boardOf(roundIdSchema.parse('r1')), realFramework())
      await until('the board', () => board.getSnapshot().saved.kind === 'saved')
      const item = newItemId(Math.random)
      const where = { section: 'clarify', parent: null, before: null }
      expect(board.apply({ kind: 'addItem', item, itemKind: 'question', text: 'For whom?', at: where }).ok).toBe(true)
      await until('saved', () => board.getSnapshot().saved.kind === 'saved')
    }
    await ask(tap.url, 'GET', `${at}/replay`, undefined, candidate.token)
    for (const room of rooms) await room.close()

    // What nobody should do, straight to the server: secrets where they do not belong, and broken messages beside them.
    const { token } = candidate
    const ws = server.url.replace('http', 'ws')
    const board = `${ws}/yjs/${owner.session}/board-r1`
    for (const path of [
      `${at}?token=${token}`,
      `/join?invitation=${admits.secret}`,
      // As a mail filter makes them.
      `/join%23${admits.secret}.`,
      `/join%2523${admits.secret}`,
      `/back%23${wayBack.secret})`,
      `/api/own-cases/x?secret=${token}`,
    ])
      await ask(server.url, 'GET', path, undefined, token, { cookie: `token=${token}` })
    await ask(server.url, 'POST', '/api/invitations/join', `{"invitation":"${admits.secret}","name":`)
    await ask(server.url, 'POST', '/api/invitations/join', { invitation: withdrawn.secret, name: '', seat: 'observer' })
    await ask(server.url, 'POST', '/api/invitations/look', { invitation: withdrawn.secret })
    await ask(server.url, 'DELETE', at, undefined, token)
    await ask(server.url, 'POST', '/api/sessions', { token, padding: 'x'.repeat(3_000_000) }, token)
    const broken = Buffer.from([0, 2, 0xff, 0xff, 0xff, 0xff, 0x0f])
    const headers = { authorization: `Bearer ${token}`, cookie: `token=${token}` }
    const offered = [`token.${token}`]
    await knock(board, offered, headers, broken)
    await knock(`${board}?token=${token}`, offered, headers, broken)
    await knock(board, offered, { ...headers, origin: 'https://elsewhere.example' }, broken)
    await knock(board, offered, headers, Buffer.alloc(2_000_000))
    await knock(`${ws}/socket.io/?EIO=4&transport=websocket&token=${token}`, offered, headers, broken)
    await knock(`${ws}/socket.io/?EIO=3&transport=websocket&token=${token}`, offered, headers, broken)
    await ask(server.url, 'GET', `/socket.io/?EIO=4&transport=polling&token=${token}`, undefined, token)
    await ask(server.url, 'POST', `/socket.io/?EIO=4&transport=websocket&sid=${token}`, '{', token)
    const odd = await joinSession(server.url, candidate, { auth: { protocol: protocolVersion + 1, token, after: -1 } })
    odd.close()
    const flooding = await joinSession(server.url, candidate)
    await flooding.ask('command', { commandId: token, command: { kind: token } }).catch(() => {})
    await flooding.ask(token, { token }).catch(() => {})
    flooding.close()

    expect(await server.stop()).toBe(0)
    const logged = server.output()
    // Names of files, too.
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    const kept = Buffer.concat(
      files.flatMap((file) => [Buffer.from(file.name), readFileSync(join(file.parentPath, file.name))]),
    )
    const addresses = tap.requests().join('\n')

    expect(secrets).toHaveLength(6)
    // The key of somebody who waits is in the server's memory alone.
    const found = [...secrets, { what: 'the key of a request', text: key }].flatMap(({ what, text }) =>
      [text, Buffer.from(text).toString('base64').slice(0, 40), encodeURIComponent(`"${text}`)].flatMap((form) => [
        ...(logged.includes(form) ? [`${what} is in the log`] : []),
        ...(kept.includes(form) ? [`${what} is in a file`] : []),
        ...(addresses.includes(form) ? [`${what} is in an address`] : []),
      ]),
    )
    expect(found).toEqual([])

    // All three were searched where the secrets would be: the log is complete, the hashes are kept, the sockets passed by.
    expect(logged).toContain(`"path":"${at}"`)
    for (const { text } of secrets) expect(kept.includes(createHash('sha256').update(text).digest())).toBe(true)
    expect(addresses).toMatch(/GET \/socket\.io\//)
    expect(addresses).toContain(`GET /yjs/${owner.session}/board-r1 HTTP/1.1`)
  })
})

it('T9: what signs people in appears in no log line, in no file and in no address of theirs', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-t09-'))
  const port = await freePort()
  const publicUrl = `http://localhost:${port}`
  const clientSecret = 'a secret that the provider and this server share'
  let provider: TestProvider | null = null
  let server: ServerProcess | null = null
  let tap: Tap | null = null
  try {
    provider = await startProvider({ clientId: 'greenroom', clientSecret })
    provider.allow(`${publicUrl}/api/accounts/back`)
    server = await startServer(folder, {
      port,
      env: {
        LOG_LEVEL: 'trace',
        PUBLIC_URL: publicUrl,
        PASSKEYS: '1',
        OIDC_ISSUER: provider.issuer,
        OIDC_CLIENT_ID: 'greenroom',
        OIDC_CLIENT_SECRET: clientSecret,
      },
    })
    tap = await openTap(port)
    const at = tap.url
    /** `kept`: as a hash, in the database. */
    const secrets: { readonly what: string; readonly text: string; readonly kept: boolean }[] = [
      { what: 'the client’s secret', text: clientSecret, kept: false },
    ]
    const ask = async (path: string, body: object, cookie = '', expected = 204): Promise<Response> => {
      const answer = await fetch(`${at}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
        redirect: 'manual',
      })
      expect([path, answer.status]).toEqual([path, expected])
      return answer
    }
    const cookieIn = (answer: Response, name: string): string => {
      const found = answer.headers.getSetCookie().find((each) => each.startsWith(`${name}=`))
      const text = found?.split(';')[0]?.split('=')[1] ?? ''
      secrets.push({ what: `the cookie ${name}`, text, kept: name === 'greenroom-account' })
      return `${name}=${text}`
    }
    const read = async (answer: Response, field: string): Promise<string> =>
      String(((await answer.json()) as Record<string, unknown>)[field])

    // At the provider; the answer is used, used again, and used with another attempt.
    const begin = async () => {
      const begun = await ask('/api/accounts/sign-in', {}, '', 200)
      return { attempt: cookieIn(begun, 'greenroom-sign-in'), url: new URL(await read(begun, 'url')) }
    }
    const first = await begin()
    const back = new URL(await provider.walk(first.url, 'ana'))
    secrets.push({ what: 'the provider’s code', text: back.searchParams.get('code') ?? '', kept: false })
    const comeBack = async (attempt: string): Promise<Response> =>
      fetch(`${at}${back.pathname}${back.search}`, { headers: { cookie: attempt }, redirect: 'manual' })
    expect((await comeBack((await begin()).attempt)).headers.get('location')).toBe('/account#not-trusted')
    const came = await comeBack(first.attempt)
    expect(came.headers.get('location')).toBe('/account')
    const account = cookieIn(came, 'greenroom-account')
    expect((await comeBack(first.attempt)).headers.get('location')).toBe('/account#begin-again')

    // A guest's session is claimed, and a fresh token asked for.
    const made = await ask(
      '/api/sessions',
      {
        ...{ mode: 'peer', cut: 20, coverage: 'strict', callLink: null, name: 'Ana', seat: 'interviewer' },
        case: { kind: 'later' },
      },
      '',
      201,
    )
    const { session, participant, token } = (await made.json()) as Admission
    await ask('/api/accounts/claims', { token }, account)
    const other = `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`
    await ask('/api/accounts/claims', { token: other }, account, 404)
    const fresh = await read(await ask('/api/accounts/tokens', { session, participant }, account, 201), 'token')
    secrets.push({ what: 'a token', text: token, kept: true }, { what: 'a fresh token', text: fresh, kept: true })

    // A passkey: added, and signed in with, as it should be, once more, and with a challenge that nobody gave.
    const device = createDevicePasskey({ host: 'localhost', origin: publicUrl })
    const challenge = async (path: string, cookie = ''): Promise<string> => {
      const text = await read(await ask(path, {}, cookie, 200), 'challenge')
      secrets.push({ what: 'a challenge', text, kept: false })
      return text
    }
    await ask(
      '/api/accounts/passkeys/keep',
      device.make(await challenge('/api/accounts/passkeys/offer', account)),
      account,
    )
    const answered = device.answer(await challenge('/api/accounts/passkeys/ask'))
    cookieIn(await ask('/api/accounts/passkeys/sign-in', answered), 'greenroom-account')
    await ask('/api/accounts/passkeys/sign-in', answered, '', 422)
    await ask('/api/accounts/passkeys/sign-in', device.answer('bm8gY2hhbGxlbmdlIG9mIHRoaXMgc2VydmVy'), '', 422)
    const unanswered = await challenge('/api/accounts/passkeys/ask')
    expect(unanswered).not.toBe('')
    // Where a cookie does not belong.
    await fetch(`${at}/api/accounts/back?code=${account}&state=x`, { headers: { cookie: account }, redirect: 'manual' })

    expect(await server.stop()).toBe(0)
    const logged = server.output()
    const kept = Buffer.concat(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .flatMap((file) => [Buffer.from(file.name), readFileSync(join(file.parentPath, file.name))]),
    )
    // The provider leads back with its code, as the protocol has it; the last address was made by this test.
    const addresses = tap
      .requests()
      .filter((line) => !line.includes('/api/accounts/back?'))
      .join('\n')
    const found = secrets.flatMap(({ what, text }) => [
      ...(text.length < 20 ? [`${what} was not caught`] : []),
      ...(logged.includes(text) ? [`${what} is in the log`] : []),
      ...(kept.includes(text) ? [`${what} is in a file`] : []),
      ...(addresses.includes(text) ? [`${what} is in an address`] : []),
    ])
    expect(found).toEqual([])
    // These too were searched where the secrets would be.
    expect(logged).toContain('/api/accounts/passkeys/sign-in')
    expect(addresses).toContain('POST /api/accounts/passkeys/sign-in')
    for (const { what, text, kept: isKept } of secrets)
      if (isKept) expect(kept.includes(createHash('sha256').update(text).digest()), what).toBe(true)
  } finally {
    tap?.close()
    await server?.stop()
    provider?.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
