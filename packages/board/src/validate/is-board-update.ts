import { scanUpdate } from './scan-update.ts'

/**
 * Whether these bytes have the form of a board update: what Yjs decodes without an error, at a cost proportional to their length. Says
 * nothing about what it changes. For recordings from untrusted sources; what enters a log is validated in full.
 */
export function isBoardUpdate(bytes: Uint8Array): boolean {
  try {
    scanUpdate(bytes)
    return true
  } catch {
    return false
  }
}
