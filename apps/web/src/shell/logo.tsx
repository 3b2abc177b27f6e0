import { cx } from '../design/index.ts'

/** A door ajar. */
export function Logo({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 64 64" aria-hidden="true" className={cx('size-7', className)}>
      <rect width="64" height="64" rx="16" fill="#1d6b4f" />
      <path d="M19 15h18a5 5 0 0 1 5 5v29H19z" fill="#0f4a35" />
      <path d="M19 15l16 5.6v31L19 46z" fill="#eaf5ee" />
      <circle cx="31" cy="34" r="2.2" fill="#1d6b4f" />
      <path d="M13 48.5h5M46 48.5h5" stroke="#9fd3b8" strokeWidth="3" strokeLinecap="round" />
    </svg>
  )
}
