import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import type { Tried } from '@greenroom/protocol'

/**
 * Checks a STUN or TURN server the way a browser would (RFC 8489, RFC 8656): one Binding request and, for a TURN server, an Allocate
 * request with the credentials that our pages get, released at once.
 */
export type IceOutcome = Tried['tries'][number]['outcome']
export type IceCredentials = { readonly username: string; readonly credential: string }

const magic = 0x2112a442
const methods = { binding: 0x0001, refresh: 0x0004, allocate: 0x0003 } as const
const success = 0x0100
const failure = 0x0110
const attributes = {
  username: 0x0006,
  integrity: 0x0008,
  error: 0x0009,
  lifetime: 0x000d,
  realm: 0x0014,
  nonce: 0x0015,
  transport: 0x0019,
} as const
/**
 * UDP loses packets: the request is repeated after each of these delays (milliseconds). The last one is how long to wait for the answer.
 */
const patience = [250, 500, 1_500]

type Attribute = readonly [type: number, value: Uint8Array]
type Message = { readonly type: number; readonly attributes: ReadonlyMap<number, Buffer> }

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const encode = (method: number, id: Buffer, given: readonly Attribute[], key: Buffer | null): Buffer => {
  const parts = given.map(([type, value]) => {
    const head = Buffer.alloc(4)
    head.writeUInt16BE(type)
    head.writeUInt16BE(value.byteLength, 2)
    return Buffer.concat([head, value, Buffer.alloc((4 - (value.byteLength % 4)) % 4)])
  })
  const withLength = (body: Buffer, length: number): Buffer => {
    const head = Buffer.alloc(8)
    head.writeUInt16BE(method)
    head.writeUInt16BE(length, 2)
    head.writeUInt32BE(magic, 4)
    return Buffer.concat([head, id, body])
  }
  const body = Buffer.concat(parts)
  if (key === null) return withLength(body, body.byteLength)
  // The hash covers the message with the length that it will have in the end.
  const hash = createHmac('sha1', key)
    .update(withLength(body, body.byteLength + 24))
    .digest()
  const integrity = Buffer.concat([Buffer.from([0, attributes.integrity, 0, 20]), hash])
  return withLength(Buffer.concat([body, integrity]), body.byteLength + 24)
}

/** `null` when it is not an answer to the request with this id. */
const decode = (bytes: Buffer, id: Buffer): Message | null => {
  if (bytes.byteLength < 20 || bytes.readUInt32BE(4) !== magic || !bytes.subarray(8, 20).equals(id)) return null
  const found = new Map<number, Buffer>()
  const end = Math.min(bytes.byteLength, 20 + bytes.readUInt16BE(2))
  for (let at = 20; at + 4 <= end; ) {
    const length = bytes.readUInt16BE(at + 2)
    found.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length))
    at += 4 + length + ((4 - (length % 4)) % 4)
  }
  return { type: bytes.readUInt16BE(0), attributes: found }
}

type Connection = {
  /** Sends nothing once it is closed. */
  readonly send: (bytes: Buffer) => void
  readonly onData: (take: (bytes: Buffer) => void) => void
  /** Resolves when the connection fails. */
  readonly broken: Promise<IceOutcome>
  readonly close: () => void
}

const addressPattern = /^(stun|turn)(s?):(\[[^\]]+\]|[^:?]+)(?::(\d{1,5}))?(?:\?transport=(udp|tcp))?$/

const openConnection = (address: string): Promise<Connection> =>
  new Promise((resolve, reject) => {
    const [, , secure, named, port, transport] = addressPattern.exec(address) ?? []
    if (named === undefined) return reject(new Error('not an address of a STUN or TURN server'))
    const broken = Promise.withResolvers<IceOutcome>()
    const host = named.replace(/^\[(.*)\]$/, '$1')
    const number = Number(port ?? (secure ? 5349 : 3478))
    if (secure || transport === 'tcp') {
      const connection = secure
        ? connectTls({ host, port: number, servername: host })
        : connectTcp({ host, port: number })
      connection.once('error', reject)
      connection.once(secure ? 'secureConnect' : 'connect', () => {
        connection.on('error', (error) => broken.resolve(outcomeOf(error)))
        resolve({
          broken: broken.promise,
          send: (bytes) => {
            if (connection.writable) connection.write(bytes)
          },
          onData: (take) => {
            // An answer from such a server fits into one segment.
            connection.on('data', take)
          },
          close: () => connection.destroy(),
        })
      })
      connection.setTimeout(3_000, () => connection.destroy(new Error('no answer')))
      return
    }
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4')
    let open = true
    socket.once('error', reject)
    // A failed DNS lookup is reported to the callback.
    socket.connect(number, host, (...[error]: readonly unknown[]) => {
      if (error !== undefined) {
        socket.close()
        return reject(error)
      }
      // The system reports a closed port through an ICMP message.
      socket.on('error', (error) => broken.resolve(outcomeOf(error)))
      resolve({
        broken: broken.promise,
        send: (bytes) => {
          if (open) socket.send(bytes)
        },
        onData: (take) => {
          socket.on('message', take)
        },
        close: () => {
          open = false
          socket.close()
        },
      })
    })
  })

const ask = (
  connection: Connection,
  method: number,
  given: readonly Attribute[],
  key: Buffer | null = null,
): Promise<Message | null> =>
  new Promise((resolve) => {
    const id = randomBytes(12)
    const message = encode(method, id, given, key)
    let attempt = 0
    let timer: NodeJS.Timeout
    const again = (): void => {
      const wait = patience[attempt++]
      if (wait === undefined) {
        resolve(null)
        return
      }
      connection.send(message)
      timer = setTimeout(again, wait)
    }
    connection.onData((bytes) => {
      const answer = decode(bytes, id)
      if (answer === null) return
      clearTimeout(timer)
      resolve(answer)
    })
    again()
  })

const codeOf = (message: Message): number => {
  const value = message.attributes.get(attributes.error)
  return value === undefined || value.byteLength < 4 ? 0 : ((value[2] ?? 0) & 7) * 100 + (value[3] ?? 0)
}

const allocate = async (connection: Connection, { username, credential }: IceCredentials): Promise<IceOutcome> => {
  const overUdp: Attribute = [attributes.transport, Buffer.from([17, 0, 0, 0])]
  const first = await ask(connection, methods.allocate, [overUdp])
  if (first === null) return 'silent'
  // It relays for anybody: it works, and allows more than it should.
  if (first.type === (methods.allocate | success)) return 'works'
  const realm = first.attributes.get(attributes.realm)
  const nonce = first.attributes.get(attributes.nonce)
  if (first.type !== (methods.allocate | failure) || realm === undefined || nonce === undefined) return 'refused'
  const key = createHash('md5').update(`${username}:${realm.toString()}:${credential}`).digest()
  const named: Attribute[] = [
    [attributes.username, Buffer.from(username)],
    [attributes.realm, realm],
    [attributes.nonce, nonce],
  ]
  const second = await ask(connection, methods.allocate, [overUdp, ...named], key)
  if (second === null) return 'silent'
  if (second.type !== (methods.allocate | success)) return codeOf(second) === 401 ? 'wrong-secret' : 'refused'
  await ask(connection, methods.refresh, [[attributes.lifetime, uint32(0)], ...named], key)
  return 'works'
}

const bind = async (connection: Connection): Promise<IceOutcome> => {
  const answer = await ask(connection, methods.binding, [])
  return answer === null ? 'silent' : answer.type === (methods.binding | success) ? 'works' : 'refused'
}

const outcomeOf = (error: unknown): IceOutcome => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'not-found'
  return code === 'ECONNREFUSED' ? 'refused' : 'silent'
}

/** `credentials`: for a TURN server. Takes at most about six seconds. */
export async function tryIce(address: string, credentials: IceCredentials | null): Promise<IceOutcome> {
  let connection: Connection
  try {
    connection = await openConnection(address)
  } catch (error) {
    return outcomeOf(error)
  }
  try {
    return await Promise.race([
      credentials === null ? bind(connection) : allocate(connection, credentials),
      connection.broken,
    ])
  } finally {
    connection.close()
  }
}
