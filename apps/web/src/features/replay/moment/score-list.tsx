import { holderOf, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { isolated, nameIn } from '../../../live/room-props.ts'
import { scoreInWords } from '../../../words/score-words.ts'

/** Both scorecards where there is little width: a dimension, and below it everybody's score with their comment. */
export function ScoreList({ session, round }: { readonly session: SessionState; readonly round: Round }) {
  const candidate = holderOf(round, 'candidate')
  return (
    <dl className="flex flex-col gap-3">
      {round.dimensions.map((dimension) => (
        <div key={dimension.id}>
          <dt className="text-sm font-medium text-ink">{dimension.title}</dt>
          {round.sealedBy.map((one) => {
            const line = round.scorecards[one]?.scores[dimension.id]
            return (
              <dd key={one} className="mt-0.5 flex gap-2 text-sm text-ink-soft">
                <span className="tabular w-3 shrink-0 font-semibold text-ink">{scoreInWords(line?.score)}</span>
                <span className="min-w-0">
                  {nameIn(session, one)}
                  {one === candidate && t` (self)`}
                  {line?.words && `: ${isolated(line.words)}`}
                </span>
              </dd>
            )
          })}
        </div>
      ))}
    </dl>
  )
}
