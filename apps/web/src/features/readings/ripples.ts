import type { BoardView } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import { type BoardMoment, type Ripple, type RippleTarget, readRipple, rippleSpan } from '@greenroom/replay'
import type { BoardSnapshot } from '@greenroom/room-client'
import { maySeeDeskReadings } from '@greenroom/session'
import { type OpenBoard, useBoardSnapshot } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { useServerSeconds } from '../clock/use-server-seconds.ts'
import { keyOfMoment, useBoardMoments } from './board-moments.ts'

/** The items of the guide's board that a curveball should affect. */
export function targetsOf(guide: Guide, curveball: string): readonly RippleTarget[] {
  const moves = guide.curveballs.find(({ id }) => id === curveball)?.moves ?? []
  return moves.flatMap((move) => guide.referenceBoard.items.find(({ id }) => id === move) ?? [])
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
  { session, round, me, serverNow }: Pick<RoomProps, 'session' | 'round' | 'me' | 'serverNow'>,
  guide: Guide | null,
  open: OpenBoard | null,
): { readonly ripples: readonly PlayedCurveball[]; readonly failed: boolean } {
  const seen = maySeeDeskReadings(round, me) && guide !== null
  const played = (seen ? round.curveballs : []).flatMap((one) => {
    const span = guide === null ? null : rippleSpan(session.rounds, round.id, one.at)
    return guide === null || span === null || targetsOf(guide, one.curveball).length === 0 ? [] : [{ ...one, span }]
  })
  const moments = played.flatMap(({ span }) => (span.until === null ? [span.played] : [span.played, span.until]))
  const { views, failed } = useBoardMoments(open?.board ?? null, moments, serverNow)
  const now = useServerSeconds(serverNow, null)
  const current = useBoardSnapshot(open?.board ?? null, viewOf)
  const viewAt = (moment: BoardMoment | null): BoardView | null =>
    (moment === null ? null : views.get(keyOfMoment(moment))) ?? null
  const ripples = played
    .map(({ curveball, text, at, span }): PlayedCurveball => {
      const left = span.until === null ? span.left : Math.max(0, span.until.at - now)
      const before = viewAt(span.played)
      const after = left > 0 ? current : viewAt(span.until)
      const ripple =
        guide !== null && before !== null && after !== null
          ? readRipple(targetsOf(guide, curveball), before, after)
          : null
      return { curveball, text, at, left, ripple, before, after }
    })
    .toReversed()
  return { ripples, failed }
}
