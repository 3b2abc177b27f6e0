import type { ItemId } from '@greenroom/board'
import type { ParticipantId } from '@greenroom/session'
import type { BoardStep } from '../board-track.ts'

/** A stretch in which one person worked in one section. Times are the store's milliseconds; for a single edit both are the same. */
export type StripBlock = {
  readonly section: string
  readonly by: ParticipantId
  readonly from: number
  readonly to: number
  /** How many edits it contains: its weight. */
  readonly edits: number
  /** The cards that were worked on, in the order of their first edit. */
  readonly items: readonly ItemId[]
  /** 0 is the top lane; work of several people at the same time is in different lanes. */
  readonly lane: number
}

/** Two edits by one person in a section that are at most this many milliseconds apart are one stretch of work. */
export const joinWithin = 20_000

/**
 * The sections that an edit counts as work in: those of the cards that it changed and, for a card that it only moved, the section it is in
 * now.
 */
function sectionsOf({ changes, listed }: BoardStep): readonly string[] {
  const changed = changes.flatMap(({ before, after }) => (after ?? before)?.section ?? [])
  return [...new Set(changed.length > 0 ? changed : listed)]
}

type Work = {
  readonly blocks: readonly StripBlock[]
  readonly lanes: number
  readonly edits: number
  /** Milliseconds in which somebody worked, each counted once. */
  readonly worked: number
}
type Growing = { by: ParticipantId; from: number; to: number; edits: number; items: Set<ItemId> }

/** The stretches of work by section. What the room itself did is not work. */
export function blocksOf(steps: readonly BoardStep[]): ReadonlyMap<string, Work> {
  type Section = { readonly blocks: Growing[]; readonly last: Map<ParticipantId, Growing>; edits: number }
  const sections = new Map<string, Section>()
  for (const step of steps) {
    if (step.by === null) continue
    for (const id of sectionsOf(step)) {
      const section: Section = sections.get(id) ?? { blocks: [], last: new Map(), edits: 0 }
      sections.set(id, section)
      section.edits++
      let block = section.last.get(step.by)
      if (block === undefined || step.at - block.to > joinWithin) {
        block = { by: step.by, from: step.at, to: step.at, edits: 0, items: new Set() }
        section.blocks.push(block)
        section.last.set(step.by, block)
      }
      block.to = step.at
      block.edits++
      for (const { before, after } of step.changes) {
        const item = after ?? before
        if (item?.section === id) block.items.add(item.id)
      }
    }
  }
  return new Map(
    [...sections].map(([id, { blocks, edits }]) => {
      const placed = inLanes(id, blocks)
      const lanes = Math.max(1, ...placed.map(({ lane }) => lane + 1))
      return [id, { blocks: placed, lanes, edits, worked: lengthOf(blocks) }]
    }),
  )
}

/** Each block in the highest free lane. They arrive in the order in which they begin. */
function inLanes(section: string, blocks: readonly Growing[]): readonly StripBlock[] {
  const busyUntil: number[] = []
  return blocks.map(({ items, ...block }) => {
    const free = busyUntil.findIndex((until) => until < block.from)
    const lane = free === -1 ? busyUntil.length : free
    busyUntil[lane] = block.to
    return { section, ...block, items: [...items], lane }
  })
}

/** The length of the union of stretches, which arrive in the order in which they begin. */
function lengthOf(blocks: readonly { readonly from: number; readonly to: number }[]): number {
  let length = 0
  let until = Number.NEGATIVE_INFINITY
  for (const { from, to } of blocks) {
    length += Math.max(0, to - Math.max(from, until))
    until = Math.max(until, to)
  }
  return length
}
