import { boardLimits } from '@greenroom/board'

/** How far a connection has come with y-websocket's two-way handshake, and whether it is still there. */
export type Handshake =
  /** Its step 1 has not come; until then it is not asked for its state. */
  | { readonly kind: 'opening' }
  /** It is served, and may not write, or may not have when last looked at: it is not asked for anything. */
  | { readonly kind: 'reading' }
  /**
   * It was asked for what the server lacks and has not answered. `early` is what a standard client typed meanwhile on top of work
   * done offline: the answer holds it all, so that these then bring nothing new.
   */
  | { readonly kind: 'asked'; readonly early: readonly Uint8Array[] }
  /** It has answered. */
  | { readonly kind: 'writing' }

export const opening: Handshake = { kind: 'opening' }

/** A connection that may write is asked once for what the server lacks; one that may not is never asked. Call when it was served or rights change. */
export function withRights(handshake: Handshake, mayWrite: boolean): Handshake {
  if (!mayWrite) return { kind: 'reading' }
  return handshake.kind === 'reading' || handshake.kind === 'opening' ? { kind: 'asked', early: [] } : handshake
}

/** Keeps an edit until the answer has come. `null`: no answer is due, or too much is kept already. */
export function withEarly(handshake: Handshake, update: Uint8Array): Handshake | null {
  if (handshake.kind !== 'asked') return null
  const bytes = handshake.early.reduce((sum, held) => sum + held.byteLength, update.byteLength)
  return bytes > boardLimits.updateBytes ? null : { kind: 'asked', early: [...handshake.early, update] }
}
