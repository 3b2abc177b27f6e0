import { hkdfSync } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { z } from 'zod'
import type { Attempt } from './open-id.ts'

const attemptSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })

export type SealedAttempts = {
  /** Text that only servers with the same secret can read, valid until `endsAt` (milliseconds since the epoch). */
  readonly seal: (attempt: Attempt, endsAt: number) => Promise<string>
  /** `null` when it was sealed with another secret, was changed, or has expired. */
  readonly open: (sealed: string, now: number) => Promise<Attempt | null>
}

/**
 * Sign-in attempts, carried by the browser: the server that somebody comes back to need not be the one that sent them to the provider. An
 * attempt cannot be used twice, because the provider accepts its code only once.
 */
export function createSealedAttempts(clientSecret: string): SealedAttempts {
  const key = new Uint8Array(hkdfSync('sha256', clientSecret, '', 'greenroom: attempts to sign in', 32))
  return {
    seal: (attempt, endsAt) =>
      new EncryptJWT({ ...attempt })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(Math.floor(endsAt / 1000))
        .encrypt(key),
    open: async (sealed, now) => {
      try {
        const { payload } = await jwtDecrypt(sealed, key, {
          currentDate: new Date(now),
          requiredClaims: ['exp'],
          ...{ keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] },
        })
        return attemptSchema.parse(payload)
      } catch {
        return null
      }
    },
  }
}
