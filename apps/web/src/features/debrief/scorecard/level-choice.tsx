import type { Score } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { useId } from 'react'
import { Badge, cx } from '../../../design/index.ts'
import { scoreChoices } from '../../../words/score-words.ts'

export type LevelTexts = { readonly 1: string; readonly 2: string; readonly 3: string; readonly 4: string }

/** The digit that chooses a score. */
function keyOf(score: Score): string {
  return score === 'not-seen' ? '0' : String(score)
}

/** Four levels with what each looks like, and "not seen": chosen by digit, arrow or press. */
export function LevelChoice({
  label,
  group,
  score,
  levels,
  suggested = null,
  onChange,
}: {
  readonly label: string
  /** The name by which the page's keys find it. */
  readonly group: string
  readonly score: Score | null
  /** `null`: the general scale. */
  readonly levels: LevelTexts | null
  readonly suggested?: Score | null
  readonly onChange: (score: Score) => void
}) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} data-group={group} className="flex flex-col gap-1">
      {scoreChoices.map((choice) => {
        const words = choice.score === 'not-seen' || levels === null ? choice.words : levels[choice.score]
        const chosen = score === choice.score
        return (
          <label
            key={choice.short}
            className={cx(
              'relative flex cursor-pointer items-baseline gap-2.5 rounded-md border px-2.5 py-1.5 text-sm has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-1',
              chosen
                ? 'border-accent bg-accent-soft text-ink'
                : 'border-line bg-raised text-ink-soft hover:border-control',
            )}
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              aria-label={`${choice.short}: ${words}`}
              aria-keyshortcuts={keyOf(choice.score)}
              checked={chosen}
              onChange={() => onChange(choice.score)}
            />
            <span
              aria-hidden="true"
              className={cx(
                'tabular grid size-5.5 shrink-0 translate-y-0.5 place-items-center rounded-full text-xs font-semibold',
                chosen ? 'bg-accent text-on-accent' : 'bg-sunken text-ink-soft',
              )}
            >
              {keyOf(choice.score)}
            </span>
            <span className="min-w-0 grow">{choice.score === 'not-seen' ? `${choice.short}: ${words}` : words}</span>
            {suggested === choice.score && <Badge tone="info">{t`Suggested`}</Badge>}
          </label>
        )
      })}
    </div>
  )
}

/** The same in one row, when the levels' texts are already shown. */
export function LevelRow({
  label,
  group,
  score,
  onChange,
}: {
  readonly label: string
  readonly group: string
  readonly score: Score | null
  readonly onChange: (score: Score) => void
}) {
  const name = useId()
  return (
    <div role="radiogroup" aria-label={label} data-group={group} className="flex flex-wrap gap-1">
      {scoreChoices.map((choice) => (
        <label
          key={choice.short}
          title={choice.words}
          className={cx(
            'relative grid h-8 min-w-10 cursor-pointer place-items-center rounded-md border px-2.5 text-sm font-medium has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-1',
            score === choice.score
              ? 'border-accent bg-accent-soft text-accent-ink'
              : 'border-line bg-raised text-ink-soft hover:border-control',
          )}
        >
          <input
            type="radio"
            className="sr-only"
            name={name}
            aria-label={`${choice.short}: ${choice.words}`}
            aria-keyshortcuts={keyOf(choice.score)}
            checked={score === choice.score}
            onChange={() => onChange(choice.score)}
          />
          {choice.short}
        </label>
      ))}
    </div>
  )
}
