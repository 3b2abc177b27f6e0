import type { ReadOnlyWhy, SavedState } from '../contract.ts'

export type SavedInput = {
  /** The server's document has been received on this page load. */
  readonly synced: boolean
  /** There is something to show from this device's own copy. */
  readonly kept: boolean
  readonly live: boolean
  readonly confirmed: boolean
  readonly unsaved: number
  readonly why: ReadOnlyWhy | null
}

/** What the screen says about saving. Pure, and true: in doubt it says less. */
export const readSavedState = (input: SavedInput): SavedState => {
  if (!input.synced && (input.live || !input.kept)) return { kind: 'loading' }
  // Unsaved work comes first: also of somebody who has lost the right, it will be committed or offered back.
  if (input.unsaved === 0 && input.why !== null) return { kind: 'read-only', why: input.why }
  if (!input.live) return { kind: 'offline', unsaved: input.unsaved }
  if (input.unsaved > 0) return { kind: 'saving', unsaved: input.unsaved }
  return input.confirmed ? { kind: 'saved' } : { kind: 'loading' }
}

export const isSameSavedState = (a: SavedState, b: SavedState): boolean => JSON.stringify(a) === JSON.stringify(b)
