import { protocolVersion } from '@greenroom/protocol'
import WebSocket from 'ws'
import type { Person } from '../../../apps/server/src/testing/stage.ts'
import { createWaiting } from './wait-until.ts'

/** A session's socket as bytes: every frame that arrives, and nothing is left out but pings. */
export type RawSession = {
  readonly frames: string[]
  /** Everything that was said before this has arrived once it is done. */
  readonly settle: () => Promise<void>
  readonly close: () => void
}

export async function listenRaw(url: string, { token }: Pick<Person, 'token'>): Promise<RawSession> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  const frames: string[] = []
  let ended = false
  let acks = 0
  const { wake, until } = createWaiting(10_000)
  socket.on('close', () => {
    ended = true
    wake()
  })
  socket.on('message', (data: Buffer) => {
    const text = data.toString()
    if (text === '2') socket.send('3')
    else frames.push(text)
    if (text.startsWith('0'))
      socket.send(`40${JSON.stringify({ protocol: protocolVersion, token, after: 0, seenCases: [] })}`)
    wake()
  })
  await until('a welcome', () => ended || frames.some((frame) => /"(welcome|goodbye)"/.test(frame)))
  return {
    frames,
    settle: async () => {
      const ack = ++acks
      if (socket.readyState === WebSocket.OPEN) socket.send(`42${ack}["time"]`)
      await until('the time', () => ended || frames.some((frame) => frame.startsWith(`43${ack}[`)))
    },
    close: () => socket.terminate(),
  }
}
