import * as ed25519 from '@noble/ed25519'
import { sha512 } from '@noble/hashes/sha2.js'
import { z } from 'zod'
import { bytesOfBase64Url } from './base64.ts'

/** The signature at the end of a recording: it covers the hash of the index block, and with it everything before. */

/** `key`: the server's public key, 32 bytes; `signature`: 64. Both base64url. */
export const sealSchema = z.discriminatedUnion('algorithm', [
  z.object({ algorithm: z.literal('none') }),
  z.object({
    algorithm: z.literal('Ed25519'),
    key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
    signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
  }),
])
export type Seal = z.infer<typeof sealSchema>

/** GET /.well-known/greenroom-key.json of a server that signs. */
export const serverKeySchema = z.object({
  algorithm: z.literal('Ed25519'),
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
})
export type ServerKey = z.infer<typeof serverKeySchema>

const purpose = new TextEncoder().encode('greenroom recording 1\n')

/** What is signed: a line that no other signature begins with, and the hash. */
export function messageToSign(chain: Uint8Array): Uint8Array<ArrayBuffer> {
  const message = new Uint8Array(purpose.length + chain.length)
  message.set(purpose)
  message.set(chain, purpose.length)
  return message
}

/**
 * `signed`: by the owner of one of the known keys. `unknown-key`: by somebody else, which says nothing about who made it. `forged`: the
 * signature does not match the key.
 */
export type SealVerdict = 'signed' | 'unknown-key' | 'forged' | 'not-signed'

/** `known`: public keys, base64url. In plain JavaScript, because a page loaded over plain http has no WebCrypto. */
export async function checkSeal(seal: Seal, chain: Uint8Array, known: readonly string[]): Promise<SealVerdict> {
  if (seal.algorithm === 'none') return 'not-signed'
  ed25519.hashes.sha512 = sha512
  try {
    const isTrue = ed25519.verify(bytesOfBase64Url(seal.signature), messageToSign(chain), bytesOfBase64Url(seal.key))
    if (!isTrue) return 'forged'
  } catch {
    return 'forged'
  }
  return known.includes(seal.key) ? 'signed' : 'unknown-key'
}
