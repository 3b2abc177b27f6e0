import type { Item, ItemId } from '@greenroom/board'
import { ana, ben } from '@greenroom/session/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesBetween, lifeOf } from './board-changes.ts'
import { createBoardTrack } from './board-track.ts'
import { startStripRound } from './strip/testing-strip.ts'
import { recordEdits } from './testing-recording.ts'

const trackOf = (script: ReturnType<typeof startStripRound>) => createBoardTrack(script.recording().edits)

describe('what changed between two moments', () => {
  it('names what was added, changed, moved and removed, and by whom', () => {
    const script = startStripRound()
    const { session } = script
    const kept = script.write('pain', 'Queues')
    const gone = script.write('pain', 'Late')
    const moved = script.write('solution', 'An app')
    const first = script.write('metric', 'Orders')
    const last = script.write('metric', 'Visits')
    const from = trackOf(script).length
    session.wait(1000)
    script.retype(kept, 'Queues at noon', ana)
    script.retype(kept, 'Queues at one', ben)
    script.remove(gone, ana)
    script.move(first, 'tree')
    const added = script.write('pain', 'Lost')
    script.retype(moved, 'A site')
    script.retype(moved, 'An app')
    const track = trackOf(script)
    const changes = changesBetween(track, from, track.length)
    expect(changes.map(({ kind, item, by }) => [kind, item.id, by])).toEqual([
      ['added', added, [ben]],
      ['changed', kept, [ana, ben]],
      // Moved to the end: one card moved, not the one it went past. What was changed and changed back is not a change.
      ['moved', first, [ben]],
      ['removed', gone, [ana]],
    ])
    expect(changes[1]?.before?.text).toBe('Queues')
    expect(last).not.toBe(first)
    expect(changesBetween(track, track.length, track.length)).toEqual([])
  })

  it('is what comparing every card at the two moments says, whatever was edited between', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.nat(149), fc.nat(149), (seed, one, other) => {
        let state = seed
        const random = () => {
          state = (Math.imul(state, 1664525) + 1013904223) >>> 0
          return state / 2 ** 32
        }
        const { edits, views } = recordEdits(150, random)
        const [from, to] = [Math.min(one, other), Math.max(one, other)]
        const changes = changesBetween(createBoardTrack(edits), from, to)
        const [before, after] = [views[from], views[to]]
        if (before === undefined || after === undefined) throw new Error('no view')
        const plain = (item: Item | undefined, place: boolean): string =>
          JSON.stringify(item && [item.text, item.fields, item.links, ...(place ? [item.section, item.parent] : [])])
        const ids = (kind: string) =>
          new Set(changes.flatMap((change) => (change.kind === kind ? [change.item.id] : [])))
        const expected = (is: (id: ItemId) => boolean) =>
          new Set([...new Set([...before.items.keys(), ...after.items.keys()])].filter(is))
        const both = (id: ItemId) => before.items.has(id) && after.items.has(id)
        expect(ids('added')).toEqual(expected((id) => !before.items.has(id)))
        expect(ids('removed')).toEqual(expected((id) => !after.items.has(id)))
        expect(ids('changed')).toEqual(
          expected((id) => both(id) && plain(before.items.get(id), false) !== plain(after.items.get(id), false)),
        )
        for (const { kind, item, by } of changes) {
          const touched = edits.slice(from, to).flatMap((edit, index) => {
            const [was, is] = [views[from + index]?.items.get(item.id), views[from + index + 1]?.items.get(item.id)]
            return edit.by !== null && plain(was, true) !== plain(is, true) ? [edit.by] : []
          })
          // An author is somebody who edited it.
          if (kind !== 'moved') expect(new Set(by)).toEqual(new Set(touched))
        }
      }),
      { numRuns: 25 },
    )
  })
})

describe('the life of a card', () => {
  it('has every wording with its second; typing without a pause is one', () => {
    const script = startStripRound()
    const { session } = script
    const started = session.now
    const item = script.write('pain', '')
    for (const text of ['Q', 'Que', 'Queues']) {
      session.wait(1000)
      script.retype(item, text)
    }
    session.wait(10_000)
    script.retype(item, 'Queues at noon', ana)
    session.wait(10_000)
    script.remove(item)
    expect(
      lifeOf(trackOf(script), item).map(({ at, by, kind, text }) => [(at - started) / 1000, by, kind, text]),
    ).toEqual([
      [3, ben, 'added', 'Queues'],
      [13, ana, 'worded', 'Queues at noon'],
      [23, ben, 'removed', 'Queues at noon'],
    ])
    expect(lifeOf(trackOf(script), 'nothing')).toEqual([])
  })
  it('counts details that follow one another as one change, as they are typed letter by letter', () => {
    const script = startStripRound()
    const { session } = script
    const started = session.now
    const item = script.write('metric', 'Orders')
    session.wait(10_000)
    for (const role of ['driver', 'guardrail', 'driver']) {
      session.wait(1000)
      script.setRole(item, role)
    }
    session.wait(10_000)
    script.setRole(item, 'guardrail')
    expect(lifeOf(trackOf(script), item).map(({ at, kind }) => [(at - started) / 1000, kind])).toEqual([
      [0, 'added'],
      [13, 'detailed'],
      [23, 'detailed'],
    ])
  })
})
