import type { BoardView } from '@greenroom/board'
import type { BoardClient } from '@greenroom/room-client'
import { useEffect, useState } from 'react'
import { useBoardHistory } from '../../live/board-history.ts'

/** Boards as they were at given times, kept while the board is open: recorded when the time came, or sought in the recording. */
const kept = new WeakMap<BoardClient, Map<number, BoardView>>()
/** What happened at most this many milliseconds ago has just reached this page, so the board is still as it was then. */
const justNow = 3_000

export type BoardMoments = {
  readonly views: ReadonlyMap<number, BoardView>
  /** Some of them had to be sought in the recording, which could not be loaded. */
  readonly failed: boolean
}

/** The board at these times (the server's milliseconds); a future one is recorded when its time comes. Without a board there is nothing. */
export function useBoardMoments(
  board: BoardClient | null,
  times: readonly number[],
  serverNow: () => number,
): BoardMoments {
  const history = useBoardHistory()
  const [version, setVersion] = useState(0)
  const [failed, setFailed] = useState(false)
  const wanted = times.join(' ')
  useEffect(() => {
    if (board === null || wanted === '') return
    const views = kept.get(board) ?? new Map<number, BoardView>()
    kept.set(board, views)
    let over = false
    const take = (time: number): void => {
      const { view, saved } = board.getSnapshot()
      if (saved.kind === 'loading') return
      views.set(time, view)
      setVersion((before) => before + 1)
    }
    const missing: number[] = []
    const timers: ReturnType<typeof setTimeout>[] = []
    for (const time of wanted.split(' ').map(Number)) {
      if (views.has(time)) continue
      const ahead = time - serverNow()
      if (ahead > 0) timers.push(setTimeout(() => take(time), ahead))
      else if (ahead > -justNow && board.getSnapshot().saved.kind !== 'loading') take(time)
      else missing.push(time)
    }
    if (missing.length > 0 && history !== null)
      history(board.document, missing).then(
        (found) => {
          if (over) return
          for (const [at, view] of found.entries()) views.set(missing[at] ?? 0, view)
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
const nothing: ReadonlyMap<number, BoardView> = new Map()
