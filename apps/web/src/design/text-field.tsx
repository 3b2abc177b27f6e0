import type { ReactNode, Ref } from 'react'
import {
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  Input,
} from 'react-aria-components'
import { cx } from './class-names.ts'
import { Description, FieldError, inputClass, Label } from './field.tsx'

type Shared = Omit<AriaTextFieldProps, 'className' | 'children' | 'style'> & {
  readonly label?: string
  /** Beside the label, quietly: `optional`. */
  readonly aside?: ReactNode
  readonly description?: ReactNode
  readonly error?: ReactNode
  readonly placeholder?: string
  readonly className?: string
}

const Frame = ({
  label,
  aside,
  description,
  error,
  className,
  children,
  onKeyDown,
  ...props
}: Shared & { children: ReactNode }) => (
  <AriaTextField
    {...props}
    {...(onKeyDown && {
      // React Aria would keep every key to a field that listens to some: what the field does not use is the page's.
      onKeyDown: (pressed) => {
        onKeyDown(pressed)
        if (!pressed.isDefaultPrevented()) pressed.continuePropagation()
      },
    })}
    isInvalid={props.isInvalid ?? Boolean(error)}
    className={cx('flex min-w-0 flex-col gap-1.5', className)}
  >
    {label && (
      <div className="flex items-baseline justify-between gap-3">
        <Label>{label}</Label>
        {aside && <span className="text-xs text-ink-faint">{aside}</span>}
      </div>
    )}
    {children}
    {description && <Description>{description}</Description>}
    <FieldError>{error}</FieldError>
  </AriaTextField>
)

export function TextField({
  placeholder,
  size = 'md',
  inputRef,
  ...props
}: Shared & { readonly size?: 'md' | 'lg'; readonly inputRef?: Ref<HTMLInputElement> }) {
  return (
    <Frame {...props}>
      <Input
        dir="auto"
        ref={inputRef}
        placeholder={placeholder}
        className={cx(inputClass, size === 'lg' ? 'h-11 px-3.5 text-base' : 'h-9 px-3 text-sm')}
      />
    </Frame>
  )
}

export function TextArea({
  placeholder,
  rows = 3,
  areaRef,
  ...props
}: Shared & { readonly rows?: number; readonly areaRef?: Ref<HTMLTextAreaElement> }) {
  return (
    <Frame {...props}>
      <AriaTextArea
        dir="auto"
        ref={areaRef}
        rows={rows}
        placeholder={placeholder}
        className={cx(inputClass, 'resize-y px-3 py-2 text-sm leading-relaxed')}
      />
    </Frame>
  )
}
