import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Disclosure as AriaDisclosure,
  type DisclosureProps as AriaDisclosureProps,
  Button,
  DisclosurePanel,
  Heading,
} from 'react-aria-components'
import { cx } from './class-names.ts'

export function Disclosure({
  title,
  aside,
  level = 3,
  children,
  className,
  ...props
}: Omit<AriaDisclosureProps, 'className' | 'children' | 'style'> & {
  readonly title: ReactNode
  readonly aside?: ReactNode
  readonly level?: 2 | 3 | 4
  readonly children: ReactNode
  readonly className?: string
}) {
  return (
    <AriaDisclosure {...props} className={cx('group', className)}>
      <Heading level={level}>
        <Button
          slot="trigger"
          className="flex w-full cursor-default items-center gap-1.5 rounded-md py-1.5 text-left text-sm font-medium text-ink hovered:text-accent-ink forced-colors:px-1.5"
        >
          <ChevronRight
            aria-hidden="true"
            className="size-4 shrink-0 text-ink-faint transition-transform duration-150 group-expanded:rotate-90 print:hidden"
          />
          <span className="min-w-0 grow">{title}</span>
          {aside && <span className="shrink-0 text-xs font-normal text-ink-faint">{aside}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className="pl-5.5 print:pl-0">{children}</DisclosurePanel>
    </AriaDisclosure>
  )
}
