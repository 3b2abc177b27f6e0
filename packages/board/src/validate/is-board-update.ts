import { scanUpdate } from './scan-update.ts'

/**
 * Whether these bytes are an update of a board in shape: what Yjs decodes without an error, at a cost that goes with their length. Says
 * nothing of what it changes. For recordings that anybody may have made; what enters a log is validated in full.
 */
export function isBoardUpdate(bytes: Uint8Array): boolean {
  try {
    scanUpdate(bytes)
    return true
  } catch {
    return false
  }
}
