import { type ReactNode, useId } from 'react'
import { cx } from '../../design/index.ts'

/** One subject of the page, with its heading. */
export function AdminCard({
  title,
  lead,
  actions,
  className,
  children,
}: {
  readonly title: string
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  readonly className?: string
  readonly children?: ReactNode
}) {
  const id = useId()
  return (
    <section
      aria-labelledby={id}
      className={cx('min-w-0 rounded-xl border border-line bg-surface p-5 shadow-1', className)}
    >
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {actions}
      </div>
      {lead && <p className="mt-1 text-sm text-ink-soft">{lead}</p>}
      {children && <div className="mt-4">{children}</div>}
    </section>
  )
}

/** Names and figures, one under the other. */
export function Figures({ rows }: { readonly rows: readonly (readonly [name: string, figure: ReactNode])[] }) {
  return (
    <dl className="divide-y divide-line text-sm">
      {rows.map(([name, figure]) => (
        <div key={name} className="flex flex-wrap justify-between gap-x-4 py-1.5">
          <dt className="text-ink-soft">{name}</dt>
          <dd className="tabular-nums">{figure}</dd>
        </div>
      ))}
    </dl>
  )
}
