import { type ReactNode, useState } from 'react'
import { cx } from '../../../design/index.ts'
import { draggedCard } from './yardstick-cards.tsx'

/** Accepts a card that is dropped on it. */
export function DropArea({
  id,
  canDrop,
  onDropCard,
  className,
  children,
}: {
  readonly id?: string
  readonly canDrop: boolean
  readonly onDropCard: (card: string) => void
  readonly className?: string
  readonly children: ReactNode
}) {
  const [over, setOver] = useState(false)
  return (
    // Dropping is only for the mouse; the picker is for everybody.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div
      id={id}
      tabIndex={-1}
      onDragOver={(dragged) => {
        if (!canDrop || !dragged.dataTransfer.types.includes(draggedCard)) return
        dragged.preventDefault()
        setOver(true)
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false)
      }}
      onDrop={(dropped) => {
        setOver(false)
        const card = dropped.dataTransfer.getData(draggedCard)
        if (!canDrop || card === '') return
        dropped.preventDefault()
        onDropCard(card)
      }}
      className={cx('rounded-lg outline-offset-2', over && 'bg-accent-soft outline-2 outline-accent', className)}
    >
      {children}
    </div>
  )
}
