import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  applyBoardCommand,
  type BoardView,
  boardToJson,
  boardToMarkdown,
  checkBoard,
  createBoardReader,
  createBoardUndo,
  type ItemId,
  itemsOf,
  readBoard,
} from './index.ts'
import { type Draw, drawCommand, testFramework as framework, itemId, seededDoc } from './testing/index.ts'

type Step = { readonly who: number; readonly act: 'command' | 'undo' | 'redo' | 'receive'; readonly draw: Draw }
const step: fc.Arbitrary<Step> = fc.record({
  who: fc.nat(2),
  act: fc.constantFrom('command', 'command', 'command', 'command', 'undo', 'redo', 'receive'),
  draw: fc.record({ what: fc.nat(8), a: fc.nat(40), b: fc.nat(40), c: fc.nat(40) }),
})

/** Three replicas that edit, undo and receive one another's updates late and in different orders. `watch`: after each transaction. */
function play(steps: readonly Step[], watch: (who: number, doc: Y.Doc) => void): readonly Y.Doc[] {
  const docs = [41, 42, 43].map((client) => seededDoc(framework, client))
  const undos = docs.map((doc) => createBoardUndo(doc, 'me'))
  const waiting: Uint8Array[][] = docs.map(() => [])
  docs.forEach((doc, who) => {
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'peer') return
      waiting.forEach((queue, other) => {
        if (other !== who) queue.push(update)
      })
    })
  })
  const receive = (who: number, count: number) => {
    const doc = docs[who]
    for (const update of waiting[who]?.splice(0, count) ?? []) {
      if (doc === undefined) return
      Y.applyUpdate(doc, update, 'peer')
      watch(who, doc)
    }
  }
  steps.forEach(({ who, act, draw }, i) => {
    const doc = docs[who]
    if (doc === undefined) return
    undos[who]?.breakStep()
    if (act === 'undo') undos[who]?.undo()
    else if (act === 'redo') undos[who]?.redo()
    else if (act === 'receive') receive(who, 1 + (draw.a % 5))
    else applyBoardCommand(doc, framework, drawCommand(doc, framework, draw, itemId(`n${i}`)), 'me')
    watch(who, doc)
  })
  docs.forEach((doc, who) => {
    receive(who, Number.POSITIVE_INFINITY)
    watch(who, doc)
  })
  return docs
}

/** Ids of the items that the document holds and that are not removed. */
function standing(doc: Y.Doc): string[] {
  return [...itemsOf(doc)]
    .filter(([, map]) => map instanceof Y.Map && map.get('removed') !== true)
    .map(([id]) => id)
    .sort()
}
const shownIn = (view: BoardView) => [...[...view.roots.values()].flat(), ...[...view.children.values()].flat()].sort()

describe('T20: boards, whatever people do at once', () => {
  it('end equal on every replica, with every item once and no ring', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const docs = play(steps, (_, doc) => {
          const view = readBoard(doc)
          expect(checkBoard(view)).toEqual([])
          expect(shownIn(view)).toEqual(standing(doc))
        })
        const views = docs.map(readBoard)
        for (const view of views) {
          expect(view).toEqual(views[0])
          expect([...view.items.keys()]).toEqual([...(views[0]?.items.keys() ?? [])])
        }
      }),
      { numRuns: 120 },
    )
  })

  it('read the same bit by bit as at once, and keep what did not change', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const readers = new Map<
          Y.Doc,
          { reader: ReturnType<typeof createBoardReader>; view: BoardView; told: Set<ItemId> }
        >()
        play(steps, (_, doc) => {
          const known = readers.get(doc)
          if (known === undefined) {
            const reader = createBoardReader(doc)
            const entry = { reader, view: reader.view(), told: new Set<ItemId>() }
            reader.subscribe((ids) => {
              for (const id of ids) entry.told.add(id)
            })
            readers.set(doc, entry)
            return
          }
          const { reader, view: before, told } = known
          const view = reader.view()
          expect(view).toEqual(readBoard(doc))
          for (const [id, item] of view.items) {
            const was = before.items.get(id)
            if (was === item) continue
            expect(was).not.toEqual(item)
            expect(told).toContain(id)
          }
          for (const id of before.items.keys()) if (!view.items.has(id)) expect(told).toContain(id)
          for (const lists of ['roots', 'children'] as const) {
            const now: ReadonlyMap<string, readonly ItemId[]> = view[lists]
            for (const [key, list] of now) {
              const was = (before[lists] as ReadonlyMap<string, readonly ItemId[]>).get(key)
              if (was !== list) expect(was).not.toEqual(list)
            }
          }
          if (view !== before) expect(view).not.toEqual(before)
          known.view = view
          told.clear()
        })
      }),
      { numRuns: 80 },
    )
  })

  it('come out as Markdown and JSON with every item once', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
        const [doc] = play(steps, () => {})
        if (doc === undefined) return
        doc.transact(() => {
          for (const [id, map] of itemsOf(doc))
            if (map instanceof Y.Map) {
              map.set('text', new Y.Text(`«${id}» *|#`))
              for (const key of [...map.keys()]) if (key.startsWith('l.')) map.delete(key)
            }
        })
        const view = readBoard(doc)
        const markdown = boardToMarkdown(view, framework, 'A board')
        const ids = [...view.items.keys()].sort()
        expect([...markdown.matchAll(/«(\w+)»/g)].map((match) => match[1]).sort()).toEqual(ids)
        const json = JSON.parse(JSON.stringify(boardToJson(view, framework)))
        expect(json.sections.flatMap((s: { items: { id: string }[] }) => s.items.map((i) => i.id)).sort()).toEqual(ids)
      }),
      { numRuns: 30 },
    )
  })
})

describe('T20: a document of junk', () => {
  const junkKey = fc.constantFrom(
    'kind',
    'text',
    'place',
    'removed',
    'f.a',
    'f.__proto__',
    'l.a.b',
    'l.',
    '__proto__',
    'toString',
  )
  const junkId = fc.constantFrom('a', 'b', 'c', 'd', '__proto__', 'toString', 'constructor', '', ' ', 'goal')
  const junkPlace = fc.tuple(
    fc.constantFrom('tree', '__proto__', 'nowhere', 7, null),
    fc.oneof(junkId, fc.constant(null), fc.integer()),
    fc.constantFrom('a0', '', '~', 3, null, 'zzz'),
    fc.constantFrom(0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 2 ** 40, '5', null),
  )
  const junkValue = fc.oneof(
    fc.jsonValue(),
    junkPlace.map((place) => [...place]),
    fc.constantFrom(Number.NaN, 1n, true),
  )
  const junk = fc.array(fc.record({ id: junkId, key: junkKey, value: junkValue, shape: fc.nat(9) }), { maxLength: 40 })

  it('reads without throwing, is sound, and reads the same bit by bit', () => {
    fc.assert(
      fc.property(junk, (entries) => {
        const doc = new Y.Doc()
        const reader = createBoardReader(doc)
        for (const { id, key, value, shape } of entries) {
          const map = itemsOf(doc).get(id)
          if (shape === 0) itemsOf(doc).set(id, value)
          else if (shape === 1) itemsOf(doc).set(id, new Y.Array())
          else if (shape === 2) itemsOf(doc).set(id, new Y.XmlText('x'))
          else if (!(map instanceof Y.Map)) itemsOf(doc).set(id, new Y.Map([[key, value]]))
          else if (shape === 3) map.set(key, new Y.Text('x'))
          else if (shape === 4) map.set(key, new Y.Map([['kind', value]]))
          else if (shape === 5) map.set(key, new Y.XmlElement('p'))
          else map.set(key, value)
        }
        const view = readBoard(doc)
        expect(checkBoard(view)).toEqual([])
        expect(reader.view()).toEqual(view)
        expect(boardToMarkdown(view, framework)).toContain('# ')
        for (const item of view.items.values()) expect(Object.keys(item.fields)).not.toContain('__proto__')
        for (const draw of entries.slice(0, 5))
          applyBoardCommand(
            doc,
            framework,
            drawCommand(doc, framework, { what: draw.shape, a: 1, b: 2, c: 3 }, itemId('new')),
            'me',
          )
        expect(checkBoard(readBoard(doc))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('may be a chain or a ring of thousands', () => {
    const doc = new Y.Doc()
    const count = 5000
    doc.transact(() => {
      for (let i = 0; i < count; i++)
        itemsOf(doc).set(`n${i}`, new Y.Map([['place', ['tree', `n${(i + 1) % count}`, 'a0', i]]]))
    })
    const view = readBoard(doc)
    expect(view.roots.get('tree')).toEqual([`n${count - 1}`])
    expect(checkBoard(view)).toEqual([])
    expect(boardToMarkdown(view, framework).split('\n').length).toBeGreaterThan(count)
    expect(JSON.stringify(boardToJson(view, framework)).length).toBeGreaterThan(count)
    expect(applyBoardCommand(doc, framework, { kind: 'removeItem', item: itemId('n1') }, 'me')).toEqual({ ok: true })
  })
})
