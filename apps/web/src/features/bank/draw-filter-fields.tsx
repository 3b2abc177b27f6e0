import { categories } from '@greenroom/frameworks'
import { t } from '@lingui/core/macro'
import { Suspense, useState } from 'react'
import { type Choice, Disclosure, Loading } from '../../design/index.ts'
import { ErrorBoundary } from '../../shell/error-boundary.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { difficultyWords } from '../../words/words.ts'
import { any, mixFilter, mixOf } from './draw-filters.ts'
import { FilterField, type FilterFieldsProps } from './filter-field.tsx'
import { companyWithin, loopsOf, useLoops } from './loops.ts'

const categoryChoices: readonly Choice[] = [
  { id: any, label: t`Any category` },
  ...categories.map(({ id, title, description }) => ({ id, label: title, description })),
]
const difficultyChoices: readonly Choice[] = [
  { id: any, label: t`Any difficulty` },
  ...Object.entries(difficultyWords).map(([id, label]) => ({ id, label })),
]

// Requests the bank from the server, and needs the code that reads its answer.
const MoreFilterFields = lazyPart(() => import('./more-filter-fields.tsx').then((m) => m.MoreFilterFields))

/** The two most common filters, and the rest of the bank's behind a button. */
export function DrawFilterFields(props: FilterFieldsProps) {
  const { filters } = props
  const more = (['industry', 'company', 'skill', 'minutes'] as const).filter((key) => filters[key] !== any).length
  const [open, setOpen] = useState(more > 0)
  const loops = useLoops()
  const mixes = loopsOf(loops).map(({ id, company: name }) => {
    const company = companyWithin(name)
    return {
      id: mixFilter(id),
      // Short enough to be read whole in a narrow field.
      label: t`${company}’s mix`,
      description: t`A day in the style of ${company}: each category as often as it is asked there.`,
    }
  })
  // What an address has set is shown before the loops have loaded.
  const mix = mixOf(filters.category)
  const pending = mix !== null && mixes.length === 0 ? [{ id: filters.category, label: t`A loop’s mix` }] : []
  return (
    <div className="flex flex-col gap-1.5">
      <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-2">
        <FilterField
          {...props}
          name="category"
          label={t`Category`}
          choices={[...categoryChoices, ...mixes, ...pending]}
        />
        <FilterField
          {...props}
          name="difficulty"
          label={t`Difficulty (its author’s opinion)`}
          choices={difficultyChoices}
        />
      </div>
      <Disclosure
        title={<span className="font-normal text-ink-soft">{t`More filters`}</span>}
        aside={more > 0 ? t`${more} set` : undefined}
        isExpanded={open}
        onExpandedChange={setOpen}
      >
        {open && (
          <ErrorBoundary part={t`list of filters`}>
            <Suspense fallback={<Loading />}>
              <MoreFilterFields {...props} />
            </Suspense>
          </ErrorBoundary>
        )}
      </Disclosure>
    </div>
  )
}
