import type { DocumentName, ParticipantId, ProjectedEntry } from '@greenroom/session'

/** One accepted edit of a board, or of the reader's own think tray, in log order. */
export type RecordedEdit = {
  readonly document: DocumentName
  /** The store's milliseconds; never falls from edit to edit. */
  readonly at: number
  /** `null`: the room itself. */
  readonly by: ParticipantId | null
  /** How many entries of the stream came before it. */
  readonly n: number
  readonly update: Uint8Array
}

/** A session as one reader may see it: what a replay is made of. */
export type RecordedSession = {
  readonly entries: readonly ProjectedEntry[]
  readonly edits: readonly RecordedEdit[]
}

/** One thing in a recording, in the order of the stream. */
export type RecordingItem =
  | { readonly kind: 'entry'; readonly entry: ProjectedEntry }
  | { readonly kind: 'edit'; readonly edit: RecordedEdit }
