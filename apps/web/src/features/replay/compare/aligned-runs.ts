import type { Item } from '@greenroom/board'
import { type Alignment, alignment, type BoardSeeker, createStates, type RunTime, runTimeOf } from '@greenroom/replay'
import type { Round, SessionState } from '@greenroom/session'
import { useMemo } from 'react'
import type { BoardAt } from '../moment/use-board-at.ts'
import { type ComparedRun, endOf } from './compared-run.ts'
import { givenOnly } from './only-here.tsx'
import { useComparedBoards } from './use-compared-boards.ts'
import { useMomentComparison } from './use-moment-comparison.ts'

/** A run with everything that follows from its recording alone. */
export type AlignedRun = ComparedRun & {
  /** Its state at the end of the recording. */
  readonly end: SessionState
  readonly played: Round | null
  readonly time: RunTime
  readonly stateAt: (at: number) => SessionState
}

/** One of two runs at a time of their shared clock. */
export type SideAt = {
  /** The moment of this run, in the store's milliseconds. */
  readonly at: number
  readonly session: SessionState
  readonly round: Round | null
  readonly board: BoardAt
  /** Cards that the other does not have; `null`: not known yet. */
  readonly only: readonly Item[] | null
  /** What it had been given that the other had not. */
  readonly given: readonly string[]
  /** It is playing; or it has finished a phase before the other; or its run is over. */
  readonly standing: 'plays' | 'waits' | 'over'
}

const nothing: RunTime = { from: 0, to: 0, stretches: [] }

function useRun(run: ComparedRun): AlignedRun {
  const { recording, round, title, from } = run
  return useMemo(() => {
    const end = endOf(recording)
    const played = end.rounds.find(({ id }) => id === round) ?? null
    const time = played === null ? null : runTimeOf(recording, played, from ?? undefined)
    return {
      recording,
      round,
      title,
      from,
      end,
      played,
      time: time ?? nothing,
      stateAt: createStates(recording.entries),
    }
  }, [recording, round, title, from])
}

export type AlignedRuns = { readonly runs: readonly [AlignedRun, AlignedRun]; readonly aligned: Alignment }

/** Two runs, and their shared clock. */
export function useAlignedRuns(left: ComparedRun, right: ComparedRun): AlignedRuns {
  const [one, other] = [useRun(left), useRun(right)]
  const aligned = useMemo(() => alignment(one.time, other.time), [one.time, other.time])
  return { runs: [one, other], aligned }
}

/** The part of the shared clock that plays at a time; at its end the last one. */
export function partAt({ parts }: Alignment, clock: number): Alignment['parts'][number] | undefined {
  return parts.find(({ to }) => clock < to) ?? parts.at(-1)
}

/** Both runs at a time of their shared clock: their boards, and what each had by then that the other lacked. */
export function useSidesAt(
  { runs: [one, other], aligned }: AlignedRuns,
  clock: number,
): { readonly sides: readonly [SideAt, SideAt]; readonly seekers: readonly [BoardSeeker, BoardSeeker] | null } {
  const now = [aligned.leftAt(clock), aligned.rightAt(clock)] as const
  const { boards, seekers } = useComparedBoards(one, other, now)
  const [left, right] = boards
  const comparison = useMomentComparison(
    left.kind === 'ready' ? left.board.view : null,
    right.kind === 'ready' ? right.board.view : null,
  )
  const part = partAt(aligned, clock)
  const standing = (side: 'left' | 'right', { time }: AlignedRun, at: number): SideAt['standing'] =>
    at >= time.to && clock > 0
      ? 'over'
      : part !== undefined && at >= part[side].to && clock > part.from
        ? 'waits'
        : 'plays'
  const sessions = [one.stateAt(now[0]), other.stateAt(now[1])] as const
  const rounds = [
    sessions[0].rounds.find(({ id }) => id === one.round) ?? null,
    sessions[1].rounds.find(({ id }) => id === other.round) ?? null,
  ] as const
  return {
    sides: [
      {
        at: now[0],
        session: sessions[0],
        round: rounds[0],
        board: left,
        only: comparison?.leftOnly ?? null,
        given: givenOnly(rounds[0], rounds[1]),
        standing: standing('left', one, now[0]),
      },
      {
        at: now[1],
        session: sessions[1],
        round: rounds[1],
        board: right,
        only: comparison?.rightOnly ?? null,
        given: givenOnly(rounds[1], rounds[0]),
        standing: standing('right', other, now[1]),
      },
    ],
    seekers,
  }
}
