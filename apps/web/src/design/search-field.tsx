import { t } from '@lingui/core/macro'
import { Search, X } from 'lucide-react'
import {
  SearchField as AriaSearchField,
  type SearchFieldProps as AriaSearchFieldProps,
  Button,
  Input,
} from 'react-aria-components'
import { cx } from './class-names.ts'
import { inputClass } from './field.tsx'

export type SearchFieldProps = Omit<AriaSearchFieldProps, 'className' | 'children' | 'style'> & {
  readonly label: string
  readonly placeholder?: string
  readonly className?: string
}

export function SearchField({ label, placeholder, className, ...props }: SearchFieldProps) {
  return (
    <AriaSearchField {...props} aria-label={label} className={cx('group relative flex items-center', className)}>
      <Search aria-hidden="true" className="pointer-events-none absolute left-3 size-4 text-ink-faint" />
      <Input
        dir="auto"
        placeholder={placeholder}
        className={cx(inputClass, 'h-9 px-9 text-sm [&::-webkit-search-cancel-button]:hidden')}
      />
      <Button
        aria-label={t`Clear the search`}
        className="absolute right-1.5 grid size-6 place-items-center rounded-sm text-ink-faint hovered:bg-hover hovered:text-ink group-empty:hidden"
      >
        <X aria-hidden="true" className="size-4" />
      </Button>
    </AriaSearchField>
  )
}
