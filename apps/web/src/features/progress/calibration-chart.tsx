import { t } from '@lingui/core/macro'
import { cx } from '../../design/index.ts'
import type { LevelRow } from './calibration.ts'

const width = 440
const height = 208
const left = 30
const right = 16
const top = 14
const bottom = 26

const lines = [
  { id: 'given', label: t`Given`, ink: 'stroke-accent', fill: 'fill-accent', dash: undefined },
  { id: 'own', label: t`You`, ink: 'stroke-info-ink', fill: 'fill-raised', dash: undefined },
  { id: 'guess', label: t`Your guess`, ink: 'stroke-warn-ink', fill: 'fill-raised', dash: '4 3' },
] as const
type LineId = (typeof lines)[number]['id']

const y = (level: number): number => top + ((4 - level) / 3) * (height - top - bottom)

/**
 * The marks of each line have their own shape, so that colours are not needed: a disc, a ring, a diamond. Marks of equal levels fit inside
 * one another.
 */
const Mark = ({ id, x, level }: { readonly id: LineId; readonly x: number; readonly level: number }) => {
  const line = lines.find((one) => one.id === id)
  const look = cx(line?.ink, line?.fill)
  return id === 'guess' ? (
    <path d={`M${x - 9} ${y(level)}l9 -9l9 9l-9 9z`} className={look} strokeWidth="1.75" />
  ) : (
    <circle cx={x} cy={y(level)} r={id === 'own' ? 6 : 3} className={look} strokeWidth="2" />
  )
}

/** A level between 1 and 4 for each round and scorer: the same numbers are in the table beside it. */
export function CalibrationChart({ rows, summary }: { readonly rows: readonly LevelRow[]; readonly summary: string }) {
  const step = rows.length < 2 ? 0 : (width - left - right) / (rows.length - 1)
  const x = (index: number): number => (rows.length < 2 ? (left + width - right) / 2 : left + index * step)
  const shown = lines.filter(({ id }) => rows.some((row) => row[id] !== null))
  const every = Math.ceil(rows.length / 12)
  return (
    <figure className="m-0 flex min-w-0 flex-col gap-2">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={summary} className="w-full">
        {([1, 2, 3, 4] as const).map((level) => (
          <g key={level}>
            <path d={`M${left - 6} ${y(level)}H${width - right + 6}`} className="stroke-line" />
            <text x="4" y={y(level) + 4} className="tabular fill-ink-faint text-[13px]">
              {level}
            </text>
          </g>
        ))}
        {rows.map(({ record }, index) =>
          index % every === 0 || index === rows.length - 1 ? (
            <text
              key={`${record.session} ${record.round}`}
              x={x(index)}
              y={height - 6}
              textAnchor="middle"
              className="tabular fill-ink-faint text-[13px]"
            >
              {index + 1}
            </text>
          ) : null,
        )}
        {shown.toReversed().map(({ id, ink, dash }) => {
          const points = rows.flatMap((row, index) => {
            const level = row[id]
            return level === null ? [] : [{ x: x(index), level, key: `${row.record.session} ${row.record.round}` }]
          })
          return (
            <g key={id}>
              <path
                d={points.map((point, at) => `${at === 0 ? 'M' : 'L'}${point.x} ${y(point.level)}`).join('')}
                className={cx('fill-none', ink)}
                strokeWidth="1.75"
                strokeDasharray={dash}
              />
              {points.map((point) => (
                <Mark key={point.key} id={id} x={point.x} level={point.level} />
              ))}
            </g>
          )
        })}
      </svg>
      <figcaption>
        <ul aria-label={t`Lines of the chart`} className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-soft">
          {shown.map(({ id, label, ink, fill, dash }) => (
            <li key={id} className="flex items-center gap-1.5">
              <svg viewBox="0 0 28 14" aria-hidden="true" className="w-7">
                <path d="M0 7H28" className={ink} strokeWidth="1.75" strokeDasharray={dash} />
                {id === 'guess' ? (
                  <path d="M8 7l6 -6l6 6l-6 6z" className={cx(ink, fill)} strokeWidth="1.75" />
                ) : (
                  <circle cx="14" cy="7" r={id === 'own' ? 5.5 : 3} className={cx(ink, fill)} strokeWidth="2" />
                )}
              </svg>
              {label}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}
