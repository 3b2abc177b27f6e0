import type { ItemId } from '@greenroom/board'
import { type ReactNode, useLayoutEffect, useMemo } from 'react'
import { Popover } from '../../../design/index.ts'
import { useBoardContext } from '../board-context.ts'

/** A layer beside a card. The card is looked up when the layer opens: forty cards need no forty triggers. */
export function CardPopover({
  item,
  className,
  label,
  children,
}: {
  readonly item: ItemId
  /** Needed when no dialog inside has a name of its own. */
  readonly label?: string
  readonly className?: string
  readonly children: ReactNode
}) {
  const { ui } = useBoardContext()
  // Looked up each time the layer is positioned: another window width may draw the card again.
  const anchor = useMemo(
    () => ({
      get current(): Element | null {
        return anchorOf(item)
      },
    }),
    [item],
  )
  const missing = anchor.current === null
  useLayoutEffect(() => {
    if (missing) ui.closeOverlay()
  }, [missing, ui])
  return (
    <Popover
      triggerRef={anchor}
      isOpen
      onOpenChange={(open) => {
        if (!open) ui.closeOverlay()
      }}
      placement="bottom start"
      {...(className ? { className } : {})}
      {...(label ? { 'aria-label': label } : {})}
    >
      {children}
    </Popover>
  )
}

const anchorOf = (item: ItemId): Element | null =>
  document.querySelector(`[data-board] [data-item="${CSS.escape(item)}"] .board-card`)
