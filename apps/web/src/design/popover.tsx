import { Popover as AriaPopover, type PopoverProps as AriaPopoverProps } from 'react-aria-components'
import { cx } from './class-names.ts'

export { DialogTrigger } from 'react-aria-components'

export type PopoverProps = Omit<AriaPopoverProps, 'className' | 'style'> & { readonly className?: string }

/** A layer beside what opened it. Put a `PopoverDialog` inside when it contains more than a list. */
export function Popover({ className, ...props }: PopoverProps) {
  return (
    <AriaPopover
      offset={6}
      {...props}
      className={cx(
        // React Aria limits its height to the window's; its content then scrolls.
        'overflow-y-auto rounded-lg border border-line bg-raised text-ink shadow-2 transition duration-120 ease-calm entering:opacity-0 exiting:opacity-0',
        'placement-bottom:entering:-translate-y-1 placement-top:entering:translate-y-1',
        className,
      )}
    />
  )
}
