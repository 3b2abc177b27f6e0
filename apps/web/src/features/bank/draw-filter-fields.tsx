import { categories } from '@greenroom/frameworks'
import { facetsOf } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'
import { useMemo, useState } from 'react'
import { type Choice, Disclosure, Select } from '../../design/index.ts'
import { difficultyWords, startsCapital } from '../../words/words.ts'
import { useBank } from './bank.ts'
import { any, type DrawFilters } from './draw-filters.ts'

const categoryChoices: readonly Choice[] = [
  { id: any, label: t`Any category` },
  ...categories.map(({ id, title }) => ({ id, label: title })),
]
const difficultyChoices: readonly Choice[] = [
  { id: any, label: t`Any difficulty` },
  ...Object.entries(difficultyWords).map(([id, label]) => ({ id, label })),
]

type Fields = {
  readonly filters: DrawFilters
  readonly onChange: (part: Partial<DrawFilters>) => void
}

/** Two filters that people reach for, and the rest of the bank's below a fold. */
export function DrawFilterFields(props: Fields) {
  const { filters } = props
  const more = (['industry', 'company', 'skill', 'minutes'] as const).filter((key) => filters[key] !== any).length
  const [open, setOpen] = useState(more > 0)
  return (
    <div className="flex flex-col gap-1.5">
      <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-2">
        <FilterField {...props} name="category" label={t`Category`} choices={categoryChoices} />
        <FilterField {...props} name="difficulty" label={t`Difficulty`} choices={difficultyChoices} />
      </div>
      <Disclosure
        title={<span className="font-normal text-ink-soft">{t`More filters`}</span>}
        aside={more > 0 ? t`${more} set` : undefined}
        isExpanded={open}
        onExpandedChange={setOpen}
      >
        {open && <MoreFields {...props} />}
      </Disclosure>
    </div>
  )
}

const FilterField = ({
  filters,
  onChange,
  name,
  label,
  choices,
}: Fields & { readonly name: keyof DrawFilters; readonly label: string; readonly choices: readonly Choice[] }) => (
  <Select
    aria-label={label}
    choices={choices}
    value={filters[name]}
    onChange={(chosen) => onChange({ [name]: String(chosen ?? any) })}
  />
)

/** What there is to choose from is asked of the server once somebody wants to know. */
const MoreFields = (props: Fields) => {
  const bank = useBank()
  const facets = useMemo(() => facetsOf(bank.kind === 'ready' ? bank.cases : []), [bank])
  const choices = (name: keyof DrawFilters, all: string, values: readonly string[]): readonly Choice[] => {
    const chosen = props.filters[name]
    const shown = chosen === any || values.includes(chosen) ? values : [chosen, ...values]
    return [{ id: any, label: all }, ...shown.map((value) => ({ id: value, label: startsCapital(value) }))]
  }
  return (
    <div className="-ml-5.5 grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-2 pb-1">
      <FilterField
        {...props}
        name="industry"
        label={t`Industry`}
        choices={choices('industry', t`Any industry`, facets.industries)}
      />
      <FilterField
        {...props}
        name="company"
        label={t`Company`}
        choices={choices('company', t`Any company`, facets.companies)}
      />
      <FilterField {...props} name="skill" label={t`Skill`} choices={choices('skill', t`Any skill`, facets.skills)} />
      <FilterField
        {...props}
        name="minutes"
        label={t`Length of the case`}
        choices={[
          { id: any, label: t`Any length` },
          ...[30, 31, 32, 33].map((most) => ({ id: String(most), label: t`Up to ${most} minutes` })),
        ]}
      />
    </div>
  )
}
