import { t } from '@lingui/core/macro'
import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import { cx } from './class-names.ts'
import { Spinner } from './spinner.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'sm' | 'md' | 'lg'

export const buttonBase =
  'relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap font-medium transition-colors duration-100 ' +
  // High contrast replaces backgrounds with an edge; on paper there is nothing to press.
  'disabled:pointer-events-none disabled:opacity-45 forced-colors:border print:hidden'

const sizes: Readonly<Record<ButtonSize, string>> = {
  sm: 'h-8 gap-1.5 rounded-md px-2.5 text-sm [&_svg]:size-4',
  md: 'h-9 gap-2 rounded-md px-3.5 text-sm [&_svg]:size-4',
  lg: 'h-11 gap-2 rounded-lg px-5 text-base [&_svg]:size-4.5',
}
/** For a button that shows a title, which may be as long as its author likes: it wraps. */
export const longWords = 'h-auto! min-h-8 max-w-full whitespace-normal! py-1 text-left'

export const buttonVariants: Readonly<Record<ButtonVariant, string>> = {
  primary: 'bg-accent text-on-accent shadow-1 hovered:bg-accent-hover pressed:bg-accent-press',
  secondary: 'border border-line-strong bg-raised text-ink shadow-1 hovered:bg-hover pressed:bg-press',
  quiet: 'text-ink-soft hovered:bg-hover hovered:text-ink pressed:bg-press expanded:bg-hover expanded:text-ink',
  danger: 'bg-danger text-on-danger shadow-1 hovered:bg-danger-hover pressed:bg-danger-hover',
}

/** The look of a button for other elements (a link that is the page's main action). */
export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md', className?: string): string {
  return cx(buttonBase, sizes[size], buttonVariants[variant], className)
}

export type ButtonProps = Omit<AriaButtonProps, 'className' | 'children' | 'style'> & {
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
  readonly className?: string
  readonly children: ReactNode
}

/**
 * While `isPending` the button keeps its width and its focus, is announced as busy, and accepts no press. React Aria's own pending state is
 * not used: its announcement refers to the button, which may be gone when the page moves on.
 */
export function Button({ variant = 'secondary', size = 'md', isPending, className, children, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      {...(isPending ? { type: 'button', onPress: undefined } : {})}
      className={buttonClass(variant, size, className)}
    >
      <span className={cx('inline-flex min-w-0 items-center gap-[inherit]', isPending && 'opacity-0')}>{children}</span>
      {isPending && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner label={t`Working`} />
        </span>
      )}
    </AriaButton>
  )
}
