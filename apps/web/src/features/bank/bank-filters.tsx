import { type Seniority, seniorities } from '@greenroom/frameworks'
import { facetsOf } from '@greenroom/question-bank'
import { t } from '@lingui/core/macro'
import { useMemo } from 'react'
import { type Choice, Select } from '../../design/index.ts'
import { difficultyWords } from '../../words/words.ts'
import type { BankCase } from './bank.ts'
import type { BankQuery, BankQueryKey } from './bank-query.ts'
import { categorySentence, categoryTitle } from './category-words.ts'
import { companyWithin, loopsOf, useLoops } from './loops.ts'
import { seniorityWords } from './seniority-words.ts'
import { statusTitle } from './status-words.ts'

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
export function BankFilters({
  cases,
  query,
  onChange,
}: {
  readonly cases: readonly BankCase[]
  readonly query: BankQuery
  readonly onChange: (key: BankQueryKey, value: string) => void
}) {
  const loops = loopsOf(useLoops())
  const filters = useMemo<readonly Filter[]>(() => {
    const facets = facetsOf(cases)
    return [
      {
        key: 'category',
        label: t`Category`,
        all: t`All categories`,
        choices: facets.categories.map((id) => ({
          id,
          label: categoryTitle(id),
          description: categorySentence(id),
        })),
      },
      {
        key: 'difficulty',
        label: t`Difficulty (its author’s opinion)`,
        all: t`Any difficulty`,
        choices: choicesOf(facets.difficulties, (value) => difficultyWords[value] ?? value),
      },
      { key: 'industry', label: t`Industry`, all: t`All industries`, choices: choicesOf(facets.industries, capital) },
      { key: 'company', label: t`Company`, all: t`All companies`, choices: choicesOf(facets.companies) },
      {
        key: 'status',
        label: t`How well tested`,
        all: t`Tested or not`,
        choices: choicesOf(facets.statuses, statusTitle),
      },
      {
        key: 'level',
        label: t`Asked at level`,
        all: t`Any level`,
        choices: choicesOf(seniorities, (value) => seniorityWords[value as Seniority]),
      },
      {
        key: 'loop',
        label: t`Loop`,
        all: t`In a loop or not`,
        choices: loops.map(({ id, company: name }) => {
          const company = companyWithin(name)
          return { id, label: t`In the style of ${company}` }
        }),
      },
      { key: 'skill', label: t`Skill`, all: t`All skills`, choices: choicesOf(facets.skills, capital) },
      {
        key: 'minutes',
        label: t`Length of the case`,
        all: t`Any length`,
        choices: [30, 31, 32, 33].map((most) => ({ id: String(most), label: t`Up to ${most} minutes` })),
      },
      {
        key: 'show',
        label: t`Seen by you`,
        all: t`Seen or not`,
        choices: [
          { id: 'unseen', label: t`Not seen yet` },
          { id: 'seen', label: t`Seen` },
        ],
      },
    ]
  }, [cases, loops])
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
