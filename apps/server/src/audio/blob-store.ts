import type { SessionId } from '@greenroom/session'

/**
 * Where the sound of a session is kept, by the hash of its bytes. What is in it belongs to exactly one log: another database never sees it. A
 * failure rejects; nothing is answered from a cache.
 */
export interface BlobStore {
  /** Resolves once it will still be there after a power cut. Putting what is there already changes nothing. `hash`: SHA-256, hexadecimal. */
  put(session: SessionId, hash: string, bytes: Uint8Array): Promise<void>
  /** `null`: there is none. The bytes are as they were put; who needs to be sure compares them with the hash. */
  get(session: SessionId, hash: string): Promise<Uint8Array | null>
  has(session: SessionId, hash: string): Promise<boolean>
  /** The hashes that a session has, in no order. */
  list(session: SessionId): Promise<readonly string[]>
  /** Resolves once no byte of it is left. One that is not there is removed already. */
  remove(session: SessionId, hash: string): Promise<void>
  removeSession(session: SessionId): Promise<void>
  /** Every session that has something, in no order. */
  sessions(): Promise<readonly SessionId[]>
}

export function isBlobHash(name: string): boolean {
  return /^[0-9a-f]{64}$/.test(name)
}
