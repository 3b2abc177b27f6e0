import { createServer, type Server } from 'node:http'
import { serverLimits } from '@greenroom/protocol'
import { type SessionId, sessionIdSchema } from '@greenroom/session'
import { decodeJwt, jwtVerify } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'
import { createLiveKit } from './livekit.ts'

const apiSecret = 'the-secret-of-a-key-that-livekit-knows'
const key = new TextEncoder().encode(apiSecret)
const session = sessionIdSchema.parse('V1StGXR8_Z5jdHi6B-myT')
const other = sessionIdSchema.parse('V1StGXR8_Z5jdHi6B-myU')

type Asked = { readonly path: string; readonly token: string; readonly body: unknown }

const listening: Server[] = []
afterEach(() => {
  for (const server of listening.splice(0)) server.close()
})

/** LiveKit's RoomService as far as it is asked: answers with these statuses, the last one from then on. */
async function open(statuses: readonly number[] = [200]) {
  const asked: Asked[] = []
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      asked.push({
        path: request.url ?? '',
        token: request.headers.authorization?.replace('Bearer ', '') ?? '',
        body: JSON.parse(Buffer.concat(chunks).toString()),
      })
      response.writeHead(statuses[asked.length - 1] ?? statuses.at(-1) ?? 200).end('{}')
    })
  })
  listening.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const waiting: { readonly seconds: number; readonly run: () => void }[] = []
  const warned: object[] = []
  const liveKit = createLiveKit({
    config: { url: `ws://127.0.0.1:${port}`, apiKey: 'a-key', apiSecret },
    clock: { now: () => Date.now() },
    log: { warn: (told: object) => void warned.push(told) },
    after: (seconds, run) => void waiting.push({ seconds, run }),
  })
  return { liveKit, asked, waiting, warned }
}
const claimsOf = async (token: string) =>
  (await jwtVerify(token, key, { issuer: 'a-key', algorithms: ['HS256'] })).payload

describe('a token for LiveKit', () => {
  it('lets one page into one room for a short while, and lets it do there what its seat may [P38]', async () => {
    const { liveKit } = await open()
    const now = Math.floor(Date.now() / 1000)
    const speaks = liveKit.grant(session, 'page-of-ana', true)
    const claims = await claimsOf(speaks.token)
    expect(claims).toEqual({
      iss: 'a-key',
      sub: 'page-of-ana',
      exp: expect.any(Number),
      video: {
        room: speaks.room,
        roomJoin: true,
        canPublish: true,
        canPublishSources: ['microphone', 'camera', 'screen_share'],
        canPublishData: false,
        canSubscribe: true,
        canUpdateOwnMetadata: false,
      },
    })
    const lasts = (claims.exp ?? 0) - now
    expect(lasts).toBeGreaterThan(serverLimits.liveKitToken / 1000 - 10)
    expect(lasts).toBeLessThan(serverLimits.liveKitToken / 1000 + 10)
    const listens = liveKit.grant(session, 'page-of-mia', false)
    expect((await claimsOf(listens.token)).video).toEqual({
      room: speaks.room,
      roomJoin: true,
      canPublish: false,
      canPublishSources: [],
      canPublishData: false,
      canSubscribe: true,
      canUpdateOwnMetadata: false,
    })
    await expect(jwtVerify(listens.token, new TextEncoder().encode('another secret'))).rejects.toThrow()
  })

  it('names a room that nothing about the session tells, another one for each session [P38]', async () => {
    const { liveKit } = await open()
    const roomOf = (one: SessionId) => liveKit.grant(one, 'page', true).room
    expect(roomOf(session)).toMatch(/^[\w-]{43}$/)
    expect(roomOf(session)).toBe(roomOf(session))
    expect(roomOf(session)).not.toBe(roomOf(other))
    const elsewhere = createLiveKit({
      config: { url: 'ws://127.0.0.1:1', apiKey: 'a-key', apiSecret: 'another-secret' },
      clock: { now: () => 0 },
      log: { warn: () => {} },
      after: () => {},
    })
    expect(elsewhere.grant(session, 'page', true).room).not.toBe(roomOf(session))
  })
})

describe('being removed from LiveKit', () => {
  it('is asked of its server, with a token for that room alone [P38]', async () => {
    const { liveKit, asked, waiting } = await open()
    const { room } = liveKit.grant(session, 'page', true)
    await liveKit.remove(session, 'page')
    await liveKit.endRoom(session)
    expect(asked.map(({ path, body }) => [path, body])).toEqual([
      ['/twirp/livekit.RoomService/RemoveParticipant', { room, identity: 'page' }],
      ['/twirp/livekit.RoomService/DeleteRoom', { room }],
    ])
    expect((await claimsOf(asked[0]?.token ?? '')).video).toEqual({ room, roomAdmin: true })
    expect((await claimsOf(asked[1]?.token ?? '')).video).toEqual({ roomCreate: true })
    expect(decodeJwt(asked[0]?.token ?? '').sub).toBeUndefined()
    expect(waiting).toEqual([])
  })

  it('F59: is asked again until it succeeds, and for no longer than LiveKit lets them come back', async () => {
    const { liveKit, asked, waiting, warned } = await open([503, 401, 200])
    await liveKit.remove(session, 'page')
    expect(waiting.map(({ seconds }) => seconds)).toEqual([1])
    waiting.shift()?.run()
    await expect.poll(() => waiting.map(({ seconds }) => seconds)).toEqual([2])
    waiting.shift()?.run()
    await expect.poll(() => asked.length).toBe(3)
    expect(waiting).toEqual([])
    // Said once, without the token.
    expect(warned).toEqual([{ method: 'RemoveParticipant', status: 503 }])

    const never = await open([503])
    await never.liveKit.remove(session, 'page')
    let waited = 0
    for (let tries = 1; never.waiting.length > 0; tries++) {
      const next = never.waiting.shift()
      waited += next?.seconds ?? 0
      next?.run()
      await expect.poll(() => never.asked.length).toBe(tries + 1)
      // The answer has arrived when the next try is planned, or none is.
      await expect.poll(() => never.waiting.length > 0 || waited >= 600).toBe(true)
    }
    expect(waited).toBe(600)
    expect(never.warned).toHaveLength(1)
  })

  it('is nothing to try again when nobody of that name is there', async () => {
    const { liveKit, waiting, warned } = await open([404])
    await liveKit.remove(session, 'page')
    expect([waiting, warned]).toEqual([[], []])
  })
})
