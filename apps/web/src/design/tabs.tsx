import type { ReactNode } from 'react'
import {
  Tab as AriaTab,
  TabList as AriaTabList,
  TabPanel as AriaTabPanel,
  type TabPanelProps as AriaTabPanelProps,
  Tabs as AriaTabs,
  type TabsProps as AriaTabsProps,
} from 'react-aria-components'
import { cx } from './class-names.ts'

export type TabItem = {
  readonly id: string
  readonly label: string
  readonly count?: number
  readonly icon?: ReactNode
}

/** Tabs with their list on top; put one `TabPanel` per tab inside. */
export function Tabs({
  label,
  tabs,
  children,
  className,
  listClassName,
  stretch = false,
  ...props
}: Omit<AriaTabsProps, 'className' | 'children' | 'style'> & {
  readonly label: string
  readonly tabs: readonly TabItem[]
  readonly children: ReactNode
  readonly className?: string
  readonly listClassName?: string
  readonly stretch?: boolean
}) {
  return (
    <AriaTabs {...props} className={cx('flex min-h-0 flex-col', className)}>
      <AriaTabList
        aria-label={label}
        className={cx('flex shrink-0 gap-1 overflow-x-auto border-b border-line', listClassName)}
      >
        {tabs.map((tab) => (
          <AriaTab
            key={tab.id}
            id={tab.id}
            className={cx(
              'relative flex h-9 cursor-default items-center justify-center gap-1.5 whitespace-nowrap px-2.5 text-sm font-medium text-ink-faint transition-colors duration-100 [&_svg]:size-4',
              'hovered:text-ink focus-visible:outline-2 focus-visible:outline-ring focus-visible:-outline-offset-2 focus-visible:rounded-md',
              "selected:text-ink after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 after:rounded-full after:content-[''] selected:after:bg-accent",
              stretch && 'flex-1',
            )}
          >
            {tab.icon}
            {tab.label}
            {tab.count !== undefined && <span className="tabular text-xs text-ink-faint">{tab.count}</span>}
          </AriaTab>
        ))}
      </AriaTabList>
      {children}
    </AriaTabs>
  )
}

export function TabPanel({
  className,
  ...props
}: Omit<AriaTabPanelProps, 'className' | 'style'> & { readonly className?: string }) {
  return (
    <AriaTabPanel {...props} className={cx('relative min-h-0 grow overflow-y-auto -outline-offset-2', className)} />
  )
}
