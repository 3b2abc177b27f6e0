import type { BoardView } from '@greenroom/board'
import type { BoardMoment } from '@greenroom/replay'
import type { BoardClient } from '@greenroom/room-client'
import { documentNameSchema } from '@greenroom/session'
import { useEffect, useState } from 'react'
import { useBoardHistory } from '../../live/board-history.ts'

/** One word for a board at a time. */
export function keyOfMoment({ document, at }: BoardMoment): string {
  return `${document}@${at}`
}

const momentOfKey = (key: string): BoardMoment => {
  const [document, at] = key.split('@')
  return { document: documentNameSchema.parse(document), at: Number(at) }
}

/** Boards as they were at given times, kept while the board is open: recorded when the time came, or sought in the recording. */
const kept = new WeakMap<BoardClient, Map<string, BoardView>>()
/** What happened at most this many milliseconds ago has just reached this page, so the board is still as it was then. */
const justNow = 3_000

export type BoardMoments = {
  /** By `keyOfMoment`. */
  readonly views: ReadonlyMap<string, BoardView>
  /** Some of them had to be sought in the recording, which could not be loaded. */
  readonly failed: boolean
}

/**
 * The boards at these times (the server's milliseconds); a future one of this board is recorded when its time comes. Without a board there is
 * nothing.
 */
export function useBoardMoments(
  board: BoardClient | null,
  moments: readonly BoardMoment[],
  serverNow: () => number,
): BoardMoments {
  const history = useBoardHistory()
  const [version, setVersion] = useState(0)
  const [failed, setFailed] = useState(false)
  const wanted = moments.map(keyOfMoment).join(' ')
  useEffect(() => {
    if (board === null || wanted === '') return
    const views = kept.get(board) ?? new Map<string, BoardView>()
    kept.set(board, views)
    let over = false
    const take = (key: string): void => {
      const { view, saved } = board.getSnapshot()
      if (saved.kind === 'loading') return
      views.set(key, view)
      setVersion((before) => before + 1)
    }
    const missing: string[] = []
    const timers: ReturnType<typeof setTimeout>[] = []
    for (const key of wanted.split(' ')) {
      if (views.has(key)) continue
      const { document, at } = momentOfKey(key)
      const ahead = at - serverNow()
      const isHere = document === board.document
      if (isHere && ahead > 0) timers.push(setTimeout(() => take(key), ahead))
      else if (isHere && ahead > -justNow && board.getSnapshot().saved.kind !== 'loading') take(key)
      else missing.push(key)
    }
    if (missing.length > 0 && history !== null)
      history(missing.map(momentOfKey)).then(
        (found) => {
          if (over) return
          for (const [at, view] of found.entries()) views.set(missing[at] ?? '', view)
          setVersion((before) => before + 1)
        },
        () => !over && setFailed(true),
      )
    return () => {
      over = true
      for (const timer of timers) clearTimeout(timer)
    }
  }, [board, wanted, serverNow, history])
  const views = board === null ? undefined : kept.get(board)
  // `version` changes when the map has more.
  return { views: version >= 0 && views !== undefined ? views : nothing, failed }
}
const nothing: ReadonlyMap<string, BoardView> = new Map()
