import type { BoardView, Item, ItemId } from '@greenroom/board'
import type { ParticipantId } from '@greenroom/session'
import type { BoardTrack } from './board-track.ts'

/** What happened to one card between two moments. What was changed and changed back does not count. */
export type BoardChange = {
  readonly kind: 'added' | 'changed' | 'moved' | 'removed'
  /** Its state at the later moment; for a removed card, at the earlier one. */
  readonly item: Item
  readonly before: Item | null
  /** For a card whose content changed: whether it also moved. */
  readonly moved: boolean
  /**
   * Who edited it in that time, in the order of their first edit; for one whose position among its siblings changed, who changed the order
   * there.
   */
  readonly by: readonly ParticipantId[]
}

/** The longest increasing subsequence of `places`, as indices: what kept its order. */
function inOldOrder(places: readonly number[]): ReadonlySet<number> {
  const lengths: number[] = []
  const before: number[] = []
  for (const [index, place] of places.entries()) {
    lengths[index] = 1
    before[index] = -1
    for (let one = 0; one < index; one++)
      if ((places[one] ?? 0) < place && (lengths[one] ?? 0) + 1 > (lengths[index] ?? 0)) {
        lengths[index] = (lengths[one] ?? 0) + 1
        before[index] = one
      }
  }
  const kept = new Set<number>()
  for (let at = lengths.indexOf(Math.max(0, ...lengths)); at >= 0; at = before[at] ?? -1) kept.add(at)
  return kept
}

/** Cards whose position under the same parent changed: the smallest set that explains the new order. */
function reordered(before: readonly ItemId[], after: readonly ItemId[]): readonly ItemId[] {
  const old = new Map(before.map((id, index) => [id, index]))
  const common = after.filter((id) => old.has(id))
  const kept = inOldOrder(common.map((id) => old.get(id) ?? 0))
  return common.filter((_, index) => !kept.has(index))
}

function movedWithin(before: BoardView, after: BoardView): ReadonlySet<ItemId> {
  const moved = new Set<ItemId>()
  for (const list of ['roots', 'children'] as const) {
    const [was, is] = [before[list], after[list]] as [
      ReadonlyMap<string, readonly ItemId[]>,
      ReadonlyMap<string, readonly ItemId[]>,
    ]
    for (const [key, ids] of is) {
      const old = was.get(key)
      if (old !== undefined && old !== ids) for (const id of reordered(old, ids)) moved.add(id)
    }
  }
  return moved
}

const content = ({ kind, text, fields, links }: Item): string =>
  JSON.stringify([kind, text, Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)), links])

const orderOfKinds = { added: 0, changed: 1, moved: 2, removed: 3 } as const

/** What changed on a board between two positions of its track (counts of edits), `from` no later than `to`. */
export function changesBetween(
  track: Pick<BoardTrack, 'viewAt' | 'steps'>,
  from: number,
  to: number,
): readonly BoardChange[] {
  const [before, after] = [track.viewAt(from), track.viewAt(to)]
  const authors = new Map<string, ParticipantId[]>()
  /** By section: who changed only the order in it, which no card itself records. */
  const orderers = new Map<string, ParticipantId[]>()
  const note = (to: Map<string, ParticipantId[]>, key: string, by: ParticipantId): void => {
    const known = to.get(key) ?? []
    if (!known.includes(by)) known.push(by)
    to.set(key, known)
  }
  let position = 0
  for (const { by, changes, listed } of track.steps()) {
    position++
    if (position > to) break
    if (position <= from || by === null) continue
    for (const { before, after } of changes) note(authors, (after ?? before)?.id ?? '', by)
    if (changes.length === 0) for (const section of listed) note(orderers, section, by)
  }
  const within = movedWithin(before, after)
  const changes: BoardChange[] = []
  for (const item of after.items.values()) {
    const was = before.items.get(item.id) ?? null
    const by = authors.get(item.id) ?? []
    if (was === null) {
      changes.push({ kind: 'added', item, before: null, moved: false, by })
      continue
    }
    const moved = was.section !== item.section || was.parent !== item.parent || within.has(item.id)
    const changed = was !== item && content(was) !== content(item)
    const movers = by.length > 0 || changed ? by : (orderers.get(item.section) ?? [])
    if (changed || moved) changes.push({ kind: changed ? 'changed' : 'moved', item, before: was, moved, by: movers })
  }
  for (const was of before.items.values())
    if (!after.items.has(was.id))
      changes.push({ kind: 'removed', item: was, before: was, moved: false, by: authors.get(was.id) ?? [] })
  return changes.toSorted((a, b) => orderOfKinds[a.kind] - orderOfKinds[b.kind])
}

/** One step in the life of a card. */
export type LifeStep = {
  /** The time of the last edit of the step, in the store's milliseconds. */
  readonly at: number
  readonly by: ParticipantId | null
  readonly kind: 'added' | 'worded' | 'detailed' | 'moved' | 'removed'
  /** The text that it had then. */
  readonly text: string
}

/** One person's letters that follow one another within this many milliseconds are one step. */
const oneStep = 4000

const stepKind = (before: Item | null, after: Item | null): LifeStep['kind'] | null => {
  if (after === null) return 'removed'
  if (before === null) return 'added'
  if (before.text !== after.text) return 'worded'
  if (before.section !== after.section || before.parent !== after.parent) return 'moved'
  return content(before) === content(after) ? null : 'detailed'
}

/** Every wording of one card with its time, and when it was added, moved, given details and removed. */
export function lifeOf(track: Pick<BoardTrack, 'steps'>, item: string): readonly LifeStep[] {
  const life: LifeStep[] = []
  for (const { at, by, changes } of track.steps())
    for (const { before, after } of changes) {
      if ((after ?? before)?.id !== item) continue
      const kind = stepKind(before, after)
      if (kind === null) continue
      const text = (after ?? before)?.text ?? ''
      const last = life.at(-1)
      const goesOn = last !== undefined && last.by === by && at - last.at <= oneStep
      // The first text of a card belongs to the step that added it.
      const begun = kind === 'worded' && last?.kind === 'added'
      if (goesOn && (begun || ((kind === 'worded' || kind === 'detailed') && last.kind === kind)))
        life[life.length - 1] = { ...last, at, text }
      else life.push({ at, by, kind, text })
    }
  return life
}
