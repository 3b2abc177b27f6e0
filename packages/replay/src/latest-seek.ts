import { emptyView } from '@greenroom/board'
import type { DocumentName } from '@greenroom/session'
import type { BoardSeeker, SoughtBoard } from './board-seeker.ts'

/**
 * Seeks for somebody who drags: one seek is in progress at a time, and of those requested during it only the last is made. Each board that
 * arrives is shown, so that dragging always shows something; nothing is shown after `close`.
 */
export type LatestSeek = {
  /** `document: null`: there is no board at that time, and an empty one is shown. */
  readonly want: (document: DocumentName | null, at: number) => void
  readonly close: () => void
}

const nothing: SoughtBoard = { view: emptyView, lastEdit: null }

/** `failed`: the recording cannot be sought in; nothing more is shown. */
export function createLatestSeek(
  seeker: Pick<BoardSeeker, 'opened' | 'seek'>,
  shown: (board: SoughtBoard) => void,
  failed: (words: string) => void,
): LatestSeek {
  type Wanted = { readonly document: DocumentName | null; readonly at: number }
  let wanted: Wanted | null = null
  let state: 'opening' | 'idle' | 'seeking' | 'over' = 'opening'

  const step = async (): Promise<void> => {
    while (state === 'idle' && wanted !== null) {
      const { document, at } = wanted
      wanted = null
      state = 'seeking'
      const board = document === null ? nothing : await seeker.seek(document, at)
      if (isOver()) return
      state = 'idle'
      shown(board)
    }
  }
  const isOver = (): boolean => state === 'over'
  const fail = (error: unknown): void => {
    if (isOver()) return
    state = 'over'
    failed(error instanceof Error ? error.message : String(error))
  }
  const go = (): void => {
    step().catch(fail)
  }
  seeker.opened.then(() => {
    if (isOver()) return
    state = 'idle'
    go()
  }, fail)
  return {
    want: (document, at) => {
      wanted = { document, at }
      go()
    },
    close: () => {
      state = 'over'
    },
  }
}
