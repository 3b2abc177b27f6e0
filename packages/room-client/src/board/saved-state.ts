import type { ReadOnlyWhy } from './board-rights.ts'

export type SavedState =
  | { readonly kind: 'loading' }
  /** Everything typed here is committed on the server. */
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving'; readonly unsaved: number }
  /** Not connected; kept on this device. */
  | { readonly kind: 'offline'; readonly unsaved: number }
  | { readonly kind: 'read-only'; readonly why: ReadOnlyWhy }

export type SavedInput = {
  /** What can be shown: the server's document, as received on this page load; otherwise this device's own copy, if it contains anything. */
  readonly holds: 'nothing' | 'own-copy' | 'server-document'
  readonly live: boolean
  readonly confirmed: boolean
  readonly unsaved: number
  readonly why: ReadOnlyWhy | null
}

/** What the screen says about saving. Pure, and true: when in doubt it promises less. */
export function readSavedState(input: SavedInput): SavedState {
  if (input.holds === 'nothing' || (input.holds === 'own-copy' && input.live)) return { kind: 'loading' }
  // Unsaved work comes first, even if its author has lost the right to write: it will be committed or offered back.
  if (input.unsaved === 0 && input.why !== null) return { kind: 'read-only', why: input.why }
  if (!input.live) return { kind: 'offline', unsaved: input.unsaved }
  if (input.unsaved > 0) return { kind: 'saving', unsaved: input.unsaved }
  return input.confirmed ? { kind: 'saved' } : { kind: 'loading' }
}

export function isSameSavedState(a: SavedState, b: SavedState): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
