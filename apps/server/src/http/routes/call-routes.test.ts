import { createHmac } from 'node:crypto'
import { iceAnswerSchema, serverLimits } from '@greenroom/protocol'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readConfig } from '../../config.ts'
import { startSession, startTestServer, type TestServer } from '../../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const secret = 'the-static-auth-secret-of-coturn'

describe('the ICE servers of a call', () => {
  let plain: TestServer
  let withTurn: TestServer
  beforeAll(async () => {
    plain = await startTestServer()
    const { stunUrls, turnUrls, turnSecret } = readConfig({
      STUN_URLS: 'stun:stun.example.org:3478',
      TURN_URLS: 'turn:turn.example.org:3478,turns:turn.example.org:5349?transport=tcp',
      TURN_SECRET: secret,
    })
    withTurn = await startTestServer({ config: { stunUrls, turnUrls, turnSecret } })
  })
  afterAll(async () => {
    await plain.close()
    await withTurn.close()
  })
  const ask = async (at: TestServer, token?: string) => at.request('GET', '/api/calls/ice', { token })

  it('[P33] are none by default, and nobody’s who is in no session', async () => {
    const { token } = await startSession(plain)
    expect(iceAnswerSchema.parse((await ask(plain, token)).json)).toEqual({ iceServers: [], endsAt: null })
    expect((await ask(withTurn)).status).toBe(401)
    expect((await ask(withTurn, 'A'.repeat(43))).status).toBe(401)
  })

  it('T33: come with credentials as coturn checks them, of one participant, which end [P33]', async () => {
    const { token, participant } = await startSession(withTurn)
    const before = Date.now()
    const { iceServers, endsAt } = iceAnswerSchema.parse((await ask(withTurn, token)).json)
    const [stun, turn] = iceServers
    expect(stun).toEqual({ urls: ['stun:stun.example.org:3478'] })
    expect(turn?.urls).toEqual(['turn:turn.example.org:3478', 'turns:turn.example.org:5349?transport=tcp'])
    const [until, whose] = turn?.username?.split(':') ?? []
    expect(whose).toBe(participant)
    expect(Number(until) * 1000).toBeGreaterThan(before + serverLimits.turnCredentials - 60_000)
    expect(Math.floor((endsAt ?? 0) / 1000)).toBe(Number(until))
    expect(turn?.credential).toBe(
      createHmac('sha1', secret)
        .update(turn?.username ?? '')
        .digest('base64'),
    )
    expect(withTurn.logged()).not.toContain(turn?.credential)
    expect(withTurn.logged()).not.toContain(secret)
  })
})
