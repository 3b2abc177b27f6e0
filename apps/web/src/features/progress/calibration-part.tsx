import { plural, t } from '@lingui/core/macro'
import { useState } from 'react'
import { cx, TextLink } from '../../design/index.ts'
import { type DimensionHistory, dimensionHistories, type LevelRow, overallHistory } from './calibration.ts'
import { CalibrationChart } from './calibration-chart.tsx'
import { calibrationWords, dayWords, levelWords } from './level-words.ts'
import type { PracticeRecord } from './progress.ts'

/** The newest rounds that fit a chart and a table beside it. */
const mostRows = 12
const overall = 'overall'

/** Own level, guess and the interviewer's level over rounds: the chosen dimension as a chart and as a table. */
export function CalibrationPart({ records }: { readonly records: readonly PracticeRecord[] }) {
  const all = overallHistory(records)
  const histories = dimensionHistories(records)
  const [chosen, setChosen] = useState<string>(overall)
  const shown = histories.find(({ id }) => `d-${id}` === chosen) ?? all
  const title = shown === all ? t`All dimensions` : shown.title
  const entries = [
    { key: overall, title: t`All dimensions`, history: all },
    ...histories.map((history) => ({ key: `d-${history.id}`, title: history.title, history })),
  ]
  return (
    <section aria-labelledby="calibration-title" className="flex flex-col gap-3">
      <div>
        <h2 id="calibration-title" className="text-lg font-semibold">{t`How you judge yourself`}</h2>
        <p className="mt-0.5 text-sm text-ink-soft">{t`Your own level, your guess and the level you were given, from 1 to 4.`}</p>
      </div>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[15rem_minmax(0,1fr)]">
        <nav aria-label={t`Dimensions`} className="min-w-0 lg:max-h-112 lg:overflow-y-auto">
          <ul className="flex gap-1 overflow-x-auto p-1 lg:flex-col">
            {entries.map((entry) => {
              const isShown = entry.history === shown
              return (
                <li key={entry.key} className="shrink-0">
                  <button
                    type="button"
                    aria-current={isShown ? 'true' : undefined}
                    onClick={() => setChosen(entry.key)}
                    className={cx(
                      'flex min-h-9 w-full items-baseline justify-between gap-3 rounded-md px-2.5 py-1.5 text-left text-sm',
                      isShown
                        ? 'bg-accent-soft font-medium text-accent-ink'
                        : 'text-ink-soft hover:bg-hover hover:text-ink',
                    )}
                  >
                    <span className="min-w-0 max-lg:whitespace-nowrap">{entry.title}</span>
                    <span className="tabular text-xs">
                      {levelWords(entry.history.rows.at(-1)?.given ?? entry.history.rows.at(-1)?.own ?? null)}
                    </span>
                  </button>
                </li>
              )
            })}
          </ul>
        </nav>
        <HistoryPanel
          title={title}
          note={
            shown === all
              ? t`For each round, the plain mean of its dimensions; where somebody else scored too, of those that both scored. The debrief’s overall score also counts their weights, and a 1 caps it.`
              : null
          }
          history={shown}
        />
      </div>
    </section>
  )
}

function HistoryPanel({
  title,
  note,
  history,
}: {
  readonly title: string
  readonly note: string | null
  readonly history: DimensionHistory
}) {
  const rows = history.rows.slice(-mostRows)
  const words = calibrationWords(history)
  const hidden = history.rows.length - rows.length
  return (
    <div className="flex min-w-0 flex-col gap-4 rounded-xl border border-line bg-surface p-4 sm:p-5">
      <div role="status">
        <h3 className="text-base font-semibold">{title}</h3>
        <p className="mt-0.5 text-sm text-ink-soft">
          {words.length > 0 ? words.join(' ') : t`Nobody else has scored this yet, so there is nothing to compare.`}
        </p>
      </div>
      {/* Outside of what is announced each time: it is about how to read the numbers. */}
      {note !== null && <p className="-mt-3 text-xs text-ink-faint">{note}</p>}
      <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        {rows.length > 1 ? (
          <CalibrationChart rows={rows} summary={t`${title}, ${rows.length} rounds. ${words.join(' ')}`} />
        ) : (
          <p className="rounded-lg bg-sunken px-3.5 py-3 text-sm text-ink-soft">{t`One round so far. A chart is drawn from the second one on.`}</p>
        )}
        <LevelTable title={title} rows={rows} />
      </div>
      {hidden > 0 && (
        <p className="text-sm text-ink-faint">
          {plural(hidden, {
            one: `The newest ${mostRows} rounds. # earlier one is in the saved file.`,
            other: `The newest ${mostRows} rounds. # earlier ones are in the saved file.`,
          })}
        </p>
      )}
    </div>
  )
}

const cell = 'px-1 py-1.5 text-right tabular sm:px-2'

function LevelTable({ title, rows }: { readonly title: string; readonly rows: readonly LevelRow[] }) {
  return (
    <div className="relative min-w-0 overflow-x-auto">
      <table className="w-full text-sm">
        <caption className="sr-only">{t`Levels: ${title}`}</caption>
        <thead className="text-xs text-ink-faint">
          <tr>
            <th scope="col" className={cx(cell, 'w-6 font-medium sm:w-8')}>
              <span aria-hidden="true">#</span>
              <span className="sr-only">{t`Round`}</span>
            </th>
            <th scope="col" className="px-1 py-1.5 text-left font-medium sm:px-2">{t`Case`}</th>
            <th scope="col" className={cx(cell, 'font-medium')}>{t`You`}</th>
            <th scope="col" className={cx(cell, 'font-medium')}>{t`Guess`}</th>
            <th scope="col" className={cx(cell, 'font-medium')}>{t`Given`}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ record, own, guess, given }, index) => (
            <tr key={`${record.session} ${record.round}`}>
              <td className={cx(cell, 'text-ink-faint')}>{index + 1}</td>
              <th scope="row" className="min-w-24 px-1 py-1.5 text-left font-normal sm:px-2">
                <TextLink to={`/s/${record.session}?round=${record.round}`} className="line-clamp-1 break-all">
                  <bdi>{record.case.title}</bdi>
                </TextLink>
                <span className="block text-xs text-ink-faint">
                  {dayWords(record.endedAt)}
                  {record.isTake && ` · ${t`second take`}`}
                </span>
              </th>
              <td className={cell}>{levelWords(own)}</td>
              <td className={cell}>{levelWords(guess)}</td>
              <td className={cx(cell, 'font-semibold')}>{levelWords(given)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
