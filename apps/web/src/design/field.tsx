import type { ReactNode } from 'react'
import { FieldError as AriaFieldError, Label as AriaLabel, Text } from 'react-aria-components'
import { cx } from './class-names.ts'

/** What surrounds a labelled control. A description is below the label, an error below the control. */
export function Label({ children, className }: { readonly children: ReactNode; readonly className?: string }) {
  return <AriaLabel className={cx('text-sm font-medium text-ink', className)}>{children}</AriaLabel>
}
export function Description({ children }: { readonly children: ReactNode }) {
  return (
    <Text slot="description" className="text-sm text-ink-faint">
      {children}
    </Text>
  )
}
export function FieldError({ children }: { readonly children?: ReactNode }) {
  return <AriaFieldError className="text-sm text-danger-ink">{children}</AriaFieldError>
}

export const inputClass =
  'w-full min-w-0 rounded-md border border-control bg-raised text-ink transition-colors duration-100 ' +
  'focused:border-ring focused:outline-1 focused:outline-ring focused:-outline-offset-1 invalid:border-danger disabled:opacity-50'
