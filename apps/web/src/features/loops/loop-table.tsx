import { type LoopReading, type ParticipantId, readLoop, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useId } from 'react'
import { scoreInWords } from '../../words/score-words.ts'
import { loopRoundWords, verdictWords } from './loop-words.ts'

/** All rounds of one candidate's loop and the lowest level of each dimension; on the screen and on paper. */
export function LoopTable({ reading, name }: { readonly reading: LoopReading; readonly name: string }) {
  const { rounds, dimensions, plan } = reading
  const caption = useId()
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-prose text-base font-medium">{verdictWords(reading)}</p>
      <p className="max-w-prose text-sm text-ink-soft">{plan.closing}</p>
      <ol className="flex flex-col gap-1 text-sm">
        {rounds.map((one) => (
          <li key={one.number} className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-medium">{loopRoundWords(one)}</span>
            <span className="text-ink-soft">
              {one.round === null
                ? t`not started`
                : one.scored
                  ? [one.caseTitle, one.lowest === null ? t`no level` : t`lowest level ${one.lowest}`]
                      .filter((words) => words !== null)
                      .join(' · ')
                  : t`scores not open yet`}
            </span>
          </li>
        ))}
      </ol>
      {dimensions.length > 0 && (
        <div>
          <p id={caption} className="pb-2 text-sm text-ink-soft">
            {t`Levels of ${name}, lowest first. Nothing is averaged: a 1 stays a 1.`}
          </p>
          <div className="overflow-x-auto">
            <table aria-labelledby={caption} className="w-full max-w-3xl text-sm">
              <thead>
                <tr className="border-b border-line text-left">
                  <th scope="col" className="py-1.5 pr-3 font-medium">{t`Dimension`}</th>
                  <th scope="col" className="px-2 py-1.5 font-medium">{t`Lowest`}</th>
                  {rounds.map(({ number, title }) => (
                    <th key={number} scope="col" className="px-2 py-1.5 font-medium" title={title}>
                      {t`Round ${number}`}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {dimensions.map(({ id, title, lowest, levels }) => (
                  <tr key={id} className="border-b border-line">
                    <th scope="row" className="py-1.5 pr-3 text-left font-normal">
                      {title}
                    </th>
                    <td
                      className={
                        lowest === 1
                          ? 'tabular px-2 py-1.5 font-semibold text-danger-ink'
                          : lowest === 2
                            ? 'tabular px-2 py-1.5 font-semibold text-warn-ink'
                            : 'tabular px-2 py-1.5 font-semibold'
                      }
                    >
                      {lowest ?? t`not seen`}
                    </td>
                    {rounds.map(({ number }) => (
                      <td key={number} className="tabular px-2 py-1.5 text-ink-soft">
                        {scoreInWords(levels.find((one) => one.number === number)?.score)}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </div>
      )}
    </div>
  )
}

/** The same for the candidate of a round; nothing without a loop. */
export function readLoopOf(session: SessionState, candidate: ParticipantId | null): LoopReading | null {
  return candidate === null ? null : readLoop(session, candidate)
}
