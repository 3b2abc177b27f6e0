import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { limits } from '@greenroom/protocol'
import { createRoomClient, type RoomClient, type RoomSnapshot } from '@greenroom/room-client'
import { participantIdSchema, sessionIdSchema } from '@greenroom/session'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type ServerProcess, startServer } from '../../fixtures/server-process.ts'

type HttpProxy = { readonly url: string; readonly close: () => void }

/**
 * An HTTP proxy in front of a real server. `upgrades: 'refused'`: passes requests and forbids WebSockets, as proxies of companies do.
 * `as`: every request names this address as Host and Origin, as a page does that was opened at it.
 */
const openHttpProxy = async (
  target: number,
  { upgrades, as }: { readonly upgrades: 'passed' | 'refused'; readonly as?: string },
): Promise<HttpProxy> => {
  const named = as === undefined ? {} : { host: new URL(as).host, origin: as }
  const open = new Set<Socket>()
  const proxy = createServer((incoming, response) => {
    const { method, url: path, headers } = incoming
    const onward = request(
      { host: '127.0.0.1', port: target, method, path, headers: { ...headers, ...named } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    onward.on('error', () => response.writeHead(502).end())
    incoming.pipe(onward)
  })
  proxy.on('connection', (socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
  })
  proxy.on('upgrade', (incoming, near: Socket) => {
    near.on('error', () => {})
    if (upgrades === 'refused') {
      near.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    const far = connect(target, '127.0.0.1')
    far.on('error', () => near.destroy())
    const lines = Object.entries({ ...incoming.headers, ...named }).map(([name, value]) => `${name}: ${String(value)}`)
    far.write(`${incoming.method} ${incoming.url} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    near.pipe(far).pipe(near)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of open) socket.destroy()
      proxy.close()
    },
  }
}

const until = (client: RoomClient, holds: (snapshot: RoomSnapshot) => boolean): Promise<RoomSnapshot> =>
  new Promise((resolve) => {
    let stop = (): void => {}
    const look = (): void => {
      const snapshot = client.getSnapshot()
      if (!holds(snapshot)) return
      stop()
      resolve(snapshot)
    }
    stop = client.subscribe(look)
    look()
  })
const isLive = ({ connection }: RoomSnapshot): boolean => connection.kind === 'live'

describe('a client that gets no connection names the cause', () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-causes-'))
  const opened: { close: () => unknown }[] = []
  let server: ServerProcess
  let who: Omit<Parameters<typeof createRoomClient>[0], 'url'>
  beforeAll(async () => {
    server = await startServer(folder)
    const answer = await fetch(`${server.url}/api/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ mode: 'peer', cut: 45, coverage: 'learning', callLink: null, name: 'Ana', seat: 'interviewer' },
        case: { kind: 'later' },
      }),
    })
    const { session, participant, token } = (await answer.json()) as Record<string, string>
    who = {
      session: sessionIdSchema.parse(session),
      participant: participantIdSchema.parse(participant),
      token: token ?? '',
      seenCases: [],
    }
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((one) => one.close()))
  })
  afterAll(async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const clientAt = (url: string): RoomClient => {
    const client = createRoomClient({ ...who, url })
    opened.push(client)
    return client
  }
  const proxyTo = async (...given: Parameters<typeof openHttpProxy>): Promise<HttpProxy> => {
    const proxy = await openHttpProxy(...given)
    opened.push(proxy)
    return proxy
  }

  it('where a proxy forbids WebSockets', async () => {
    const proxy = await proxyTo(server.port, { upgrades: 'refused' })
    const client = clientAt(proxy.url)
    expect((await until(client, ({ trouble }) => trouble !== null)).trouble).toBe('sockets-blocked')
  })

  it('where the server does not know the address of the page', async () => {
    const proxy = await proxyTo(server.port, { upgrades: 'passed', as: 'http://rehearsal.example:3000' })
    const client = clientAt(proxy.url)
    expect((await until(client, ({ trouble }) => trouble !== null)).trouble).toBe('foreign-address')
  })

  it('where nothing answers', async () => {
    const proxy = await proxyTo(server.port, { upgrades: 'passed' })
    proxy.close()
    const client = clientAt(proxy.url)
    expect((await until(client, ({ trouble }) => trouble !== null)).trouble).toBe('unreachable')
  })

  it('in the ninth tab, which connects automatically once another is closed', async () => {
    const proxy = await proxyTo(server.port, { upgrades: 'passed' })
    const tabs = Array.from({ length: limits.connectionsPerParticipant }, () => clientAt(proxy.url))
    for (const tab of tabs) expect((await until(tab, isLive)).trouble).toBeNull()
    const ninth = clientAt(proxy.url)
    expect((await until(ninth, ({ trouble }) => trouble !== null)).trouble).toBe('too-many-tabs')
    await tabs[0]?.close()
    expect((await until(ninth, isLive)).trouble).toBeNull()
  })
})
