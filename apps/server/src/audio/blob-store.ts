import type { SessionId } from '@greenroom/session'

/**
 * Where the sound of a session is stored, under the hash of its bytes. Everything in it belongs to exactly one log, and another database
 * never sees it. A failure rejects; nothing is answered from a cache.
 */
export interface BlobStore {
  /** Resolves once it would survive a power cut. Storing the same bytes again changes nothing. `hash`: SHA-256 in hexadecimal. */
  put(session: SessionId, hash: string, bytes: Uint8Array): Promise<void>
  /** `null` when there is none. Returns the bytes as they were stored; callers that need certainty compare them with the hash. */
  get(session: SessionId, hash: string): Promise<Uint8Array | null>
  has(session: SessionId, hash: string): Promise<boolean>
  /** The hashes that a session has, in no particular order. */
  list(session: SessionId): Promise<readonly string[]>
  /** How many bytes that is. */
  size(session: SessionId): Promise<number>
  /** Resolves once no byte of it is left. Removing one that is not there succeeds. */
  remove(session: SessionId, hash: string): Promise<void>
  removeSession(session: SessionId): Promise<void>
  /** Every session that has any, in no particular order. */
  sessions(): Promise<readonly SessionId[]>
}

export function isBlobHash(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name)
}
