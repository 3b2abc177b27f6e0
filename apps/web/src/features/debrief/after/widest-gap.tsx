import type { Evidence } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'
import { scoreInWords } from '../../../words/score-words.ts'
import { TakeLink } from '../../takes/take-link.tsx'
import { gapRows } from '../reveal/gap-rows.ts'

/** The most moments that are offered: more would be a list of everything. */
const mostMoments = 3

/** Where people differed most, and the moments their scores are based on, each of which can be taken again. Nothing when they agreed. */
export function WidestGap({ session, round, me }: RoomProps) {
  const [row] = gapRows(round)
  if (row === undefined || row.gap === null || row.gap === 0) return null
  const evidence = Object.values(round.scorecards).flatMap(
    (card): readonly Evidence[] => card.scores[row.id]?.evidence ?? [],
  )
  const moments = evidence.flatMap((one) => (one.kind === 'moment' ? [one.at] : []))
  const bySecond = new Map(moments.map((at) => [Math.floor(at / 1000), at]))
  const shown = [...bySecond.values()].sort((a, b) => a - b).slice(0, mostMoments)
  const given = row.given.map(({ who, score }) => t`${nameIn(session, who)} ${scoreInWords(score)}`)
  return (
    <section className="flex flex-col gap-2" aria-label={t`Widest gap`}>
      <div>
        <h3 className="text-sm font-semibold text-ink">{t`Widest gap: ${row.title}`}</h3>
        <p className="text-sm text-ink-soft">{[t`Self-score ${scoreInWords(row.own)}`, ...given].join(', ')}</p>
      </div>
      {shown.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {shown.map((at) => (
            <TakeLink key={at} session={session} round={round} me={me} at={at} />
          ))}
        </div>
      )}
    </section>
  )
}
