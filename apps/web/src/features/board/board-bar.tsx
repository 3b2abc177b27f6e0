import type { ComponentProps } from 'react'
import { createPortal } from 'react-dom'
import { usePageSlot } from '../../design/index.ts'

/** A bar of the board about what just happened: in the page's place for messages or, where there is none, over the bottom of the board. */
export function BoardBar({
  children,
  ...props
}: Omit<ComponentProps<'div'>, 'className'> & {
  /** Its buttons may stand below its words: there are several. */
  readonly 'data-wraps'?: ''
}) {
  const slot = usePageSlot()
  const bar = (
    <div {...props} className="board-undo-bar" data-placed={slot === null ? undefined : ''}>
      {children}
    </div>
  )
  return slot === null ? bar : createPortal(bar, slot)
}
