import { type BoardView, createBoardReader, emptyView, type Item, type ItemId } from '@greenroom/board'
import type { ParticipantId } from '@greenroom/session'
import * as Y from 'yjs'
import { countUntil } from './in-time.ts'
import type { RecordedEdit } from './recorded-session.ts'
import { applyDifferences, differenceOf, type ViewDifference } from './view-difference.ts'

/**
 * One board over time. The updates are applied once, through the same reader that the live room uses; what each
 * changed is kept as plain data, with a whole view every `keyframeEvery` edits. A seek then touches no Yjs at all: it copies
 * the nearest view and applies at most `keyframeEvery` differences of a few items each.
 */
export type BoardTrack = {
  /** How many edits there are; position 0 is the board before the first: empty, or what a second take begins with. */
  readonly length: number
  /** The position at a time: how many edits had happened by then. */
  readonly positionAt: (at: number) => number
  readonly viewAt: (position: number) => BoardView
  /** Applies so many more edits; answers whether all of them are. */
  readonly grow: (count: number) => boolean
  /** Who made edit number `position` (1 is the first) and which items it changed. */
  readonly editAt: (
    position: number,
  ) => { readonly at: number; readonly by: ParticipantId | null; readonly items: readonly string[] } | null
  /** Every edit in its order, with what it changed. */
  readonly steps: () => Iterable<BoardStep>
  /** Every item that its edits ever added, in the order in which they were added. */
  readonly lives: () => readonly ItemLife[]
  /** When an item got the words and the place it stands with at the end, in the store's milliseconds; `null` where it never stood. */
  readonly lastChange: (item: string) => number | null
}

/** One edit, and what it did to the board. */
export type BoardStep = {
  /** The store's milliseconds. */
  readonly at: number
  /** `null`: the room itself. */
  readonly by: ParticipantId | null
  /** `before: null`: the item was added (or put back); `after: null`: it was removed. */
  readonly changes: readonly { readonly before: Item | null; readonly after: Item | null }[]
  /** Sections in which the order of cards changed, or which cards stand in it. */
  readonly listed: readonly string[]
}

/** One item over time. Times are the store's milliseconds. */
export type ItemLife = {
  readonly item: ItemId
  /** Its last words. */
  readonly text: string
  readonly formedAt: number
  /** When it was removed; `null`: it stands at the end. */
  readonly goneAt: number | null
}

const keyframeEvery = 250

/**
 * `before`: what the board begins with, beside its own edits (`updatesBefore`). Updates are applied when they are first needed, so that
 * the first moments of a long recording are there at once; `grow` applies the rest little by little. What cannot be applied throws there.
 */
export function createBoardTrack(
  edits: readonly RecordedEdit[],
  progress: (done: number) => void = () => {},
  before: readonly Uint8Array[] = [],
): BoardTrack {
  const doc = new Y.Doc({ gc: true })
  const reader = createBoardReader(doc)
  if (before.length > 0) Y.applyUpdate(doc, Y.mergeUpdates([...before]), 'replay')
  const differences: ViewDifference[] = []
  let view: BoardView = before.length > 0 ? reader.view() : emptyView
  const start = view
  const keyframes: BoardView[] = [start]
  let closed = false
  const reach = (position: number): void => {
    const wanted = Math.max(0, Math.min(edits.length, Math.floor(position)))
    while (differences.length < wanted) {
      const edit = edits[differences.length]
      if (edit === undefined) break
      Y.applyUpdate(doc, edit.update, 'replay')
      const next = reader.view()
      differences.push(differenceOf(view, next))
      view = next
      if (differences.length % keyframeEvery === 0) {
        keyframes.push(view)
        progress(differences.length)
      }
    }
    if (differences.length < edits.length || closed) return
    closed = true
    reader.close()
    doc.destroy()
  }
  reach(0)

  const viewAt = (position: number): BoardView => {
    const wanted = Math.max(0, Math.min(edits.length, Math.floor(position)))
    reach(wanted)
    const keyframe = Math.floor(wanted / keyframeEvery)
    return applyDifferences(keyframes[keyframe] ?? start, differences.slice(keyframe * keyframeEvery, wanted))
  }
  return {
    length: edits.length,
    positionAt: (at) => countUntil(edits, at),
    viewAt,
    grow: (count) => {
      reach(differences.length + count)
      return differences.length === edits.length
    },
    steps: function* () {
      reach(edits.length)
      const items = new Map(start.items)
      for (const [index, difference] of differences.entries()) {
        const edit = edits[index]
        if (edit === undefined) return
        const changes = difference.items.map(([id, after]) => {
          const before = items.get(id) ?? null
          if (after === null) items.delete(id)
          else items.set(id, after)
          return { before, after }
        })
        const listed = [
          ...difference.roots.map(([section]) => section),
          ...difference.children.flatMap(([parent]) => items.get(parent)?.section ?? []),
        ]
        yield { at: edit.at, by: edit.by, changes, listed: [...new Set(listed)] }
      }
    },
    lives: () => {
      reach(edits.length)
      const lives = new Map<ItemId, ItemLife>()
      for (const [index, { items }] of differences.entries()) {
        const at = edits[index]?.at ?? 0
        for (const [item, now] of items) {
          const before = lives.get(item)
          if (now !== null) lives.set(item, { item, text: now.text, formedAt: before?.formedAt ?? at, goneAt: null })
          else if (before) lives.set(item, { ...before, goneAt: at })
        }
      }
      return [...lives.values()]
    },
    lastChange: (item) => {
      reach(edits.length)
      const position = differences.findLastIndex((one) => one.items.some(([id, now]) => id === item && now !== null))
      return edits[position]?.at ?? null
    },
    editAt: (position) => {
      reach(position)
      const edit = edits[position - 1]
      const difference = differences[position - 1]
      return edit && difference ? { at: edit.at, by: edit.by, items: difference.items.map(([id]) => id) } : null
    },
  }
}
