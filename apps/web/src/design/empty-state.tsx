import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

/** Shown where there is nothing yet: what this place is for, and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
  className,
  isPage = false,
}: {
  readonly icon?: ReactNode
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly className?: string
  /** It stands for the whole page, so its title is the page's. */
  readonly isPage?: boolean
}) {
  return (
    <div className={cx('flex flex-col items-center justify-center gap-2 px-6 py-10 text-center', className)}>
      {icon && (
        <span
          className="mb-1 grid size-11 place-items-center rounded-full bg-sunken text-ink-faint [&_svg]:size-5"
          aria-hidden="true"
        >
          {icon}
        </span>
      )}
      {isPage ? (
        <h1 className="text-xl font-semibold">{title}</h1>
      ) : (
        <p className="text-base font-medium text-ink">{title}</p>
      )}
      {children && <div className="max-w-md text-balance text-sm text-ink-soft">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
