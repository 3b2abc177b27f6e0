import type { Framework, Item } from '@greenroom/board'
import type { Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'

/** What had been given in a run by a moment: facts by their names, hints by their rungs, curveballs. */
type Given = { readonly key: string; readonly words: string }

function givenBy({ facts, hints, curveballs }: Round): readonly Given[] {
  return [
    ...facts.map(({ fact, label }) => ({ key: `f ${fact}`, words: t`Fact: ${label}` })),
    ...hints.map(({ hint, rung }) => ({ key: `h ${hint}`, words: t`Hint ${rung}` })),
    ...curveballs.map(({ curveball }) => ({ key: `c ${curveball}`, words: t`Curveball` })),
  ]
}

/** What one run had been given by a moment that the other had not. */
export function givenOnly(here: Round | null, there: Round | null): readonly string[] {
  const known = new Set(there === null ? [] : givenBy(there).map(({ key }) => key))
  return (here === null ? [] : givenBy(here)).filter(({ key }) => !known.has(key)).map(({ words }) => words)
}

/** What one run had at this point that the other lacked: its cards by section, and what it had been given. */
export function OnlyHere({
  title,
  cards,
  given,
  framework,
  onGo,
}: {
  /** Of the run. */
  readonly title: string
  /** `null`: it is not known yet. */
  readonly cards: readonly Item[] | null
  readonly given: readonly string[]
  readonly framework: Framework
  readonly onGo: (card: Item) => void
}) {
  const bySection = Map.groupBy(cards ?? [], ({ section }) => section)
  const count = (cards?.length ?? 0) + given.length
  return (
    <section
      aria-label={t`Only in ${title} at this point`}
      className="flex max-h-32 wide-low:max-h-20 shrink-0 flex-col border-t border-line bg-surface px-3 py-1.5 text-sm max-lg:max-h-none print:max-h-none"
    >
      <h3 className="text-xs font-medium text-ink-soft">
        {cards === null
          ? t`Comparing`
          : count === 0
            ? t`Nothing here that the other lacks`
            : t`Only here at this point: ${count}`}
      </h3>
      <dl tabIndex={0} data-names="" className="min-h-0 overflow-y-auto -outline-offset-2 print:overflow-visible">
        {framework.sections
          .filter(({ id }) => bySection.has(id))
          .map(({ id, title }) => (
            <div key={id} className="flex gap-2 py-0.5">
              <dt
                className="w-28 shrink-0 truncate pt-0.5 text-xs text-ink-faint print:whitespace-normal"
                title={title}
              >
                {title}
              </dt>
              <dd className="flex min-w-0 flex-wrap gap-1">
                {bySection.get(id)?.map((card) => (
                  <button
                    key={card.id}
                    type="button"
                    dir="auto"
                    className="max-w-full truncate rounded-md bg-info-soft px-1.5 py-0.5 text-left text-info-ink hover:underline print:whitespace-normal"
                    onClick={() => onGo(card)}
                  >
                    {card.text.trim()}
                  </button>
                ))}
              </dd>
            </div>
          ))}
        {given.length > 0 && (
          <div className="flex gap-2 py-0.5">
            <dt className="w-28 shrink-0 pt-0.5 text-xs text-ink-faint">{t`Given`}</dt>
            <dd className="min-w-0 text-ink-soft">{given.join(' · ')}</dd>
          </div>
        )}
      </dl>
    </section>
  )
}
