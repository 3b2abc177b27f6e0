import { facetsOf } from '@greenroom/question-bank'
import { useMemo } from 'react'
import { type Choice, Select } from '../../design/index.ts'
import { difficultyWords } from '../../words/words.ts'
import type { BankCase } from './bank.ts'
import type { BankQuery, BankQueryKey } from './bank-query.ts'
import { categoryTitle } from './category-words.ts'

const any = 'any'
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

type Filter = {
  readonly key: BankQueryKey
  readonly label: string
  readonly all: string
  readonly choices: readonly Choice[]
}

const choicesOf = (values: readonly string[], words: (value: string) => string = (value) => value): readonly Choice[] =>
  values.map((value) => ({ id: value, label: words(value) }))

/** Every way to narrow the bank down; the values are those that its cases have. */
export const BankFilters = ({
  cases,
  query,
  onChange,
}: {
  readonly cases: readonly BankCase[]
  readonly query: BankQuery
  readonly onChange: (key: BankQueryKey, value: string) => void
}) => {
  const filters = useMemo<readonly Filter[]>(() => {
    const facets = facetsOf(cases)
    return [
      {
        key: 'category',
        label: 'Category',
        all: 'All categories',
        choices: choicesOf(facets.categories, categoryTitle),
      },
      {
        key: 'difficulty',
        label: 'Difficulty',
        all: 'Any difficulty',
        choices: choicesOf(facets.difficulties, (value) => difficultyWords[value] ?? value),
      },
      { key: 'industry', label: 'Industry', all: 'All industries', choices: choicesOf(facets.industries, capital) },
      { key: 'company', label: 'Company', all: 'All companies', choices: choicesOf(facets.companies) },
      { key: 'skill', label: 'Skill', all: 'All skills', choices: choicesOf(facets.skills, capital) },
      {
        key: 'minutes',
        label: 'Length of the case',
        all: 'Any length',
        choices: [30, 31, 32, 33].map((most) => ({ id: String(most), label: `Up to ${most} minutes` })),
      },
      {
        key: 'show',
        label: 'Seen by you',
        all: 'Seen or not',
        choices: [
          { id: 'unseen', label: 'Not seen yet' },
          { id: 'seen', label: 'Seen' },
        ],
      },
    ]
  }, [cases])
  return (
    <div className="grid grid-cols-2 gap-3 md:grid-cols-1">
      {filters.map((filter) => (
        <Select
          key={filter.key}
          label={filter.label}
          choices={[{ id: any, label: filter.all }, ...filter.choices]}
          value={query[filter.key] === '' ? any : query[filter.key]}
          onChange={(value) => onChange(filter.key, value === any || value === null ? '' : String(value))}
        />
      ))}
    </div>
  )
}
