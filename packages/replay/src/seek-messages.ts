import type { Framework } from '@greenroom/board'
import type { DocumentName, ProjectedEntry, Round } from '@greenroom/session'
import type { BoardChange, LifeStep } from './board-changes.ts'
import type { BoardFork } from './board-forks.ts'
import type { BoardTrack } from './board-track.ts'
import type { RecordedEdit } from './recorded-session.ts'
import type { Strip } from './strip/strip.ts'
import type { ViewDifference } from './view-difference.ts'

/**
 * Seeking in a worker, so that opening a long session and jumping around in it never holds up the page. The page asks for a time; the
 * worker answers with the changes since its last answer, so that the page keeps the identity of everything else.
 */
export type SeekRequest =
  /** A recording, or the continuation of one that is already open. */
  | ({ readonly kind: 'open' | 'more' } & RecordingPortion)
  | { readonly kind: 'seek'; readonly id: number; readonly document: DocumentName; readonly at: number }
  | { readonly kind: 'find'; readonly id: number; readonly item: string }
  | {
      readonly kind: 'changes'
      readonly id: number
      readonly document: DocumentName
      readonly from: number
      readonly to: number
    }
  | { readonly kind: 'life'; readonly id: number; readonly document: DocumentName; readonly item: string }
  | {
      readonly kind: 'strip'
      readonly id: number
      readonly round: Round
      readonly entries: readonly ProjectedEntry[]
      readonly framework: Framework
    }
/** Questions about whole boards. */
export type WholeQuestion = Extract<SeekRequest, { readonly kind: 'find' | 'changes' | 'life' | 'strip' }>
export type SeekAnswer =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'found'; readonly id: number; readonly at: number | null }
  | { readonly kind: 'stripped'; readonly id: number; readonly strip: Strip | null }
  | { readonly kind: 'changed'; readonly id: number; readonly changes: readonly BoardChange[] }
  | { readonly kind: 'lived'; readonly id: number; readonly life: readonly LifeStep[] }
  | {
      readonly kind: 'view'
      readonly id: number
      readonly document: DocumentName
      readonly difference: ViewDifference
      /** Items of the last edit before that time, and who made it. */
      readonly lastEdit: ReturnType<BoardTrack['editAt']>
    }

/** Edits in their order; `forks`: all that exist by now; `isWhole`: nothing more comes. */
export type RecordingPortion = {
  readonly edits: readonly RecordedEdit[]
  readonly forks: readonly BoardFork[]
  readonly isWhole: boolean
}
