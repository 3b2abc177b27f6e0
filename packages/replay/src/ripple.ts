import type { BoardView, Item, ItemId } from '@greenroom/board'
import { boardOf, type DocumentName, type Round } from '@greenroom/session'
import { matchTargets } from './match-targets.ts'

/** How long after a curveball the desk is shown what it changed, in milliseconds. */
const rippleTime = 180_000

/** A board at a time, the store's milliseconds. */
export type BoardMoment = { readonly document: DocumentName; readonly at: number }

/** The time in which changes answer a curveball: from when it was played to `until`; `null` in a second take that has not started. */
export type RippleSpan = {
  readonly played: BoardMoment
  readonly until: BoardMoment | null
  /** Milliseconds that a second take has of it, before it has started. */
  readonly left: number
}

/**
 * When the desk stops watching what a curveball of this round changes: after three minutes, or with the round. A second take goes on where
 * its source stood, so a curveball that it keeps was played on the board of its source, and what was left of the three minutes is the take's.
 */
export function rippleSpan(
  rounds: readonly Pick<Round, 'id' | 'startedAt' | 'endedAt' | 'fork'>[],
  id: Round['id'],
  playedAt: number,
): RippleSpan | null {
  let round = rounds.find((one) => one.id === id)
  /** From the round in which it was played to this one. */
  const stretches: { readonly document: DocumentName; readonly from: number | null; readonly to: number }[] = []
  let to = round?.endedAt ?? Number.POSITIVE_INFINITY
  while (round !== undefined && round.fork !== null && playedAt <= round.fork.at) {
    stretches.unshift({ document: boardOf(round.id), from: round.startedAt, to })
    to = round.fork.at
    const { from } = round.fork
    round = rounds.find((one) => one.id === from)
  }
  if (round === undefined) return null
  const played = { document: boardOf(round.id), at: playedAt }
  stretches.unshift({ document: played.document, from: playedAt, to })
  let left = rippleTime
  let until: BoardMoment | null = null
  for (const { document, from, to } of stretches) {
    if (from === null) return { played, until: null, left }
    until = { document, at: Math.min(from + left, to) }
    left -= until.at - from
    if (left <= 0) break
  }
  return { played, until, left }
}

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
