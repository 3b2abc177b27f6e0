import type { ReactNode } from 'react'
import {
  Tooltip as AriaTooltip,
  TooltipTrigger as AriaTooltipTrigger,
  type TooltipProps,
  type TooltipTriggerComponentProps,
} from 'react-aria-components'
import { Kbd } from './kbd.tsx'
import { Enlarged, unenlarged } from './page-zoom.tsx'

export function TooltipTrigger(props: TooltipTriggerComponentProps) {
  return <AriaTooltipTrigger delay={500} closeDelay={80} {...props} />
}

export function Tooltip({
  children,
  keys,
  placement = 'bottom',
}: {
  readonly children: ReactNode
  readonly keys?: string
  readonly placement?: TooltipProps['placement']
}) {
  return (
    <AriaTooltip
      style={unenlarged}
      placement={placement}
      offset={6}
      className="z-50 flex max-w-72 items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs font-medium text-canvas shadow-2 transition-opacity duration-100 entering:opacity-0 exiting:opacity-0"
    >
      <Enlarged>
        <span>{children}</span>
      </Enlarged>
      {keys && <Kbd keys={keys} inverse decorative />}
    </AriaTooltip>
  )
}
