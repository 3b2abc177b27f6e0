import { sha256 } from '@noble/hashes/sha2.js'
import { uint32 } from './bytes.ts'

/** The chain of hashes that runs through a file: each covers everything before it. */

/** What the first block's hash is chained to: that of magic and version. */
export function firstLink(head: Uint8Array): Uint8Array {
  return sha256(head)
}

/** SHA-256 of the previous hash, the block's kind and lengths, and its bytes as they are stored. */
export function nextLink(before: Uint8Array, kind: number, inflated: number, stored: Uint8Array): Uint8Array {
  return sha256
    .create()
    .update(before)
    .update(Uint8Array.of(kind))
    .update(uint32(stored.length))
    .update(uint32(inflated))
    .update(stored)
    .digest()
}
