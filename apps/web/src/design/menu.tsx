import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  MenuSection as AriaMenuSection,
  Header,
  type MenuSectionProps,
  Separator,
} from 'react-aria-components'
import { cx } from './class-names.ts'
import { Kbd } from './kbd.tsx'
import { Popover, type PopoverProps } from './popover.tsx'

export { MenuTrigger } from 'react-aria-components'

/** A menu in its popover: `<MenuTrigger><Button/><Menu>…</Menu></MenuTrigger>`. */
export function Menu<T extends object>({
  placement,
  className,
  ...props
}: Omit<AriaMenuProps<T>, 'className' | 'style'> & {
  readonly placement?: PopoverProps['placement']
  readonly className?: string
}) {
  return (
    <Popover placement={placement} className={cx('scroll-shade min-w-52', className)}>
      {/* The popover scrolls it where the window is too low; a height of its own would cut the last item. */}
      <AriaMenu {...props} className="p-1 outline-none" />
    </Popover>
  )
}

export type MenuItemProps = Omit<AriaMenuItemProps, 'className' | 'children' | 'style'> & {
  readonly icon?: ReactNode
  readonly description?: string
  readonly keys?: string
  readonly danger?: boolean
  readonly children: string
}

export function MenuItem({ icon, description, keys, danger = false, children, ...props }: MenuItemProps) {
  return (
    <AriaMenuItem
      {...props}
      textValue={children}
      className={cx(
        'group flex cursor-default items-center gap-2.5 rounded-md px-2 py-1.5 text-sm -outline-offset-2 focused:bg-hover disabled:opacity-45',
        danger ? 'text-danger-ink' : 'text-ink',
      )}
    >
      {({ selectionMode, isSelected }) => (
        <>
          {selectionMode !== 'none' && (
            <Check aria-hidden="true" className={cx('size-4 shrink-0 text-accent', !isSelected && 'invisible')} />
          )}
          {icon && <span className="text-ink-faint group-focused:text-current [&_svg]:size-4">{icon}</span>}
          <span className="min-w-0 grow">
            {children}
            {description && <span className="block text-xs text-ink-faint">{description}</span>}
          </span>
          {keys && <Kbd keys={keys} decorative />}
        </>
      )}
    </AriaMenuItem>
  )
}

export function MenuSection<T extends object>({
  title,
  children,
  ...props
}: Omit<MenuSectionProps<T>, 'className' | 'children' | 'style'> & {
  readonly title?: string
  readonly children: ReactNode
}) {
  return (
    <AriaMenuSection {...props} aria-label={title ?? props['aria-label']}>
      {title && <Header className="px-2 pt-2 pb-1 text-xs font-medium text-ink-faint">{title}</Header>}
      {children}
    </AriaMenuSection>
  )
}

export function MenuSeparator() {
  return <Separator className="-mx-1 my-1 border-t border-line" />
}
