import type { ReactNode } from 'react'
import { Popover as AriaPopover, type PopoverProps as AriaPopoverProps } from 'react-aria-components'
import { cx } from './class-names.ts'
import { Enlarged, unenlarged } from './page-zoom.tsx'

export { DialogTrigger } from 'react-aria-components'

export type PopoverProps = Omit<AriaPopoverProps, 'className' | 'style' | 'children'> & {
  readonly className?: string
  readonly children?: ReactNode
}

/** A layer beside what opened it. Put a `PopoverDialog` inside when it contains more than a list. */
export function Popover({ className, children, ...props }: PopoverProps) {
  return (
    <AriaPopover
      offset={6}
      {...props}
      style={unenlarged}
      className={cx(
        // React Aria limits its height to the window's; its content then scrolls.
        'overflow-y-auto rounded-lg border border-line bg-raised text-ink shadow-2 transition duration-120 ease-calm entering:opacity-0 exiting:opacity-0',
        'placement-bottom:entering:-translate-y-1 placement-top:entering:translate-y-1',
        className,
      )}
    >
      <Enlarged>{children}</Enlarged>
    </AriaPopover>
  )
}
