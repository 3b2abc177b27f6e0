import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link as RouterLink } from 'react-router'
import { type ButtonSize, type ButtonVariant, buttonClass } from './button.tsx'
import { cx } from './class-names.ts'

type LinkProps = {
  readonly to: string
  readonly className?: string
  readonly children: ReactNode
  readonly newTab?: boolean
}

const tab = (newTab: boolean | undefined) => (newTab ? { target: '_blank', rel: 'noreferrer' } : {})

/** A link inside text. */
export function TextLink({ to, className, children, newTab }: LinkProps) {
  return (
    <RouterLink
      to={to}
      {...tab(newTab)}
      className={cx(
        'rounded-sm text-accent-ink underline decoration-accent-line underline-offset-3 transition-colors duration-100 hover:decoration-current',
        className,
      )}
    >
      {children}
    </RouterLink>
  )
}

/** Above a page's title: to the list that it was opened from. Not printed. */
export function BackLink({ to, className, children }: Omit<LinkProps, 'newTab'>) {
  return (
    <p className={cx('text-sm print:hidden', className)}>
      <TextLink to={to} className="inline-flex items-center gap-1 no-underline hover:underline">
        <ArrowLeft aria-hidden="true" className="size-4" />
        {children}
      </TextLink>
    </p>
  )
}

/** A link that looks like a button, because it is the main action. */
export function ButtonLink({
  to,
  variant,
  size,
  className,
  children,
  newTab,
  label,
}: LinkProps & {
  readonly variant?: ButtonVariant
  readonly size?: ButtonSize
  /** Its name and its tooltip, where only an icon is drawn. */
  readonly label?: string
}) {
  return (
    <RouterLink
      to={to}
      {...tab(newTab)}
      aria-label={label}
      title={label}
      className={buttonClass(variant, size, className)}
    >
      {children}
    </RouterLink>
  )
}
