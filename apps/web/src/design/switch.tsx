import type { ReactNode } from 'react'
import { Switch as AriaSwitch, type SwitchProps as AriaSwitchProps } from 'react-aria-components'
import { cx } from './class-names.ts'

export function Switch({
  children,
  description,
  className,
  ...props
}: Omit<AriaSwitchProps, 'className' | 'children' | 'style'> & {
  readonly children: ReactNode
  readonly description?: string
  readonly className?: string
}) {
  return (
    <AriaSwitch
      {...props}
      className={cx('switch group flex cursor-default items-start gap-3 text-sm disabled:opacity-45', className)}
    >
      <span className="mt-0.5 flex h-5 w-8.5 shrink-0 items-center rounded-full bg-control p-0.5 forced-colors:border forced-colors:p-px forced-colors:group-selected:bg-[Highlight] transition-colors duration-150 group-selected:bg-accent group-focus-visible:outline-2 group-focus-visible:outline-ring group-focus-visible:outline-offset-2">
        <span className="size-4 rounded-full bg-canvas shadow-1 forced-colors:bg-[CanvasText] forced-colors:group-selected:bg-[Canvas] transition-transform duration-150 ease-calm group-selected:translate-x-3.5" />
      </span>
      <span>
        <span className="font-medium text-ink">{children}</span>
        {description && <span className="block text-ink-faint">{description}</span>}
      </span>
    </AriaSwitch>
  )
}
