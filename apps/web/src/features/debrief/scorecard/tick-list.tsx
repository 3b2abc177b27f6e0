import type { Dimension, Hint } from '@greenroom/question-bank'
import { type Round, suggestedLevel } from '@greenroom/session'
import { t } from '@lingui/core/macro'

/** What the rubric lists as seen or not seen in one dimension: each tick counts towards the suggested level. */
export function TickList({
  dimension,
  ticked,
  ceiling,
  suggested,
  onChange,
}: {
  readonly dimension: Dimension
  readonly ticked: readonly string[]
  /** The lowest ceiling of the hints given; `null` without one. */
  readonly ceiling: number | null
  readonly suggested: number | null
  readonly onChange: (ticked: readonly string[]) => void
}) {
  if (dimension.ticks.length === 0) return null
  return (
    <fieldset className="min-w-0">
      <legend className="text-xs font-medium text-ink-faint">{t`Seen in this round`}</legend>
      <div className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {dimension.ticks.map(({ id, text }) => (
          <label key={id} className="flex min-h-6 cursor-pointer items-center gap-2 text-sm text-ink">
            <input
              type="checkbox"
              className="size-4"
              checked={ticked.includes(id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...ticked, id] : ticked.filter((other) => other !== id))
              }
            />
            {text}
          </label>
        ))}
      </div>
      {(suggested !== null || (ceiling !== null && ceiling < 4)) && (
        <p className="mt-1 text-xs text-ink-soft">
          {suggested !== null && t`All ticked suggests 4, half of them 3, fewer 2. `}
          {ceiling !== null && ceiling < 4 && t`A hint given here limits the suggestion to ${ceiling}.`}
        </p>
      )}
    </fieldset>
  )
}

/** The best levels that the hints given in a dimension still allow. */
export function ceilingsOf(round: Round, hints: readonly Hint[], dimension: string): readonly number[] {
  const given = new Set(round.hints.map(({ hint }) => hint))
  return hints
    .filter(({ id, ceiling }) => given.has(id) && ceiling.dimension === dimension)
    .map(({ ceiling }) => ceiling.level)
}

/** The level that ticks and hints suggest; the rule is the session's. */
export function suggestionFor(
  dimension: Dimension | undefined,
  ticked: readonly string[],
  ceilings: readonly number[],
): 1 | 2 | 3 | 4 | null {
  if (dimension === undefined) return null
  const known = dimension.ticks.filter(({ id }) => ticked.includes(id))
  return suggestedLevel({ ticks: dimension.ticks.length, ticked: known.length, ceilings })
}
