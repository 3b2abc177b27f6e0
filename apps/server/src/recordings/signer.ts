import { createPrivateKey, createPublicKey, sign } from 'node:crypto'
import type { Seal, SignRecording } from '@greenroom/recording'

/** Signs the recordings that this server hands out. */
export type Signer = {
  /** The public key, base64url. */
  readonly key: string
  readonly sign: SignRecording
}

/** An Ed25519 private key as PKCS #8 (RFC 8410), up to its 32 bytes. */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** `seed`: the 32 bytes of the private key. */
export function createSigner(seed: Uint8Array): Signer {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
  const key = String(createPublicKey(privateKey).export({ format: 'jwk' }).x)
  return {
    key,
    sign: async (message): Promise<Seal> => ({
      algorithm: 'Ed25519',
      key,
      signature: sign(null, message, privateKey).toString('base64url'),
    }),
  }
}
