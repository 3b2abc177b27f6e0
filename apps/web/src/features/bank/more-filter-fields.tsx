import { facetsOf } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import type { Choice } from '../../design/index.ts'
import { startsCapital } from '../../words/words.ts'
import { useBank } from './bank.ts'
import { any, type DrawFilters } from './draw-filters.ts'
import { FilterField, type FilterFieldsProps } from './filter-field.tsx'

/** The choices are requested from the server once somebody asks for them. */
export function MoreFilterFields(props: FilterFieldsProps) {
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
