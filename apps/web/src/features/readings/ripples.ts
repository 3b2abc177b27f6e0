import type { BoardView } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import { type Ripple, type RippleTarget, readRipple, rippleTime } from '@greenroom/replay'
import type { BoardSnapshot } from '@greenroom/room-client'
import { maySeeDeskReadings, type Round } from '@greenroom/session'
import { type OpenBoard, useBoardSnapshot } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { useServerSeconds } from '../clock/use-server-seconds.ts'
import { useBoardMoments } from './board-moments.ts'

/** The items of the guide's board that a curveball should affect. */
export function targetsOf(guide: Guide, curveball: string): readonly RippleTarget[] {
  const moves = guide.curveballs.find(({ id }) => id === curveball)?.moves ?? []
  return moves.flatMap((move) => guide.referenceBoard.items.find(({ id }) => id === move) ?? [])
}

/** When the desk stops watching what a curveball changes: after three minutes, or with the round. */
export function watchedUntil(round: Round, playedAt: number): number {
  return Math.min(playedAt + rippleTime, round.endedAt ?? Number.POSITIVE_INFINITY)
}

export type PlayedCurveball = {
  readonly curveball: string
  readonly text: string
  readonly at: number
  /** Milliseconds left of the time in which changes count; 0 when it is over. */
  readonly left: number
  /** `null` while the board of that time is being sought. */
  readonly ripple: Ripple | null
  /** The board when it was played, and as it is, or was at the end of that time. */
  readonly before: BoardView | null
  readonly after: BoardView | null
}

const viewOf = (snapshot: BoardSnapshot): BoardView => snapshot.view

/** The curveballs of a round that name cards, newest first, and what each has changed so far or changed in its three minutes. */
export function useRipples(
  { round, me, serverNow }: Pick<RoomProps, 'round' | 'me' | 'serverNow'>,
  guide: Guide | null,
  open: OpenBoard | null,
): { readonly ripples: readonly PlayedCurveball[]; readonly failed: boolean } {
  const seen = maySeeDeskReadings(round, me) && guide !== null
  const played = seen ? round.curveballs.filter(({ curveball }) => targetsOf(guide, curveball).length > 0) : []
  const times = played.flatMap(({ at }) => [at, watchedUntil(round, at)])
  const { views, failed } = useBoardMoments(open?.board ?? null, times, serverNow)
  const now = useServerSeconds(serverNow, null)
  const current = useBoardSnapshot(open?.board ?? null, viewOf)
  const ripples = played
    .map(({ curveball, text, at }): PlayedCurveball => {
      const until = watchedUntil(round, at)
      const left = Math.max(0, until - now)
      const before = views.get(at) ?? null
      const after = (left > 0 ? current : views.get(until)) ?? null
      const ripple =
        guide !== null && before !== null && after !== null
          ? readRipple(targetsOf(guide, curveball), before, after)
          : null
      return { curveball, text, at, left, ripple, before, after }
    })
    .toReversed()
  return { ripples, failed }
}
