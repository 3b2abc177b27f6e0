import type { BoardView, Item, ItemId } from '@greenroom/board'
import { matchTargets } from './match-targets.ts'

/** How long after a curveball the desk is shown what it changed, in milliseconds. */
export const rippleTime = 180_000

/** An item that a curveball should affect, from the guide's reference board. */
export type RippleTarget = {
  readonly id: string
  readonly kind: string
  readonly text: string
  readonly fields?: Readonly<Record<string, string>>
}

/**
 * What happened to one target since the curveball: its card was changed, added or removed; it is unchanged (`stale`); or the board has no
 * such card (`absent`).
 */
export type RippleLine = {
  readonly target: RippleTarget
  /** The matching card on the board; if removed, it is only in the earlier view. */
  readonly item: ItemId | null
  readonly state: 'changed' | 'added' | 'removed' | 'stale' | 'absent'
}
export type Ripple = {
  readonly lines: readonly RippleLine[]
  /** Other cards that changed in that time, in reading order. */
  readonly elsewhere: readonly ItemId[]
}

/** Whether a card has different content, a different parent, or different cards below it. */
function isChanged(id: ItemId, before: BoardView, after: BoardView): boolean {
  const was = before.items.get(id)
  const is = after.items.get(id)
  if (was === undefined || is === undefined) return was !== is
  return !isSame(was, is) || childrenOf(before, id) !== childrenOf(after, id)
}

/** As a set: their order says nothing about the parent. */
const childrenOf = (view: BoardView, id: ItemId): string => [...(view.children.get(id) ?? [])].sort().join(' ')

const plain = ({ kind, text, fields, links, section, parent }: Item): string =>
  JSON.stringify([
    kind,
    text,
    Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)),
    links.map(({ kind, to }) => `${kind} ${to}`).sort(),
    section,
    parent,
  ])
const isSame = (a: Item, b: Item): boolean => a === b || plain(a) === plain(b)

/**
 * Which of the cards that a curveball should affect have changed, between the board when it was played and the board at a later time. What
 * was changed and changed back has not changed.
 */
export function readRipple(targets: readonly RippleTarget[], played: BoardView, later: BoardView): Ripple {
  const known = matchTargets(targets, played)
  const fresh = matchTargets(
    targets.filter(({ id }) => !known.has(id)),
    later,
    (item) => !played.items.has(item),
  )
  const lines = targets.map((target): RippleLine => {
    const item = known.get(target.id)
    if (item === undefined) {
      const added = fresh.get(target.id)
      return added === undefined ? { target, item: null, state: 'absent' } : { target, item: added, state: 'added' }
    }
    if (!later.items.has(item)) return { target, item, state: 'removed' }
    return { target, item, state: isChanged(item, played, later) ? 'changed' : 'stale' }
  })
  const linked = new Set(lines.map(({ item }) => item))
  const ids = new Set([...later.items.keys(), ...played.items.keys()])
  const elsewhere = [...ids].filter((id) => !linked.has(id) && isChanged(id, played, later))
  return { lines, elsewhere }
}
