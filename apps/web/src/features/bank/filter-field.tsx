import { type Choice, Select } from '../../design/index.ts'
import { any, type DrawFilters } from './draw-filters.ts'

export type FilterFieldsProps = {
  readonly filters: DrawFilters
  readonly onChange: (part: Partial<DrawFilters>) => void
}

/** One thing that a case is drawn by. */
export function FilterField({
  filters,
  onChange,
  name,
  label,
  choices,
}: FilterFieldsProps & {
  readonly name: keyof DrawFilters
  readonly label: string
  readonly choices: readonly Choice[]
}) {
  return (
    <Select
      aria-label={label}
      choices={choices}
      value={filters[name]}
      onChange={(chosen) => onChange({ [name]: String(chosen ?? any) })}
    />
  )
}
