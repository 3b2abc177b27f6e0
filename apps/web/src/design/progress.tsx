import { ProgressBar } from 'react-aria-components'
import { cx } from './class-names.ts'

/** `value` of 0–1. */
export function Progress({
  label,
  value,
  className,
}: {
  readonly label: string
  readonly value: number
  readonly className?: string
}) {
  return (
    <ProgressBar aria-label={label} value={value * 100} className={cx('block h-1.5 rounded-full bg-sunken', className)}>
      {({ percentage }) => (
        <div
          className="h-full rounded-full bg-accent forced-colors:bg-[CanvasText]"
          style={{ width: `${percentage ?? 0}%` }}
        />
      )}
    </ProgressBar>
  )
}
