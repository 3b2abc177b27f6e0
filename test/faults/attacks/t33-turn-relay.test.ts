import { createHash, createHmac, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { serverLimits } from '@greenroom/protocol'
import { describe, expect, it } from 'vitest'
import { turnCredentials } from '../../../apps/server/src/http/routes/call-routes.ts'
import { hasTurnServer, startTurnServer } from '../../fixtures/turn-server.ts'

/** As much of TURN (RFC 8656) as somebody needs who uses the server that `compose.yaml` starts for something else than a call. */
const magic = 0x2112a442
const method = { allocate: 0x0003, permit: 0x0008 }
const attribute = {
  username: 0x06,
  integrity: 0x08,
  error: 0x09,
  peer: 0x12,
  realm: 0x14,
  nonce: 0x15,
  transport: 0x19,
}
type Attribute = readonly [type: number, value: Uint8Array]
type Answer = ReadonlyMap<number, Buffer>

const uint16s = (...values: readonly number[]): Buffer => Buffer.from(values.flatMap((each) => [each >> 8, each & 255]))
const attributeOf = ([type, value]: Attribute): Buffer =>
  Buffer.concat([uint16s(type, value.byteLength), value, Buffer.alloc((4 - (value.byteLength % 4)) % 4)])

const requestOf = (kind: number, id: Buffer, attributes: readonly Attribute[], key: Buffer | null): Buffer => {
  const body = Buffer.concat(attributes.map(attributeOf))
  const head = (length: number): Buffer => Buffer.concat([uint16s(kind, length, magic >> 16, magic & 0xffff), id])
  if (key === null) return Buffer.concat([head(body.length), body])
  const signed = Buffer.concat([head(body.length + 24), body])
  return Buffer.concat([signed, attributeOf([attribute.integrity, createHmac('sha1', key).update(signed).digest()])])
}

/** Somebody with credentials: what the server answers to each request, asked again until it does. */
const openIntruder = async (port: number, username: string, credential: string) => {
  const socket = createSocket('udp4')
  // What arrives before it listens is refused, and asked again.
  socket.on('error', () => {})
  await new Promise<void>((resolve) => socket.connect(port, '127.0.0.1', resolve))
  const ask = (kind: number, attributes: readonly Attribute[], key: Buffer | null): Promise<Answer> => {
    const id = randomBytes(12)
    const request = requestOf(kind, id, attributes, key)
    return new Promise((resolve) => {
      const again = setInterval(() => socket.send(request), 250)
      const take = (bytes: Buffer): void => {
        if (!bytes.subarray(8, 20).equals(id)) return
        clearInterval(again)
        socket.off('message', take)
        const found = new Map<number, Buffer>()
        for (let at = 20; at + 4 <= bytes.length; ) {
          const length = bytes.readUInt16BE(at + 2)
          found.set(bytes.readUInt16BE(at), bytes.subarray(at + 4, at + 4 + length))
          at += 4 + length + ((4 - (length % 4)) % 4)
        }
        resolve(found)
      }
      socket.on('message', take)
      socket.send(request)
    })
  }
  const transport: Attribute = [attribute.transport, Buffer.from([17, 0, 0, 0])]
  const first = await ask(method.allocate, [transport], null)
  const [realm, nonce] = [first.get(attribute.realm), first.get(attribute.nonce)]
  if (realm === undefined || nonce === undefined) throw new Error('It relays for anybody.')
  const namedBy = (nonce: Buffer): Attribute[] => [
    [attribute.username, Buffer.from(username)],
    [attribute.realm, realm],
    [attribute.nonce, nonce],
  ]
  const key = createHash('md5').update(`${username}:${realm}:${credential}`).digest()
  const errorOf = (answer: Answer): number => {
    const value = answer.get(attribute.error)
    return value === undefined ? 0 : ((value[2] ?? 0) & 7) * 100 + (value[3] ?? 0)
  }
  let named = namedBy(nonce)
  let allocation = await ask(method.allocate, [transport, ...named], key)
  // A server may want a newer nonce at any time, and says which (RFC 8489, section 9.2.4).
  if (errorOf(allocation) === staleNonce) {
    named = namedBy(allocation.get(attribute.nonce) ?? nonce)
    allocation = await ask(method.allocate, [transport, ...named], key)
  }
  return {
    allocated: errorOf(allocation),
    /** 0: it may reach this address over the server; else the error. */
    permit: async (address: string): Promise<number> => {
      const xored = address.split('.').map((part, at) => Number(part) ^ ((magic >> (24 - at * 8)) & 255))
      const peer = Buffer.concat([Buffer.from([0, 1]), uint16s(80 ^ (magic >> 16)), Buffer.from(xored)])
      return errorOf(await ask(method.permit, [[attribute.peer, peer], ...named], key))
    },
    close: () => socket.close(),
  }
}

const forbidden = 403
const staleNonce = 438

describe.skipIf(!hasTurnServer())('T33: the TURN server of compose.yaml', () => {
  it('T33: relays to people anywhere and to nothing behind its own firewall, for credentials that are good now', async () => {
    const turn = await startTurnServer()
    const { TURN_URLS, TURN_SECRET } = turn.env
    const port = Number(TURN_URLS.split(':').at(-1))
    const enter = (secret: string, at: number) => {
      const { username, credential } = turnCredentials(secret, 'ana', at)
      return openIntruder(port, username, credential)
    }
    const now = Date.now()
    const [good, late, forged] = [
      await enter(TURN_SECRET, now),
      await enter(TURN_SECRET, now - serverLimits.turnCredentials - 60_000),
      await enter('another secret', now),
    ]
    try {
      expect([good.allocated, late.allocated, forged.allocated]).toEqual([0, 401, 401])
      const inside = [
        ...['0.0.0.1', '10.0.0.1', '10.255.255.255', '100.64.0.1', '127.0.0.2', '169.254.169.254', '172.16.0.1'],
        ...['172.31.255.255', '192.0.0.8', '192.168.0.1', '192.168.255.255', '198.18.0.1', '224.0.0.1', '240.0.0.1'],
      ]
      const answers = (addresses: readonly string[]) => Promise.all(addresses.map(good.permit))
      expect(await answers(inside)).toEqual(inside.map(() => forbidden))
      expect(await answers(['8.8.8.8', '172.32.0.1', '100.128.0.1'])).toEqual([0, 0, 0])
    } finally {
      for (const each of [good, late, forged]) each.close()
      await turn.stop()
    }
  })
})
