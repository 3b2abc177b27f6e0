import { interviewerDimensions } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { cx } from '../../../design/index.ts'
import { scoreInWords } from '../../../words/score-words.ts'
import { emptyLine, lineAbout, type ScorecardDraft } from './scorecard-draft.ts'

/** The last page of a candidate's scorecard. */
export const aboutPage = 'interviewer'

/** All dimensions with what is chosen, each of which can be opened from here. A ring without evidence is hollow. */
export function ScorecardPages({
  pages,
  draft,
  page,
  tried,
  onChoose,
}: {
  readonly pages: readonly { readonly id: string; readonly title: string }[]
  readonly draft: ScorecardDraft
  readonly page: string
  readonly tried: boolean
  readonly onChoose: (page: string) => void
}) {
  return (
    <ol aria-label={t`Dimensions`} className="flex gap-1 max-md:overflow-x-auto max-md:p-1 md:flex-col">
      {pages.map(({ id, title }) => {
        const line = draft[id] ?? emptyLine
        const about = interviewerDimensions.filter((one) => draft[lineAbout(one)]?.score != null).length
        const score = id === aboutPage ? (about === 0 ? null : about) : line.score
        const digit = score === null ? '' : score === 'not-seen' ? '–' : String(score)
        const hollow = line.evidence.length === 0 && id !== aboutPage
        const state =
          score === null
            ? t`(not scored)`
            : id === aboutPage
              ? t`(${about} of 3 rated)`
              : hollow
                ? t`(${scoreInWords(line.score ?? undefined)}, without evidence)`
                : t`(${scoreInWords(line.score ?? undefined)})`
        return (
          <li key={id} className="relative max-md:shrink-0">
            <button
              type="button"
              aria-current={id === page ? 'step' : undefined}
              className={cx(
                'flex min-h-9 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-sm',
                id === page ? 'bg-accent-soft font-medium text-accent-ink' : 'text-ink-soft hover:bg-hover',
              )}
              onClick={() => onChoose(id)}
            >
              <span
                className={cx(
                  'tabular grid size-6 shrink-0 place-items-center rounded-full border-2 text-xs font-semibold',
                  score === null
                    ? tried && id !== aboutPage
                      ? 'border-danger-line'
                      : 'border-line-strong border-dashed'
                    : hollow
                      ? 'border-accent text-accent-ink'
                      : 'border-accent bg-accent text-on-accent',
                )}
              >
                <span aria-hidden="true">{digit}</span>
              </span>
              <span className="min-w-0">
                {title} <span className="sr-only">{state}</span>
              </span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
