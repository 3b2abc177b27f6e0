import { boardLimits } from '@greenroom/board'

/** How far a connection has come in y-websocket's two-way handshake. */
export type Handshake =
  /** Its step 1 has not arrived; until then it is not asked for its state. */
  | { readonly kind: 'opening' }
  /** It has been answered, and has no right to write (or had none when last checked): it is not asked for anything. */
  | { readonly kind: 'reading' }
  /**
   * It was asked for what the server lacks, and has not answered. `early`: edits that build on offline work which the server has not
   * received yet. They are kept until the answer arrives, which contains them too, so that they then add nothing.
   */
  | { readonly kind: 'asked'; readonly early: readonly Uint8Array[] }
  /** It has answered. */
  | { readonly kind: 'writing' }

export const opening: Handshake = { kind: 'opening' }

/**
 * A connection that may write is asked once for what the server lacks; one that may not is never asked. Call this after answering it and
 * when rights change.
 */
export function withRights(handshake: Handshake, mayWrite: boolean): Handshake {
  if (!mayWrite) return { kind: 'reading' }
  return handshake.kind === 'reading' || handshake.kind === 'opening' ? { kind: 'asked', early: [] } : handshake
}

/** Keeps an edit until the answer has arrived. `null` when no answer is due, or too much has been kept already. */
export function withEarly(handshake: Handshake, update: Uint8Array): Handshake | null {
  if (handshake.kind !== 'asked') return null
  const bytes = handshake.early.reduce((sum, held) => sum + held.byteLength, update.byteLength)
  return bytes > boardLimits.updateBytes ? null : { kind: 'asked', early: [...handshake.early, update] }
}
