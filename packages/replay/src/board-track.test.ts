import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBoardSeeker, createSeekServer, type SeekAnswer } from './board-seeker.ts'
import { createBoardTrack } from './board-track.ts'
import { recordEdits } from './testing-recording.ts'

const chance = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

describe('a board over time', () => {
  const { edits, views } = recordEdits(700, chance(1))
  const track = createBoardTrack(edits)

  it('F43: shows at every position the board as it was live', () => {
    for (let position = 0; position <= edits.length; position += 7)
      expect(track.viewAt(position)).toEqual(views[position])
    expect(track.viewAt(edits.length)).toEqual(views.at(-1))
  })

  it('finds the position of a time, also among edits of the same millisecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 999_000, max: 1_200_000 }), (at) => {
        expect(track.positionAt(at)).toBe(edits.filter((edit) => edit.at <= at).length)
      }),
    )
  })

  it('says who made an edit and what it changed', () => {
    const edit = track.editAt(edits.length)
    expect(edit?.by).toBe(edits.at(-1)?.by)
    expect(edit?.items.length).toBeGreaterThan(0)
    expect(track.editAt(0)).toBeNull()
  })
})

describe('seeking through a worker', () => {
  it('gives the page the same boards, and keeps the identity of what did not change', async () => {
    const { edits, views } = recordEdits(300, chance(2))
    let receive: (answer: SeekAnswer) => void = () => {}
    // Copied on the way, as between a page and its worker.
    const server = createSeekServer((answer) => receive(structuredClone(answer)))
    const seeker = createBoardSeeker(edits, (request) => queueMicrotask(() => server(structuredClone(request))))
    receive = seeker.receive
    await seeker.opened
    const document = edits[0]?.document
    if (!document) throw new Error('no edits')
    const whole = await seeker.seek(document, Number.POSITIVE_INFINITY)
    expect(whole.view).toEqual(views.at(-1))
    const times = [edits[10]?.at ?? 0, edits[250]?.at ?? 0, edits[100]?.at ?? 0]
    for (const at of times) {
      expect((await seeker.seek(document, at)).view).toEqual(views[edits.filter((edit) => edit.at <= at).length])
    }
    const before = await seeker.seek(document, edits[200]?.at ?? 0)
    const after = await seeker.seek(document, edits[201]?.at ?? 0)
    const kept = [...before.view.items.values()].filter((item) => after.view.items.get(item.id) === item)
    expect(kept.length).toBeGreaterThanOrEqual(before.view.items.size - 2)
  })

  it('finds when a card got the words it stands with, on whatever board', async () => {
    let receive: (answer: SeekAnswer) => void = () => {}
    const server = createSeekServer((answer) => receive(answer))
    const { edits } = recordEdits(40, chance(5))
    const seeker = createBoardSeeker(edits, (request) => queueMicrotask(() => server(request)))
    receive = seeker.receive
    await seeker.opened
    const document = edits[0]?.document
    if (!document) throw new Error('nothing was recorded')
    const last = await seeker.seek(document, Number.POSITIVE_INFINITY)
    for (const item of last.view.items.values()) {
      const at = await seeker.find(item.id)
      expect((await seeker.seek(document, at ?? 0)).view.items.get(item.id)).toEqual(item)
      expect((await seeker.seek(document, (at ?? 0) - 1)).view.items.get(item.id)).not.toEqual(item)
    }
    expect(await seeker.find('nobody')).toBe(null)
  })

  it('says when a recording cannot be played', async () => {
    let receive: (answer: SeekAnswer) => void = () => {}
    const server = createSeekServer((answer) => receive(answer))
    const { edits } = recordEdits(2, chance(3))
    const broken = edits.map((edit) => ({ ...edit, update: new Uint8Array([1, 2, 3]) }))
    const seeker = createBoardSeeker(broken, (request) => queueMicrotask(() => server(request)))
    receive = seeker.receive
    await expect(seeker.opened).rejects.toThrow()
  })
})
