import { decodeCallDown, serverLimits } from '@greenroom/protocol'
import { participantIdSchema } from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import { openVoiceConnection } from './voice-connection.ts'

/** A connection whose other end reads when it is told to. */
function openSlow() {
  const sent: Uint8Array[] = []
  let unread = 0
  const socket = {
    get bufferedAmount() {
      return unread
    },
    send: (data: unknown) => {
      if (!(data instanceof Uint8Array)) throw new Error('not bytes')
      sent.push(data)
      unread += data.byteLength
    },
  }
  const connection = openVoiceConnection(socket, participantIdSchema.parse('ana-0000000000'), 'peer', () => {})
  const read = (): void => {
    unread = 0
  }
  return { connection, sent, unread: () => unread, read }
}

describe('the connection for voice over the server', () => {
  it('keeps little for a page that does not read, and tells it the latest when it does', () => {
    const { connection, sent, unread, read } = openSlow()
    for (let frame = 0; frame < 100; frame += 1) connection.sendVoice(new Uint8Array(100))
    for (let turn = 0; turn < 10_001; turn += 1) connection.tellWanted(turn % 2 === 0)
    expect(unread()).toBeLessThan(serverLimits.voiceUnsentBytes + 200)
    connection.stayAlive()
    expect(sent.some((frame) => decodeCallDown(frame)?.kind === 'wanted')).toBe(false)
    read()
    connection.stayAlive()
    expect(sent.map(decodeCallDown).filter((frame) => frame?.kind === 'wanted')).toEqual([
      { kind: 'wanted', wanted: true },
    ])
    const count = sent.length
    connection.stayAlive()
    expect(sent.length).toBe(count)
  })
})
