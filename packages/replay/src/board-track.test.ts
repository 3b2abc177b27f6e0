import { applyBoardCommand, type BoardCommand, type ItemId, trayFramework } from '@greenroom/board'
import { testFramework } from '@greenroom/board/testing'
import { type DocumentName, documentNameSchema } from '@greenroom/session'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createBoardSeeker } from './board-seeker.ts'
import { createBoardTrack } from './board-track.ts'
import type { RecordedEdit } from './recorded-session.ts'
import type { SeekAnswer } from './seek-messages.ts'
import { createSeekWorker } from './seek-worker.ts'
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

describe('a board that is still being loaded', () => {
  const runs = { numRuns: 20 }
  const { edits, views } = recordEdits(400, chance(8))
  const visit = fc.record({ share: fc.nat(100), grow: fc.nat(60), more: fc.nat(80) })

  it('shows what is here as it was live, in any order of seeks, also far beyond what has been applied', () => {
    fc.assert(
      fc.property(fc.array(visit, { minLength: 3, maxLength: 25 }), (visits) => {
        let here = 40
        const track = createBoardTrack(edits.slice(0, here), undefined, [], { isWhole: false, leapOver: 30 })
        const look = (share: number): void => {
          const position = Math.round((share / 100) * here)
          expect(track.viewAt(position)).toEqual(views[position])
          const edit = track.editAt(position)
          const [before, after] = [views[Math.max(0, position - 1)], views[position]]
          const changed = [...(after?.items ?? [])].filter(([id, item]) => before?.items.get(id) !== item)
          expect(edit?.items ?? []).toEqual(expect.arrayContaining(changed.map(([id]) => id)))
          expect(edit?.at).toBe(edits[position - 1]?.at)
        }
        for (const { share, grow, more } of visits) {
          look(share)
          track.grow(grow)
          track.extend(edits.slice(here, here + more), false)
          here = Math.min(edits.length, here + more)
          expect(track.length).toBe(here)
        }
        track.extend(edits.slice(here), true)
        here = edits.length
        for (const { share } of visits) look(share)
        while (!track.grow(50)) expect(track.applied).toBeLessThan(here)
        for (const { share } of visits) look(share)
        expect([...track.steps()]).toHaveLength(here)
        expect(() => track.extend([], true)).toThrow()
      }),
      runs,
    )
  })

  it('answers what is asked about all of it once all of it is here, and seeks at once', async () => {
    const answers: SeekAnswer['kind'][] = []
    const tasks: (() => void)[] = []
    let seeker: ReturnType<typeof createBoardSeeker> | null = null
    const server = createSeekWorker(
      (answer) => {
        answers.push(answer.kind)
        seeker?.receive(structuredClone(answer))
      },
      { later: (work) => void tasks.push(work), now: () => performance.now() },
    )
    const early: Parameters<typeof server>[0][] = []
    let send = (request: Parameters<typeof server>[0]): void => void early.push(request)
    seeker = createBoardSeeker(edits.slice(0, 250), (request) => send(request), undefined, [], false)
    send = (request) => server(structuredClone(request))
    for (const request of early) send(request)
    const item = [...(views.at(-1)?.items.keys() ?? [])][0]
    const [first] = edits
    if (item === undefined || first === undefined) throw new Error('nothing was recorded')
    const found = seeker.find(item)
    const run = (): void => {
      while (tasks.length > 0) tasks.shift()?.()
    }
    run()
    const at = edits[199]?.at ?? 0
    const position = edits.filter((edit) => edit.at <= at).length
    expect((await seeker.seek(first.document, at)).view).toEqual(views[position])
    expect(answers).not.toContain('found')
    seeker.extend({ edits: edits.slice(250), forks: [], isWhole: true })
    expect(answers).not.toContain('found')
    run()
    expect(await found).toBe(createBoardTrack(edits).lastChange(item))
    expect((await seeker.seek(first.document, Number.POSITIVE_INFINITY)).view).toEqual(views.at(-1))
  })
})

describe('the board of a second take', () => {
  it('is at every time what was there at the moment with its own edits, also of a take of a take', async () => {
    const r2 = documentNameSchema.parse('board-r2')
    const r3 = documentNameSchema.parse('board-r3')
    await fc.assert(
      fc.asyncProperty(fc.nat(99), fc.nat(99), fc.nat(200), async (first, second, seed) => {
        const { edits } = recordEdits(60, chance(seed + 9))
        const [one] = edits
        if (!one) throw new Error('no edits')
        const last = edits.at(-1)?.at ?? 0
        const from = (share: number): number => one.at + Math.round((share / 99) * (last - one.at))
        // The edits of a take go on from the board at its moment: here by typing into a copy of it.
        const taken = (document: DocumentName, before: readonly RecordedEdit[], after: number): RecordedEdit[] => {
          const doc = new Y.Doc()
          for (const { update } of before) Y.applyUpdate(doc, update)
          const own: RecordedEdit[] = []
          doc.on('update', (update: Uint8Array) => {
            own.push({ document, at: after + own.length * 10, by: null, n: 0, update })
          })
          for (let index = 0; index < 3; index++)
            applyBoardCommand(
              doc,
              testFramework,
              {
                kind: 'addItem',
                item: `${document}-${index}` as ItemId,
                itemKind: 'metric',
                text: `${index}`,
                at: { section: 'tree', parent: null, before: null },
              },
              'here',
            )
          return own
        }
        const until = (all: readonly RecordedEdit[], at: number) => all.filter((edit) => edit.at <= at)
        const base = until(edits, from(first))
        const own = taken(r2, base, last + 1000)
        const at2 = last + 1000 + Math.round((second / 99) * 40)
        const base3 = [...base, ...until(own, at2)]
        const own3 = taken(r3, base3, last + 9000)
        let receive: (answer: SeekAnswer) => void = () => {}
        const server = createSeekWorker((answer) => receive(structuredClone(answer)))
        const seeker = createBoardSeeker(
          [...edits, ...own, ...own3],
          (request) => queueMicrotask(() => server(structuredClone(request))),
          undefined,
          [
            { document: r2, from: one.document, at: from(first) },
            { document: r3, from: r2, at: at2 },
          ],
        )
        receive = seeker.receive
        await seeker.opened
        const wanted = (all: readonly RecordedEdit[]) => createBoardTrack(all).viewAt(all.length)
        for (const [document, before, edited] of [
          [r2, base, own],
          [r3, base3, own3],
        ] as const)
          for (const at of [0, last + 1000, last + 1010, last + 9010, Number.POSITIVE_INFINITY])
            expect((await seeker.seek(document, at)).view).toEqual(wanted([...before, ...until(edited, at)]))
        expect((await seeker.seek(one.document, from(first))).view).toEqual(wanted(base))
      }),
      { numRuns: 25 },
    )
  })
})

describe('seeking through a worker', () => {
  it('gives the page the same boards, and keeps the identity of what did not change', async () => {
    const { edits, views } = recordEdits(300, chance(2))
    let receive: (answer: SeekAnswer) => void = () => {}
    // Copied on the way, as between a page and its worker.
    const server = createSeekWorker((answer) => receive(structuredClone(answer)))
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

  it('finds when a card got its present words, on whatever board', async () => {
    let receive: (answer: SeekAnswer) => void = () => {}
    const server = createSeekWorker((answer) => receive(answer))
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
    const server = createSeekWorker((answer) => receive(answer))
    const { edits } = recordEdits(2, chance(3))
    const broken = edits.map((edit) => ({ ...edit, update: new Uint8Array([1, 2, 3]) }))
    const seeker = createBoardSeeker(broken, (request) => queueMicrotask(() => server(request)))
    receive = seeker.receive
    await expect(seeker.opened).rejects.toThrow()
  })
  it('shows the first moments of a long recording at once, and says later what is damaged further on', async () => {
    const { edits, views } = recordEdits(900, chance(5))
    const broken = edits.map((edit, index) => (index === 700 ? { ...edit, update: new Uint8Array([1, 2, 3]) } : edit))
    let receive: (answer: SeekAnswer) => void = () => {}
    const waiting: (() => void)[] = []
    const server = createSeekWorker((answer) => receive(answer), {
      later: (work) => void waiting.push(work),
      now: () => 0,
    })
    const seeker = createBoardSeeker(broken, (request) => queueMicrotask(() => server(request)))
    receive = seeker.receive
    await seeker.opened
    const early = edits[99]
    if (early === undefined) throw new Error('no edit')
    const position = edits.filter(({ at }) => at <= early.at).length
    expect((await seeker.seek(early.document, early.at)).view).toEqual(views[position])
    // Nobody asked, and the rest is still applied, up to the damage.
    expect(waiting).toHaveLength(1)
    while (waiting.length > 0) waiting.shift()?.()
    await expect(seeker.seek(early.document, early.at)).rejects.toThrow()
  })
})

describe('items over time', () => {
  /** Applies board commands to a document of their own, a second apart. */
  const record = (name: string, commands: readonly BoardCommand[]): RecordedEdit[] => {
    const doc = new Y.Doc()
    const edits: RecordedEdit[] = []
    let at = 0
    doc.on('update', (update: Uint8Array) => {
      edits.push({ document: documentNameSchema.parse(name), at, by: null, n: 0, update })
    })
    for (const command of commands) {
      at += 1000
      if (!applyBoardCommand(doc, trayFramework, command, 'here').ok) throw new Error(`refused: ${command.kind}`)
    }
    return edits
  }
  const at = { section: 'tray', parent: null, before: null }
  const add = (item: string, text: string): BoardCommand => ({
    kind: 'addItem',
    item: item as ItemId,
    itemKind: 'thought',
    text,
    at,
  })
  const remove = (item: string): BoardCommand => ({ kind: 'removeItem', item: item as ItemId })

  it('say when each was formed and when it was gone, with its last words', () => {
    const track = createBoardTrack(
      record('tray-r1-ben', [
        add('a', 'one'),
        add('b', 'two'),
        { kind: 'editText', item: 'a' as ItemId, index: 3, remove: 0, insert: '!' },
        remove('a'),
      ]),
    )
    expect(track.lives()).toEqual([
      { item: 'a', text: 'one!', formedAt: 1000, goneAt: 4000 },
      { item: 'b', text: 'two', formedAt: 2000, goneAt: null },
    ])
  })

  it('are found on boards alone: a thought is not yet a card', async () => {
    const edits = [
      ...record('tray-r1-ben', [add('kept', 'x'), add('moved', 'y')]),
      ...record('board-r1', [add('moved', 'y')]),
    ]
    let receive: (answer: SeekAnswer) => void = () => {}
    const server = createSeekWorker((answer) => receive(structuredClone(answer)))
    const seeker = createBoardSeeker(edits, (request) => queueMicrotask(() => server(structuredClone(request))))
    receive = seeker.receive
    await seeker.opened
    expect(await seeker.find('kept')).toBeNull()
    expect(await seeker.find('moved')).toBe(1000)
  })
})
