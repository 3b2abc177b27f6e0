import { ProgressBar } from 'react-aria-components'
import { cx } from './class-names.ts'

export function Spinner({ label, className }: { readonly label: string; readonly className?: string }) {
  return (
    <ProgressBar isIndeterminate aria-label={label} className={cx('inline-grid size-4 place-items-center', className)}>
      <svg viewBox="0 0 16 16" className="size-full animate-spin" fill="none" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" stroke="currentColor" strokeOpacity="0.25" strokeWidth="2" />
        <path d="M14.5 8A6.5 6.5 0 0 0 8 1.5" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      </svg>
    </ProgressBar>
  )
}

/** A whole region that is loading. Says so in words, because a spinner alone says nothing. */
export function Loading({ children = 'Loading' }: { readonly children?: string }) {
  return (
    <div className="grid h-full min-h-40 place-items-center p-8">
      <div className="flex items-center gap-2.5 text-sm text-ink-soft">
        <Spinner label={children} /> {children}…
      </div>
    </div>
  )
}
