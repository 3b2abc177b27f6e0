import { type BoardView, createBoardReader, emptyView, type Item, type ItemId } from '@greenroom/board'
import type { ParticipantId } from '@greenroom/session'
import * as Y from 'yjs'
import { countUntil } from './in-time.ts'
import type { RecordedEdit } from './recorded-session.ts'
import { applyDifferences, differenceOf, type ViewDifference } from './view-difference.ts'

/**
 * One board over time. The updates are applied once, through the same reader that the live room uses; what each one changed is kept as
 * plain data, with a whole view every `keyframeEvery` edits. A seek then does not touch Yjs at all: it copies the nearest view and applies
 * at most `keyframeEvery` differences of a few items each.
 */
export type BoardTrack = {
  /** How many edits there are by now; position 0 is the board before the first: empty, or what a second take begins with. */
  readonly length: number
  /** How many of them have been applied. */
  readonly applied: number
  /** More edits of the same board, later than all existing ones; `isLast`: no more will come. Throws for a track that is whole. */
  readonly extend: (more: readonly RecordedEdit[], isLast: boolean) => void
  /** The position at a time: how many edits had happened by then. */
  readonly positionAt: (at: number) => number
  readonly viewAt: (position: number) => BoardView
  /** Applies this many more edits; returns whether all existing ones have been applied. */
  readonly grow: (count: number) => boolean
  /** Who made edit number `position` (1 is the first) and which items it changed. */
  readonly editAt: (
    position: number,
  ) => { readonly at: number; readonly by: ParticipantId | null; readonly items: readonly string[] } | null
  /** Every edit in its order, with what it changed. */
  readonly steps: () => Iterable<BoardStep>
  /** Every item that its edits ever added, in the order in which they were added. */
  readonly lives: () => readonly ItemLife[]
  /** When an item got its final text and place, in the store's milliseconds. `null` when it was never on the board. */
  readonly lastChange: (item: string) => number | null
}

/** One edit, and its effect on the board. */
export type BoardStep = {
  /** The store's milliseconds. */
  readonly at: number
  /** `null`: the room itself. */
  readonly by: ParticipantId | null
  /** `before: null`: the item was added (or put back); `after: null`: it was removed. */
  readonly changes: readonly { readonly before: Item | null; readonly after: Item | null }[]
  /** Sections in which the order of cards, or the set of cards, changed. */
  readonly listed: readonly string[]
}

/** One item over time. Times are the store's milliseconds. */
export type ItemLife = {
  readonly item: ItemId
  /** Its last words. */
  readonly text: string
  readonly formedAt: number
  /** When it was removed. `null`: it is there at the end. */
  readonly goneAt: number | null
}

/** All of them in one transaction: their effects are cleaned up and read once. */
function applyAll(doc: Y.Doc, updates: Iterable<Uint8Array>): void {
  doc.transact(() => {
    for (const update of updates) Y.applyUpdate(doc, update, 'replay')
  }, 'replay')
}

/** A board far into a recording, built from all its edits up to there at once. It only goes forward. */
type Ahead = {
  position: number
  view: BoardView
  /** The items changed by the edit at its position. */
  touched: readonly ItemId[]
  readonly go: (edits: readonly RecordedEdit[], position: number) => void
  readonly close: () => void
}

function createAhead(before: readonly Uint8Array[]): Ahead {
  const doc = new Y.Doc({ gc: true })
  applyAll(doc, before)
  let closeReader = (): void => undefined
  const ahead: Ahead = {
    position: 0,
    view: emptyView,
    touched: [],
    go: (edits, position) => {
      if (position <= ahead.position) return
      closeReader()
      applyAll(
        doc,
        edits.slice(ahead.position, position - 1).map(({ update }) => update),
      )
      const reader = createBoardReader(doc)
      closeReader = reader.close
      const last = reader.view()
      applyAll(
        doc,
        edits.slice(position - 1, position).map(({ update }) => update),
      )
      ahead.view = reader.view()
      ahead.touched = differenceOf(last, ahead.view).items.map(([id]) => id)
      ahead.position = position
    },
    close: () => {
      closeReader()
      doc.destroy()
    },
  }
  return ahead
}

const keyframeEvery = 250
/**
 * A seek across more unapplied edits than this does not apply them one by one. With fewer it does, which never has to be repeated, while
 * each leap back begins at the first edit.
 */
const leapFrom = 10_000

/**
 * `before`: what the board begins with, before its own edits (`updatesBefore`). Updates are applied when they are first needed, so that the
 * first moments of a long recording are there at once; `grow` applies the rest little by little. What cannot be applied throws there.
 * `isWhole: false`: more edits will come (`extend`). `leapOver`: how many edits a seek may leave unapplied.
 */
export function createBoardTrack(
  recorded: readonly RecordedEdit[],
  progress: (done: number) => void = () => {},
  before: readonly Uint8Array[] = [],
  { isWhole = true, leapOver = leapFrom }: { readonly isWhole?: boolean; readonly leapOver?: number } = {},
): BoardTrack {
  const edits = [...recorded]
  let mayGrow = !isWhole
  const doc = new Y.Doc({ gc: true })
  const reader = createBoardReader(doc)
  if (before.length > 0) applyAll(doc, before)
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
    if (differences.length < edits.length || mayGrow || closed) return
    closed = true
    reader.close()
    doc.destroy()
  }
  reach(0)

  /** A board further on than what has been applied one by one. */
  let ahead: Ahead | null = null
  const leapTo = (position: number): Ahead => {
    if (ahead === null || ahead.position > position) {
      ahead?.close()
      ahead = createAhead(before)
    }
    ahead.go(edits, position)
    return ahead
  }
  const dropAhead = (): void => {
    ahead?.close()
    ahead = null
  }

  const viewAt = (position: number): BoardView => {
    const wanted = Math.max(0, Math.min(edits.length, Math.floor(position)))
    if (wanted - differences.length > leapOver) return leapTo(wanted).view
    reach(wanted)
    const keyframe = Math.floor(wanted / keyframeEvery)
    return applyDifferences(keyframes[keyframe] ?? start, differences.slice(keyframe * keyframeEvery, wanted))
  }
  return {
    get length() {
      return edits.length
    },
    get applied() {
      return differences.length
    },
    positionAt: (at) => countUntil(edits, at),
    viewAt,
    extend: (more, isLast) => {
      if (!mayGrow) throw new Error('a track that is whole does not grow')
      for (const edit of more) edits.push(edit)
      mayGrow = !isLast
    },
    grow: (count) => {
      reach(differences.length + count)
      if (ahead !== null && differences.length >= ahead.position) dropAhead()
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
      const edit = edits[position - 1]
      if (edit === undefined) return null
      if (position - differences.length > leapOver) return { at: edit.at, by: edit.by, items: leapTo(position).touched }
      reach(position)
      const difference = differences[position - 1]
      return difference ? { at: edit.at, by: edit.by, items: difference.items.map(([id]) => id) } : null
    },
  }
}
