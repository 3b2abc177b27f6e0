import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Select as AriaSelect,
  type SelectProps as AriaSelectProps,
  Button,
  ListBox,
  ListBoxItem,
  SelectValue,
} from 'react-aria-components'
import { cx } from './class-names.ts'
import { Description, inputClass, Label } from './field.tsx'
import { Popover } from './popover.tsx'

export type Choice = { readonly id: string; readonly label: string; readonly description?: string }

export type SelectProps = Omit<AriaSelectProps<Choice>, 'className' | 'children' | 'style'> & {
  readonly label?: string
  readonly description?: ReactNode
  readonly choices: readonly Choice[]
  readonly className?: string
}

export function Select({ label, description, choices, className, ...props }: SelectProps) {
  return (
    <AriaSelect {...props} className={cx('flex min-w-0 flex-col gap-1.5', className)}>
      {label && <Label>{label}</Label>}
      <Button className={cx(inputClass, 'flex h-9 items-center justify-between gap-2 pl-3 pr-2.5 text-left text-sm')}>
        <SelectValue className="min-w-0 placeholder-shown:text-ink-faint">
          {({ selectedText, defaultChildren }) => (
            <span className="block truncate text-start" dir="auto">
              {selectedText || defaultChildren}
            </span>
          )}
        </SelectValue>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
      </Button>
      {description && <Description>{description}</Description>}
      {/* In a low window the list is as high as the layer: two places that scroll would hide the chosen one. */}
      <Popover className="flex min-w-(--trigger-width) flex-col">
        <ListBox items={choices} className="max-h-80 min-h-0 overflow-auto p-1 outline-none">
          {(choice) => (
            <ListBoxItem
              id={choice.id}
              textValue={choice.label}
              className="group flex cursor-default items-start gap-2 rounded-md py-1.5 pl-2 pr-3 text-sm -outline-offset-2 focused:bg-hover"
            >
              <Check
                aria-hidden="true"
                className="invisible mt-0.5 size-4 shrink-0 text-accent group-selected:visible"
              />
              <span dir="auto">
                {choice.label}
                {choice.description && <span className="block text-xs text-ink-faint">{choice.description}</span>}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
