import type { ReactNode } from 'react'
import {
  Radio as AriaRadio,
  RadioGroup as AriaRadioGroup,
  type RadioGroupProps as AriaRadioGroupProps,
} from 'react-aria-components'
import { cx } from './class-names.ts'
import { Description, Label } from './field.tsx'

export type Option<T extends string> = {
  readonly id: T
  readonly label: string
  /** One line that says what choosing it means. */
  readonly description?: string
  readonly icon?: ReactNode
  readonly isDisabled?: boolean
}

type Shared<T extends string> = Omit<
  AriaRadioGroupProps,
  'className' | 'children' | 'style' | 'value' | 'defaultValue' | 'onChange'
> & {
  readonly label: string
  readonly hideLabel?: boolean
  readonly description?: ReactNode
  readonly options: readonly Option<T>[]
  readonly value: T
  readonly onChange: (value: T) => void
  readonly className?: string
}

const choose =
  <T extends string>(options: readonly Option<T>[], onChange: (value: T) => void) =>
  (value: string) => {
    const chosen = options.find((option) => option.id === value)
    if (chosen) onChange(chosen.id)
  }

/** Choices as cards, when each needs a line of explanation. */
export function RadioCards<T extends string>({
  label,
  hideLabel = false,
  description,
  options,
  onChange,
  className,
  columns = 'sm:grid-cols-3',
  ...props
}: Shared<T> & { readonly columns?: string }) {
  return (
    <AriaRadioGroup
      {...props}
      aria-label={hideLabel ? label : undefined}
      onChange={choose(options, onChange)}
      className={cx('flex flex-col gap-2', className)}
    >
      {!hideLabel && <Label>{label}</Label>}
      {description && <Description>{description}</Description>}
      <div className={cx('grid gap-2', columns)}>
        {options.map((option) => (
          <AriaRadio
            key={option.id}
            value={option.id}
            isDisabled={option.isDisabled}
            className="group relative flex cursor-default flex-col gap-1 rounded-lg border border-line-strong bg-raised px-3 py-2.5 transition-colors duration-100 hovered:border-control disabled:opacity-45 focus-visible:outline-2 focus-visible:outline-ring focus-visible:outline-offset-2 selected:border-accent selected:bg-accent-soft/60 selected:shadow-[inset_0_0_0_1px_var(--accent)]"
          >
            <span className="flex items-center gap-2 text-sm font-medium text-ink">
              {option.icon && (
                <span aria-hidden="true" className="text-ink-faint group-selected:text-accent-ink [&_svg]:size-4.5">
                  {option.icon}
                </span>
              )}
              {option.label}
            </span>
            {option.description && <span className="text-xs text-ink-soft">{option.description}</span>}
          </AriaRadio>
        ))}
      </div>
    </AriaRadioGroup>
  )
}

/** A few short choices in one row. */
export function Segmented<T extends string>({
  label,
  hideLabel = false,
  description,
  options,
  onChange,
  className,
  size = 'md',
  ...props
}: Shared<T> & { readonly size?: 'sm' | 'md' }) {
  return (
    <AriaRadioGroup
      {...props}
      aria-label={hideLabel ? label : undefined}
      onChange={choose(options, onChange)}
      orientation="horizontal"
      className={cx('flex min-w-0 flex-col gap-1.5', className)}
    >
      {!hideLabel && <Label>{label}</Label>}
      <div className="inline-flex w-full flex-wrap rounded-md bg-sunken p-0.5">
        {options.map((option) => (
          <AriaRadio
            key={option.id}
            value={option.id}
            isDisabled={option.isDisabled}
            className={cx(
              'group flex flex-auto cursor-default items-center justify-center gap-1.5 whitespace-nowrap rounded-[6px] px-2 text-sm font-medium text-ink-soft transition-colors duration-100 [&_svg]:size-4',
              'hovered:text-ink disabled:opacity-45 focus-visible:outline-2 focus-visible:outline-ring selected:bg-raised selected:text-ink selected:shadow-[0_0_0_1px_var(--line-strong)]',
              size === 'sm' ? 'h-7' : 'h-8',
            )}
          >
            {option.icon}
            {option.label}
          </AriaRadio>
        ))}
      </div>
      {description && <Description>{description}</Description>}
    </AriaRadioGroup>
  )
}
