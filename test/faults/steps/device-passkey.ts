import { createHash, generateKeyPairSync, sign } from 'node:crypto'

/** A device that makes one passkey (ES256, nothing attested) and signs with it, as a browser would hand its answers over. */
export type DevicePasskey = {
  readonly make: (challenge: string) => object
  readonly answer: (challenge: string) => object
}

type Cbor = number | string | Uint8Array | ReadonlyMap<number | string, Cbor>

const head = (major: number, size: number): Buffer =>
  size < 24
    ? Buffer.of((major << 5) | size)
    : size < 256
      ? Buffer.of((major << 5) | 24, size)
      : Buffer.of((major << 5) | 25, size >> 8, size & 255)
/** What WebAuthn needs of CBOR (RFC 8949). */
const encode = (value: Cbor): Buffer => {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.byteLength), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, of]) => [encode(key), encode(of)])])
}
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

export function createDevicePasskey({
  host,
  origin,
}: {
  readonly host: string
  readonly origin: string
}): DevicePasskey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const [x0, y0] = [x, y].map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer]
  const id = Buffer.from('a passkey of this device, in a test')
  const clientData = (type: string, challenge: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  let used = 0
  /** Present and verified; with a key of its own, when there is one. */
  const authenticatorData = (key: Uint8Array | null): Buffer => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(++used)
    const flags = Buffer.of(key === null ? 0x05 : 0x45)
    return Buffer.concat([createHash('sha256').update(host).digest(), flags, counter, ...(key === null ? [] : [key])])
  }
  const credential = { id: base64(id), rawId: base64(id), type: 'public-key' }
  return {
    make: (challenge) => {
      const size = Buffer.alloc(2)
      size.writeUInt16BE(id.length)
      // COSE: an elliptic curve, ES256, P-256, x and y.
      const key = encode(
        new Map<number, Cbor>([
          [1, 2],
          [3, -7],
          [-1, 1],
          [-2, x0],
          [-3, y0],
        ]),
      )
      const authData = authenticatorData(Buffer.concat([Buffer.alloc(16), size, id, key]))
      const attestation = new Map<string, Cbor>([
        ['fmt', 'none'],
        ['attStmt', new Map()],
        ['authData', authData],
      ])
      return {
        ...credential,
        response: {
          clientDataJSON: base64(clientData('webauthn.create', challenge)),
          attestationObject: base64(encode(attestation)),
        },
      }
    },
    answer: (challenge) => {
      const [data, client] = [authenticatorData(null), clientData('webauthn.get', challenge)]
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
      return {
        ...credential,
        response: {
          clientDataJSON: base64(client),
          authenticatorData: base64(data),
          signature: base64(sign('sha256', signed, privateKey)),
        },
      }
    },
  }
}
