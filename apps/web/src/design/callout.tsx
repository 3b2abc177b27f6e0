import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

const tones = {
  info: { frame: 'border-info-line bg-info-soft', ink: 'text-info-ink', Icon: Info },
  good: { frame: 'border-accent-line bg-accent-soft', ink: 'text-accent-ink', Icon: CircleCheck },
  warn: { frame: 'border-warn-line bg-warn-soft', ink: 'text-warn-ink', Icon: TriangleAlert },
  danger: { frame: 'border-danger-line bg-danger-soft', ink: 'text-danger-ink', Icon: CircleAlert },
} as const

/** Something to know before going on. `role="alert"` only for what has just gone wrong. */
export function Callout({
  tone = 'info',
  title,
  children,
  actions,
  role,
  className,
}: {
  readonly tone?: keyof typeof tones
  readonly title?: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly role?: 'alert' | 'status'
  readonly className?: string
}) {
  const { frame, ink, Icon } = tones[tone]
  return (
    <div role={role} className={cx('flex gap-3 rounded-lg border px-3.5 py-3 text-sm text-ink', frame, className)}>
      <Icon aria-hidden="true" className={cx('mt-0.5 size-4 shrink-0', ink)} />
      <div className="flex min-w-0 grow flex-wrap items-center justify-between gap-x-4 gap-y-2.5">
        <div className="min-w-0 grow basis-56">
          {title && <p className={cx('font-medium', ink)}>{title}</p>}
          {children && <div className={title ? 'mt-0.5 text-ink-soft' : undefined}>{children}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  )
}
