import { createHash } from 'node:crypto'

/** What the database stores of a token or invitation. The secrets are 256 random bits, so one plain hash is enough. */
export function hashSecret(secret: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(secret).digest())
}
