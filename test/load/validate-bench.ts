// What validation of updates costs: `node test/load/validate-bench.ts`.
import { applyBoardCommand, type BoardCommand, newItemId, seedBoard, validateUpdate } from '@greenroom/board'
import { boardLimits, testFramework as framework, itemId, updatesOf } from '@greenroom/board/testing'
import * as Y from 'yjs'
import { ascending, percentile, printTable, round } from './figures.ts'

const [ana, ben, newcomer] = [3_141_592_653, 2_718_281_828, 1_618_033_988]
const rows: string[][] = []

/** A board as an hour leaves it: items in all sections, texts typed letter by letter, by two people. */
function busyBoard(items: number): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, seedBoard(framework))
  const homes = [
    ['context', 'fact'],
    ['flow', 'step'],
    ['tree', 'metric'],
    ['risks', 'risk'],
  ] as const
  const draw = chance(7)
  for (let i = 0; i < items; i++) {
    doc.clientID = i % 2 === 0 ? ana : ben
    const [section, itemKind] = homes[i % homes.length] ?? homes[0]
    const item = i === 2 ? typed : newItemId(draw)
    must(doc, { kind: 'addItem', item, itemKind, text: '', at: { section, parent: null, before: null } })
    const text = `item ${i} with a few words`
    for (let at = 0; at < text.length; at++)
      must(doc, { kind: 'editText', item, index: at, remove: 0, insert: text.charAt(at) })
    if (i % 5 === 0) must(doc, { kind: 'editText', item, index: 2, remove: 4, insert: 'x' })
  }
  return doc
}

/** Numerical Recipes' linear congruential generator. */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

function must(doc: Y.Doc, command: BoardCommand): void {
  const answer = applyBoardCommand(doc, framework, command, 'bench')
  if (!answer.ok) throw new Error(`${command.kind}: ${answer.code}`)
}

function timeOf(work: () => void): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

function measure(name: string, doc: Y.Doc, bytes: Uint8Array, expected: string): void {
  const validate = () =>
    validateUpdate(doc, bytes, { ...boardLimits, documentBytes: 50_000 }, { mayUse: () => true, owns: () => false })
  const validation = validate()
  const was = validation.kind === 'refused' ? validation.code : validation.kind
  if (was !== expected) throw new Error(`${name}: ${was}`)
  const batch = Math.max(1, Math.min(2000, Math.round(5 / timeOf(validate))))
  const rounds = Array.from({ length: 41 }, () =>
    timeOf(() => {
      for (let i = 0; i < batch; i++) validate()
    }),
  )
  const micros = ascending(rounds.map((ms) => (ms * 1000) / batch))
  rows.push([name, was, `${bytes.length}`, round(percentile(micros, 0.5)), round(percentile(micros, 1))])
}

function print(title: string): void {
  printTable(title, ['update', 'validation', 'bytes', 'µs, median round', 'µs, worst round'], rows.splice(0))
}

const typed = itemId('typed')
const server = busyBoard(500)
const whole = Y.encodeStateAsUpdate(server)

/** The update that a newcomer's command makes. */
function updateOf(command: BoardCommand): Uint8Array {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, whole)
  copy.clientID = newcomer
  return updatesOf(copy, () => must(copy, command))[0] ?? new Uint8Array()
}
const accepted = (name: string, command: BoardCommand) => measure(name, server, updateOf(command), 'accepted')
const last = { section: 'tree', parent: null, before: null }

accepted('a letter at the end', { kind: 'editText', item: typed, index: 22, remove: 0, insert: 's' })
accepted('a letter in the middle', { kind: 'editText', item: typed, index: 9, remove: 0, insert: 's' })
accepted('a letter beyond ASCII', { kind: 'editText', item: typed, index: 9, remove: 0, insert: 'é' })
accepted('a letter removed', { kind: 'editText', item: typed, index: 9, remove: 1, insert: '' })
accepted('a field set', { kind: 'setField', item: typed, field: 'window', value: '7 days' })
accepted('an item added', { kind: 'addItem', item: itemId('new'), itemKind: 'metric', text: '', at: last })
accepted('an item moved', { kind: 'moveItem', item: typed, at: last })
measure('the whole board, all of it held', server, whole, 'empty')
print(`Honest updates on a board of 501 items, ${whole.length} bytes`)

const most = boardLimits.updateBytes
const varint = (n: number): number[] => (n < 128 ? [n] : [(n & 127) | 128, ...varint(Math.floor(n / 128))])
const update = (...parts: readonly (number | readonly number[])[]) => Uint8Array.from(parts.flat())
const times = (count: number, part: (i: number) => readonly number[]) =>
  Array.from({ length: count }, (_, i) => part(i)).flat()
const me = varint(newcomer)
const half = Math.floor((most - 40) / 2)

measure('33 million structs declared, none sent', server, update(1, [0xff, 0xff, 0xff, 0x0f], 5, 0), 'malformed')
measure(
  'as many removed runs as fit',
  server,
  update(
    1,
    varint(half),
    me,
    0,
    times(half, () => [0, 1]),
    0,
  ),
  'too-costly',
)
measure(
  'as many deletes as fit, in disorder',
  server,
  update(
    0,
    1,
    varint(ana),
    varint(half - 9),
    times(half - 9, (i) => [(i * 77) % 128, 1]),
  ),
  'accepted',
)
// Removed characters between two others, each after the one before: the third cannot be told without putting the text together.
const text = new Y.Doc()
text.clientID = 5
text.getMap('items').set('t', new Y.Map([['text', new Y.Text('ab')]]))
const count = Math.floor((most - 40) / 18)
const between = (i: number) => [
  0xc1,
  ...(i < 2 ? [5, 2] : [...me, ...varint(i - 1)]),
  ...(i === 1 ? [...me, 0] : [5, 3]),
  1,
]
const crowd = update(1, varint(count), me, 0, times(count, between), 0)
measure('as many characters as fit between two', text, crowd, 'board-full')

// Removed letters that Yjs cannot merge, as many as one text may hold, and one letter between the first and the last of them.
const poisoned = new Y.Doc()
Y.applyUpdate(poisoned, whole)
poisoned.clientID = 4
const texts = [typed, [...poisoned.getMap('items').keys()].find((id) => id !== typed)].map((id) => {
  const map = poisoned.getMap('items').get(id ?? '')
  const found = map instanceof Y.Map ? map.get('text') : null
  if (!(found instanceof Y.Text)) throw new Error('no text')
  return found
})
const [letters, others] = texts
if (letters === undefined || others === undefined) throw new Error('no texts')
const from = Y.getState(poisoned.store, 4)
const letterCount = 3_800
poisoned.transact(() => {
  for (let i = 0; i < letterCount; i++) {
    letters.insert(i, 'x')
    others.insert(i, 'y')
  }
})
poisoned.transact(() => letters.delete(0, letterCount))
const amidst = [0xc4, 4, ...varint(from), 4, ...varint(from + 2 * letterCount - 2), 1, 120]
measure('a letter among 3,800 removed ones', poisoned, update(1, 1, me, 0, amidst, 0), 'accepted')
const twenty = update(
  1,
  20,
  me,
  0,
  times(20, () => amidst),
  0,
)
measure('twenty such letters', poisoned, twenty, 'too-costly')
print('Hostile updates')
