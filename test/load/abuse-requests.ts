import { randomBytes } from 'node:crypto'
import { createConnection, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { limits } from '@greenroom/protocol'
import { encodeRecording, type RecordingHeader, type RecordingItem } from '@greenroom/recording'
import { documentNameSchema, participantIdSchema, sessionIdSchema } from '@greenroom/session'
import * as Y from 'yjs'

/** What one attack by HTTP requests aims at, and how long it lasts. */
export type Target = {
  readonly url: string
  readonly session: string
  readonly tokens: Readonly<Record<'interviewer' | 'candidate' | 'observer', string>>
  readonly lasts: () => boolean
  /** As often as it can, that many at once. */
  readonly again: (lanes: number, once: (lane: number) => Promise<unknown>) => Promise<void>
}

const json = { 'content-type': 'application/json' }

/** A recording that inflates and compresses like any other, of almost the largest size that is taken. */
async function largestRecording(): Promise<Uint8Array> {
  const participant = participantIdSchema.parse('the-attacker')
  async function* items(): AsyncGenerator<readonly RecordingItem[], { damaged: boolean }> {
    for (let n = 0; n < 76; n++) {
      const doc = new Y.Doc()
      doc.getText('text').insert(0, randomBytes(100_000).toString('base64'))
      const edit = { document: documentNameSchema.parse('board-r1'), at: n, by: participant, n: 0 }
      yield [{ kind: 'edit', edit: { ...edit, update: Y.encodeStateAsUpdate(doc) } }]
    }
    return { damaged: false }
  }
  const header = {
    session: sessionIdSchema.parse('s'.repeat(22)),
    view: { kind: 'participant' as const, participant, sound: true },
    madeAt: 0,
    madeBy: { version: '1', address: null },
    cases: [],
  } satisfies RecordingHeader
  const chunks: Uint8Array[] = []
  for await (const chunk of encodeRecording(header, items(), null)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const importBody = (bytes: Uint8Array): string => JSON.stringify({ file: Buffer.from(bytes).toString('base64') })

export function requestAttacks({
  url,
  session,
  tokens,
  lasts,
  again,
}: Target): Readonly<Record<string, () => Promise<unknown>>> {
  const { hostname, port, host } = new URL(url)
  const connect = (): Socket => {
    const line = createConnection(Number(port), hostname)
    line.on('error', () => {})
    return line
  }
  const closed = (line: Socket): Promise<unknown> => new Promise((resolve) => line.once('close', resolve))
  const post = (path: string, body: unknown): Promise<Response> =>
    fetch(`${url}${path}`, { method: 'POST', headers: json, body: JSON.stringify(body) })
  const get = async (path: string, headers: Record<string, string> = {}): Promise<void> => {
    await (await fetch(`${url}${path}`, { headers })).arrayBuffer()
  }
  /** Requests that are sent and whose answers nobody reads. */
  const deaf = (lanes: number, request: string): Promise<void> =>
    again(lanes, async () => {
      const line = connect()
      line.pause()
      line.write(request)
      await Promise.race([closed(line), wait(5_000)])
      line.destroy()
    })
  const observer = { authorization: `Bearer ${tokens?.observer}` }
  const secretOf = async (): Promise<string> => {
    const answer = await fetch(`${url}/api/recordings`, {
      method: 'POST',
      headers: json,
      body: importBody(await largestRecording()),
    })
    const body: unknown = await answer.json()
    return String(Reflect.get(Object(body), 'secret'))
  }

  return {
    'bodies that never end': () => {
      const length = Math.floor((limits.importedRecordingBytes * 4) / 3)
      const part = Buffer.from(`{"file":"${'A'.repeat(length - 100)}`)
      return again(300, async () => {
        const line = connect()
        const end = closed(line)
        line.write(
          `POST /api/recordings HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`,
        )
        line.write(part)
        await end
      })
    },
    'inflating bodies that never end': async () => {
      const whole = gzipSync(`{"file":"${'A'.repeat(11 * 1024 * 1024)}`)
      const part = whole.subarray(0, whole.byteLength - 8)
      await again(400, async () => {
        const line = connect()
        const end = closed(line)
        line.write(
          `POST /api/recordings HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: ${whole.byteLength}\r\n\r\n`,
        )
        line.write(part)
        await end
      })
    },
    'imports of large recordings': async () => {
      const body = importBody(await largestRecording())
      await again(4, async () => {
        const answer = await fetch(`${url}/api/recordings`, { method: 'POST', headers: json, body })
        await answer.arrayBuffer()
      })
    },
    'an imported recording, unread': async () => {
      const body = JSON.stringify({ secret: await secretOf() })
      await deaf(
        400,
        `POST /api/shared/recording HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
      )
    },
    'sounds that an imported recording lacks': async () => {
      const authorization = `Bearer ${await secretOf()}`
      await again(16, () => get(`/api/shared/audio/${'0'.repeat(64)}`, { authorization }))
    },
    'looks at an imported recording': async () => {
      const secret = await secretOf()
      await again(32, async () => (await post('/api/shared/look', { secret })).arrayBuffer())
    },
    'share links guessed': () =>
      again(16, async () =>
        (await post('/api/shared/look', { secret: randomBytes(32).toString('base64url') })).arrayBuffer(),
      ),
    'an administrator’s link guessed': () =>
      again(16, async () =>
        (await post('/api/admin/enter', { secret: randomBytes(32).toString('base64url') })).arrayBuffer(),
      ),
    'the bank and the description again and again': () =>
      again(32, (lane) =>
        get(['/api/openapi.json', '/api/bank'][lane % 2] ?? '', { 'accept-encoding': 'gzip, deflate, br' }),
      ),
    'pages again and again': () => again(32, () => get('/progress', { 'accept-encoding': 'identity' })),
    'health without end': () =>
      again(32, async () => {
        const line = connect()
        const end = closed(line)
        line.resume()
        line.write(`GET /readyz HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(190))
        await Promise.race([end, wait(200)])
        line.destroy()
      }),
    'exports side by side': () => again(16, () => get(`/api/sessions/${session}/recording`, observer)),
    'exports unread': () =>
      deaf(
        200,
        `GET /api/sessions/${session}/recording HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${observer.authorization}\r\n\r\n`,
      ),
    'voice parts that are not what they are named': async () => {
      const sound = Uint8Array.from(randomBytes(2 * 1024 * 1024))
      await again(8, async () => {
        const answer = await fetch(
          `${url}/api/sessions/${session}/audio/${'0'.repeat(64)}?audio=1&at=0&length=1000&type=webm&levels=0`,
          { method: 'PUT', headers: { ...observer, 'content-type': 'audio/webm' }, body: sound },
        )
        await answer.arrayBuffer()
      })
    },
    'heads a letter at a time': async () => {
      await again(2_000, async () => {
        const line = connect()
        const end = closed(line)
        line.write('GET / HTTP/1.1\r\nX: ')
        let isOpen = true
        void end.then(() => {
          isOpen = false
        })
        while (isOpen && lasts()) {
          line.write('x')
          await wait(1_000)
        }
        line.destroy()
      })
    },
    'sessions again and again': () =>
      again(8, async () =>
        (
          await post('/api/sessions', {
            mode: 'solo',
            cut: 45,
            coverage: 'learning',
            callLink: null,
            name: 'Mallory',
            seat: 'candidate',
            case: { kind: 'drawn', category: null, difficulty: null, seen: [] },
          })
        ).arrayBuffer(),
      ),
  }
}
