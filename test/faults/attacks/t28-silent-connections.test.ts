import { createConnection, type Socket } from 'node:net'
import { protocolVersion } from '@greenroom/protocol'
import { describe, expect, it, vi } from 'vitest'
import { joinSession } from '../steps/session-client.ts'
import { castSession, closeStages, stageForTest } from '../steps/with-stage.ts'

closeStages()
// A closing handshake that is not answered would be waited for 30 seconds; every line here is cut before this ends.
vi.setConfig({ testTimeout: 15_000 })

/** A line that is upgraded to a WebSocket, and from then on does nothing by itself: it answers neither pings nor a close. */
async function openDeafLine(url: string): Promise<{ readonly line: Socket; readonly closed: Promise<void> }> {
  const { hostname, port } = new URL(url)
  const line = createConnection(Number(port), hostname)
  const closed = new Promise<void>((resolve) => line.once('close', () => resolve()))
  line.on('error', () => {})
  await new Promise<void>((resolve) => line.once('connect', () => resolve()))
  line.write(
    `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  await new Promise<void>((resolve) => line.once('data', () => resolve()))
  line.resume()
  return { line, closed }
}

/** A short text frame as a client sends it, masked with zeros. */
const frameOf = (text: string): Buffer => {
  const payload = Buffer.from(text)
  const head =
    payload.length < 126 ? [0x81, 0x80 | payload.length] : [0x81, 0x80 | 126, payload.length >> 8, payload.length & 255]
  return Buffer.concat([Buffer.from(head), Buffer.alloc(4), payload])
}

const handshake = (token: string): string =>
  `40${JSON.stringify({ protocol: protocolVersion, token, after: 0, seenCases: [] })}`

describe('T28: connections that never say who they are', () => {
  it('are cut at the deadline, also when they answer nothing', async () => {
    const stage = await stageForTest()
    const lines = await Promise.all(Array.from({ length: 50 }, () => openDeafLine(stage.url)))
    await Promise.all(lines.map(({ closed }) => closed))
  })

  it('are cut soon after a token that nobody has', async () => {
    const stage = await stageForTest()
    const { line, closed } = await openDeafLine(stage.url)
    line.write(frameOf(handshake('n'.repeat(43))))
    await closed
  })

  it('are cut long before that once they have sent more than a handshake has', async () => {
    const stage = await stageForTest()
    const silent = await openDeafLine(stage.url)
    const { line, closed } = await openDeafLine(stage.url)
    // Parts of a message that never comes whole are held for it.
    line.write(frameOf('459-["time",{"_placeholder":true,"num":0}]'))
    const part = Buffer.alloc(60_000)
    const head = Buffer.from([0x82, 0x80 | 126, part.length >> 8, part.length & 255, 0, 0, 0, 0])
    for (let at = 0; at < 3; at++) line.write(Buffer.concat([head, part]))
    await closed
    expect(silent.line.destroyed).toBe(false)
    silent.line.destroy()
  })
})

describe('T13: somebody who is removed', () => {
  it('loses the line itself, also when their side does not react', async () => {
    const stage = await stageForTest()
    const { candidate, observer } = await castSession(stage)
    const calm = await joinSession(stage.url, candidate)
    const { line, closed } = await openDeafLine(stage.url)
    line.write(frameOf(handshake(observer.token)))
    await calm.until('presence', () => calm.here().includes(observer.participant))
    await stage.rooms.cut(observer.session, observer.participant, 'revoked')
    await closed
    expect(await calm.ask('time')).toHaveProperty('serverTime')
    calm.close()
  })
})

describe('T26: people who come back again and again', () => {
  it('finds the commands of the last connection still spent', async () => {
    const stage = await stageForTest()
    const { interviewer } = await castSession(stage)
    let malformed = 0
    for (let visit = 0; visit < 8; visit++) {
      const client = await joinSession(stage.url, interviewer)
      const answers = await Promise.all(Array.from({ length: 50 }, () => client.ask('nonsense')))
      malformed += answers.filter((answer) => (answer as { code?: string }).code === 'malformed').length
      client.close()
    }
    // A burst of 120 and a little that flows in during it; a new connection each time would have had all 400.
    expect(malformed).toBeGreaterThanOrEqual(100)
    expect(malformed).toBeLessThan(300)
  })
})
