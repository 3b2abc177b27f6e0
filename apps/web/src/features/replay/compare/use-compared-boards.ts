import { type BoardSeeker, createLatestSeek, type LatestSeek, type RecordedSession } from '@greenroom/replay'
import { boardOf } from '@greenroom/session'
import { useEffect, useState } from 'react'
import { type BoardAt, type OpenedRecording, openInWorker } from '../moment/use-board-at.ts'
import type { ComparedRun } from './compared-run.ts'

const opening: BoardAt = { kind: 'opening', share: 0 }

export type ComparedBoards = {
  readonly boards: readonly [BoardAt, BoardAt]
  /** `null` until they are open; the same one for two rounds of one recording. */
  readonly seekers: readonly [BoardSeeker, BoardSeeker] | null
}

/** The boards of two runs, each at its own time. Two rounds of one recording share a worker, so that it is in memory once. */
export function useComparedBoards(
  left: ComparedRun,
  right: ComparedRun,
  at: readonly [number, number],
): ComparedBoards {
  const [one, setOne] = useState(opening)
  const [other, setOther] = useState(opening)
  const [opened, setOpened] = useState<{
    readonly seeks: readonly [LatestSeek, LatestSeek]
    readonly seekers: readonly [BoardSeeker, BoardSeeker]
  } | null>(null)

  useEffect(() => {
    const workers = new Map<RecordedSession, OpenedRecording>()
    const open = (recording: RecordedSession): BoardSeeker => {
      const known = workers.get(recording)
      if (known) return known.seeker
      const shown = [
        ...(left.recording === recording ? [setOne] : []),
        ...(right.recording === recording ? [setOther] : []),
      ]
      const worker = openInWorker(
        recording,
        (share) => {
          for (const set of shown) set((before) => (before.kind === 'ready' ? before : { kind: 'opening', share }))
        },
        (words) => {
          for (const set of shown) set({ kind: 'failed', words })
        },
      )
      workers.set(recording, worker)
      return worker.seeker
    }
    const seekers = [open(left.recording), open(right.recording)] as const
    const seeks = [
      createLatestSeek(
        seekers[0],
        (board) => setOne({ kind: 'ready', board }),
        (words) => setOne({ kind: 'failed', words }),
      ),
      createLatestSeek(
        seekers[1],
        (board) => setOther({ kind: 'ready', board }),
        (words) => setOther({ kind: 'failed', words }),
      ),
    ] as const
    setOpened({ seeks, seekers })
    return () => {
      for (const seek of seeks) seek.close()
      for (const { close } of workers.values()) close()
      setOpened(null)
    }
  }, [left.recording, right.recording])

  const [leftAt, rightAt] = at
  useEffect(() => opened?.seeks[0].want(boardOf(left.round), leftAt), [opened, left.round, leftAt])
  useEffect(() => opened?.seeks[1].want(boardOf(right.round), rightAt), [opened, right.round, rightAt])
  return { boards: [one, other], seekers: opened?.seekers ?? null }
}
