import type { ItemId } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import { useEffect } from 'react'
import type { OpenBoard } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { useRipples } from './ripples.ts'

/**
 * Reports, at the desk, which cards a curveball should affect while its three minutes run. It draws nothing: it checks every second, and
 * the board is drawn again only when the set of cards changes.
 */
export function LitCardsWatch({
  guide,
  open,
  onChange,
  ...props
}: RoomProps & {
  readonly guide: Guide | null
  readonly open: OpenBoard
  readonly onChange: (lit: ReadonlySet<ItemId>) => void
}) {
  const { ripples } = useRipples(props, guide, open)
  const lit = ripples
    .filter(({ left }) => left > 0)
    .flatMap(({ ripple }) => ripple?.lines.flatMap(({ item }) => item ?? []) ?? [])
    .join(' ')
  useEffect(() => {
    onChange(new Set(lit === '' ? [] : (lit.split(' ') as ItemId[])))
  }, [lit, onChange])
  return null
}
