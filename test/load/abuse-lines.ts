import { createConnection, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { limits } from '@greenroom/protocol'
import type { Target } from './abuse-requests.ts'

/** Attacks by bytes that no browser sends: on lines whose every byte is written by hand. */
export function lineAttacks({
  url,
  session,
  tokens,
  lasts,
  again,
}: Target): Readonly<Record<string, () => Promise<unknown>>> {
  const { hostname, port, host } = new URL(url)
  /** Not from the address of the calm room. */
  const connect = (): Socket => {
    const line = createConnection({ host: hostname, port: Number(port), localAddress: '127.0.0.2' })
    line.on('error', () => {})
    return line
  }
  const closed = (line: Socket): Promise<unknown> => new Promise((resolve) => line.once('close', resolve))
  /** Writes as fast as they are read. */
  const pour = async (line: Socket, part: Buffer, most: number): Promise<void> => {
    let isOpen = true
    void closed(line).then(() => {
      isOpen = false
    })
    for (let sent = 0; isOpen && lasts() && sent < most; sent += part.byteLength)
      if (!line.write(part))
        await Promise.race([new Promise((resolve) => line.once('drain', resolve)), closed(line), wait(1_000)])
  }
  const oneByteEach = Buffer.from('1\r\nA\r\n'.repeat(10_000))
  /** A body of pieces of one byte: each costs the parser as much as a whole one. */
  const inCrumbs = (lanes: number, paths: readonly string[], most: number): Promise<void> =>
    again(lanes, async (lane) => {
      const line = connect()
      line.resume()
      line.write(
        `POST ${paths[lane % paths.length]} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`,
      )
      await pour(line, oneByteEach, most)
      line.destroy()
    })
  /** The largest file of the page. */
  const largestPart = async (): Promise<string> => {
    const page = await (await fetch(url)).text()
    const names = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, name]) => name ?? '')
    const sizes = await Promise.all(
      names.map(async (name) => ({ name, size: (await (await fetch(`${url}${name}`)).arrayBuffer()).byteLength })),
    )
    return sizes.sort((a, b) => b.size - a.size)[0]?.name ?? '/'
  }
  /** Reads a byte of each answer now and then. */
  const sipping = (lines: number, request: string): Promise<void> =>
    again(lines, async () => {
      const line = connect()
      let isOpen = true
      void closed(line).then(() => {
        isOpen = false
      })
      line.pause()
      line.write(request)
      while (isOpen && lasts()) {
        await wait(2_000)
        line.read(1)
      }
      line.destroy()
    })

  return {
    'large bodies in pieces of one byte': () => inCrumbs(64, ['/api/recordings'], limits.importedRecordingBytes * 6),
    'bodies that nobody wants, in pieces of one byte': () =>
      inCrumbs(16, ['/nothing', '/readyz', '/api/sessions/none/invitations'], 64 * 1024 * 1024),
    'requests where only sockets are': () =>
      again(32, async () => {
        const line = connect()
        line.resume()
        line.write(`GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(190))
        await Promise.race([closed(line), wait(100)])
        line.destroy()
      }),
    'pages a byte at a time': async () =>
      sipping(2_000, `GET ${await largestPart()} HTTP/1.1\r\nHost: ${host}\r\nAccept-Encoding: identity\r\n\r\n`),
    'parts of the page, zipped by the server': async () => {
      const part = await largestPart()
      await again(32, async () => {
        await (await fetch(`${url}${part}`, { headers: { 'accept-encoding': 'gzip' } })).arrayBuffer()
      })
    },
    'heads at their limit, one behind the other': () => {
      const head = `GET / HTTP/1.1\r\nHost: ${host}\r\n${Array.from({ length: 150 }, (_, n) => `X-${n}: ${'x'.repeat(90)}`).join('\r\n')}\r\n\r\n`
      return again(32, async () => {
        const line = connect()
        line.resume()
        line.write(head.repeat(190))
        await Promise.race([closed(line), wait(500)])
        line.destroy()
      })
    },
    'exports one behind the other, unread': () =>
      again(32, async () => {
        const line = connect()
        line.pause()
        line.write(
          `GET /api/sessions/${session}/recording HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${tokens?.observer}\r\n\r\n`.repeat(
            100,
          ),
        )
        await Promise.race([closed(line), wait(3_000)])
        line.destroy()
      }),
  }
}
