import { type ParticipantId, type Round, type SessionState, threadsOf } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { memo, useMemo } from 'react'
import { nameIn } from '../../live/room-props.ts'
import { momentWords } from '../clock/moment.ts'
import { wordsOf } from './comment-words.ts'

/** A dot of a track: one moment, or several that are too close to be told apart. */
export type TrackDot = {
  readonly at: number
  readonly lines: readonly string[]
  /** The moments that it represents, ascending. */
  readonly moments: readonly number[]
}
export type MomentTrack = {
  readonly id: string
  readonly title: string
  readonly kind: 'comments' | 'pins'
  readonly dots: readonly TrackDot[]
}

/** The most dots per track, in equal slices of what is shown. */
const slices = 60

function dotsOf(
  moments: readonly { readonly at: number; readonly words: string }[],
  from: number,
  to: number,
): readonly TrackDot[] {
  const width = Math.max(1, to - from)
  const inSight = moments.filter(({ at }) => at >= from && at <= to).toSorted((a, b) => a.at - b.at)
  const groups = Map.groupBy(inSight, ({ at }) => Math.floor(((at - from) / width) * slices))
  return [...groups.values()].map((group) => ({
    at: group[0]?.at ?? from,
    lines: group.map(({ words }) => words),
    moments: group.map(({ at }) => at),
  }))
}

/** The comments of all rounds, and the pins of each person who shows theirs, as tracks of a timeline that reaches from `from` to `to`. */
export function momentTracks(session: SessionState, from: number, to: number): readonly MomentTrack[] {
  const line = (
    round: Round,
    at: number,
    by: ParticipantId,
    words: string,
  ): { readonly at: number; readonly words: string } => ({
    at,
    words: `${momentWords(at, round.startedAt)} ${nameIn(session, by)}: ${words}`,
  })
  const comments = session.rounds.flatMap((round) =>
    threadsOf(round)
      .filter(({ first }) => first.deletedAt === null)
      .map(({ first }) => line(round, first.moment, first.by, wordsOf(first))),
  )
  const people = [...new Set(session.rounds.flatMap(({ pinTracks }) => pinTracks))]
  const pins = people.map((by): MomentTrack => {
    const own = session.rounds.flatMap((round) =>
      round.pinTracks.includes(by)
        ? round.pins
            .filter((pin) => pin.by === by)
            .map(({ at, words }) => line(round, at, by, words === '' ? t`I would push here` : words))
        : [],
    )
    return { id: `pins ${by}`, title: t`Pins of ${nameIn(session, by)}`, kind: 'pins', dots: dotsOf(own, from, to) }
  })
  const all: readonly MomentTrack[] = [
    { id: 'comments', title: t`Comments on the timeline`, kind: 'comments', dots: dotsOf(comments, from, to) },
    ...pins,
  ]
  return all.filter(({ dots }) => dots.length > 0)
}

/** Tracks below the timeline: each dot leads to its moment, and a dot of several to the next of them. */
export const MomentTracks = memo(function MomentTracks({
  session,
  from,
  to,
  onGo,
}: {
  readonly session: SessionState
  readonly from: number
  readonly to: number
  /** Receives the moments of a dot, ascending. Stable: nothing here is drawn again with each moment that is shown. */
  readonly onGo: (moments: readonly number[]) => void
}) {
  const tracks = useMemo(() => momentTracks(session, from, to), [session, from, to])
  const width = Math.max(1, to - from)
  return tracks.map((track) => (
    <ul key={track.id} aria-label={track.title} className="relative h-5" title={track.title}>
      {track.dots.map((dot) => (
        <li
          key={dot.at}
          className="absolute top-0 -translate-x-1/2"
          style={{ left: `${((dot.at - from) / width) * 100}%` }}
        >
          <button
            type="button"
            className="grid size-5 place-items-center rounded-full hover:bg-hover focus-visible:outline-2 focus-visible:outline-ring"
            aria-label={dotWords(dot)}
            title={dot.lines.slice(0, 6).join('\n')}
            onClick={() => onGo(dot.moments)}
          >
            <svg viewBox="0 0 12 12" className="size-3 text-accent" aria-hidden="true">
              {track.kind === 'comments' ? (
                <path d="M1 1h10v7H6l-3 3V8H1z" fill="currentColor" />
              ) : (
                <path d="M6 11 2.5 5.5a3.6 3.6 0 1 1 7 0z" fill="currentColor" />
              )}
            </svg>
          </button>
        </li>
      ))}
    </ul>
  ))
})

function dotWords({ lines }: TrackDot): string {
  if (lines.length === 1) return lines[0] ?? ''
  const said = lines.slice(0, 3).join('; ')
  return t`${plural(lines.length, { one: '# comment', other: '# comments' })}: ${said}`
}
