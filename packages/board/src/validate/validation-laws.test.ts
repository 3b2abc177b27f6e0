import fc from 'fast-check'
import { createEncoder, toUint8Array, writeAny, writeUint8, writeVarString, writeVarUint } from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  applyBoardCommand,
  checkBoard,
  createBoardUndo,
  readBoard,
  seedBoard,
  type Validation,
  validateUpdate,
} from '../index.ts'
import {
  boardLimits,
  type Draw,
  drawCommand,
  testFramework as framework,
  itemId,
  seededDoc,
  updatesOf,
} from '../testing/index.ts'

const validate = (doc: Y.Doc, bytes: Uint8Array, mayUse: (client: number) => boolean = () => true): Validation =>
  validateUpdate(doc, bytes, { ...boardLimits, documentBytes: 0 }, { mayUse, owns: () => false })

const draw: fc.Arbitrary<Draw> = fc.record({ what: fc.nat(8), a: fc.nat(50), b: fc.nat(50), c: fc.nat(50) })

/** A committed board with items, texts, removals and links of clients 7 and 8, made by commands alone. */
const committed = (() => {
  const doc = seededDoc(framework, 7)
  let n = 0
  for (let i = 0; i < 120; i++) {
    doc.clientID = i % 20 < 10 ? 7 : 8
    const command = drawCommand(doc, framework, { what: i * 5, a: i * 7, b: i * 3, c: i }, itemId(`i${n++}`))
    applyBoardCommand(doc, framework, command, 'test')
  }
  return Y.encodeStateAsUpdate(doc)
})()

/** Everything that the document holds, as plain data. */
const contentOf = (doc: Y.Doc) => [
  doc.getMap('items').toJSON(),
  [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b),
]
const sameState = (a: Y.Doc, b: Y.Doc) => Y.equalSnapshots(Y.snapshot(a), Y.snapshot(b))
function docOf(...updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

/**
 * What must hold of any validation of any bytes. Of an honest update moreover: it is cut to what Yjs itself would have
 * taken. (A forged one may lie about structs that are held; Yjs would throw at it or believe some of it.)
 */
function holdsOf(base: Uint8Array, server: Y.Doc, bytes: Uint8Array, honest: boolean): Validation {
  const validation = validate(server, bytes)
  if (validation.kind === 'refused') return validation
  if (validation.kind === 'empty') {
    if (honest) expect(sameState(docOf(base), docOf(base, bytes))).toBe(true)
    return validation
  }
  const asValidated = docOf(base, validation.update)
  expect([asValidated.store.pendingStructs, asValidated.store.pendingDs]).toEqual([null, null])
  expect(sameState(docOf(base), asValidated)).toBe(false)
  expect(validate(asValidated, bytes)).toEqual({ kind: 'empty' })
  expect(validate(asValidated, validation.update)).toEqual({ kind: 'empty' })
  // What went in reads as a board.
  expect(checkBoard(readBoard(asValidated))).toEqual([])
  if (honest) {
    const asSent = docOf(base, bytes)
    expect([asSent.store.pendingStructs, asSent.store.pendingDs]).toEqual([null, null])
    expect(sameState(asSent, asValidated)).toBe(true)
    expect(contentOf(asValidated)).toEqual(contentOf(asSent))
  }
  return validation
}

describe('validation, whatever the bytes', () => {
  const server = docOf(committed)

  it('never throws, and lets in only what applies', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        holdsOf(committed, server, bytes, false)
      }),
      { numRuns: 3000 },
    )
  })

  it('holds for damaged copies of honest updates', () => {
    const honest = honestUpdates()
    const damage = fc.record({
      which: fc.nat(),
      cuts: fc.array(fc.record({ at: fc.nat(), remove: fc.nat(3), insert: fc.uint8Array({ maxLength: 3 }) }), {
        minLength: 1,
        maxLength: 3,
      }),
    })
    let accepted = 0
    fc.assert(
      fc.property(damage, ({ which, cuts }) => {
        const bytes = [...(honest[which % honest.length] ?? [])]
        for (const { at, remove, insert } of cuts) bytes.splice(at % (bytes.length + 1), remove, ...insert)
        if (holdsOf(committed, server, Uint8Array.from(bytes), false).kind === 'accepted') accepted++
      }),
      { numRuns: 3000 },
    )
    expect(accepted).toBeGreaterThan(20)
  })

  it('holds for well-formed forgeries', () => {
    const seen = new Map<string, number>()
    fc.assert(
      fc.property(forgery, (forged) => {
        const validation = holdsOf(committed, server, encode(forged), false)
        const kind = validation.kind === 'refused' ? validation.code : validation.kind
        seen.set(kind, (seen.get(kind) ?? 0) + 1)
      }),
      { numRuns: 4000 },
    )
    for (const kind of ['accepted', 'gap', 'forbidden-content']) expect([kind, seen.get(kind) ?? 0]).not.toContain(0)
  })

  it('leaves no way to make two replicas differ by forged neighbours', () => {
    const doc = docOf(committed)
    const text = new Y.Text()
    for (const client of [7, 8]) {
      doc.clientID = client
      if (client === 7) doc.getMap('items').set('long', new Y.Map([['text', text]]))
      for (let i = 0; i < 5; i++) text.insert((i * 7) % (text.length + 1), `${client}${i}`)
    }
    const ids: Ref[] = []
    for (let item = text._start; item !== null; item = item.right)
      for (let i = 0; i < item.length; i++) ids.push({ client: item.id.client, clock: item.id.clock + i })
    const base = Y.encodeStateAsUpdate(doc)
    const server = docOf(base)
    const spot = fc.record({
      origin: fc.nat(ids.length + 3),
      right: fc.nat(ids.length + 3),
      info: fc.constantFrom(0x84, 0xc4, 0xc4, 0x44),
    })
    const forged = (client: number) =>
      fc.array(spot, { minLength: 1, maxLength: 4 }).map((spots) => {
        const at = (n: number, own: number): Ref =>
          ids[n] ?? (own > 0 ? { client, clock: (n - ids.length) % own } : { client: 7, clock: 0 })
        const structs = spots.map(({ origin, right, info }, i) => ({
          ...plain,
          info,
          origin: at(origin, i),
          right: at(right, i),
        }))
        return encode({ client, clock: 0, structs, deletes: [] })
      })
    let both = 0
    fc.assert(
      fc.property(forged(5), forged(20), forged(6), (first, second, third) => {
        if ([first, second, third].some((bytes) => validate(server, bytes).kind !== 'accepted')) return
        both++
        const contents = [
          [first, second, third],
          [third, second, first],
          [second, first, third],
          [third, first, second],
        ].map((order) => contentOf(docOf(base, ...order)))
        for (const content of contents) expect(content).toEqual(contents[0])
      }),
      { numRuns: 2000 },
    )
    expect(both).toBeGreaterThan(50)
  })
})

describe('validation and honest replicas', () => {
  type Step = { who: number; draw: Draw; send: 'now' | 'later' | 'state' | 'undo' | 'redo' }
  const step: fc.Arbitrary<Step> = fc.record({
    who: fc.nat(2),
    draw,
    send: fc.constantFrom('now', 'now', 'later', 'later', 'state', 'undo', 'redo'),
  })

  it('never refuses them, cuts exactly what is held, and they all end equal', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), (steps) => {
        const seeds = seedBoard(framework)
        const log: Uint8Array[] = [seeds]
        const server = docOf(seeds)
        const replicas = [31, 32, 33].map((client) => {
          const doc = seededDoc(framework, client)
          const undo = createBoardUndo(doc, 'me')
          return { doc, undo, unsent: [] as Uint8Array[] }
        })
        const submit = (who: number, bytes: Uint8Array) => {
          const client = replicas[who]?.doc.clientID
          const base = Y.encodeStateAsUpdate(server)
          const validation = validate(server, bytes, (id) => id === client)
          expect(validation.kind).not.toBe('refused')
          if (validation.kind === 'refused') return
          holdsOf(base, server, bytes, true)
          if (validation.kind === 'empty') return
          log.push(validation.update)
          Y.applyUpdate(server, validation.update)
          for (const [other, { doc }] of replicas.entries())
            if (other !== who) Y.applyUpdate(doc, validation.update, 'server')
        }
        const flush = (who: number) => {
          const replica = replicas[who]
          if (replica === undefined || replica.unsent.length === 0) return
          submit(who, Y.mergeUpdates(replica.unsent.splice(0)))
        }
        for (const [i, { who, draw, send }] of steps.entries()) {
          const replica = replicas[who]
          if (replica === undefined) continue
          const { doc, undo, unsent } = replica
          const made = updatesOf(doc, () => {
            undo.breakStep()
            if (send === 'undo') undo.undo()
            else if (send === 'redo') undo.redo()
            else applyBoardCommand(doc, framework, drawCommand(doc, framework, draw, itemId(`n${i}`)), 'me')
          })
          unsent.push(...made)
          if (send === 'now') flush(who)
          if (send === 'state') {
            unsent.length = 0
            submit(who, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)))
          }
        }
        for (const who of replicas.keys()) flush(who)
        const folded = docOf(...log)
        for (const { doc } of [...replicas, { doc: folded }]) {
          expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null])
          expect(sameState(doc, server)).toBe(true)
          expect(contentOf(doc)).toEqual(contentOf(server))
          expect(readBoard(doc)).toEqual(readBoard(server))
        }
      }),
      { numRuns: 150 },
    )
  })
})

/** Updates that a replica of the committed board might send, one by one and as whole states. */
function honestUpdates(): readonly Uint8Array[] {
  const doc = docOf(committed)
  doc.clientID = 9
  const updates: Uint8Array[] = []
  for (let i = 0; i < 60; i++) {
    const command = drawCommand(doc, framework, { what: i, a: i * 5, b: i * 11, c: i * 3 }, itemId(`h${i}`))
    updates.push(...updatesOf(doc, () => applyBoardCommand(doc, framework, command, 'me')).slice(0, 1))
  }
  // Those after the first refer to what is not held; from the start they hold together.
  const prefixes = updates.map((_, i) => Y.mergeUpdates(updates.slice(0, i + 1)))
  return [...prefixes.slice(0, 12), Y.encodeStateAsUpdate(doc)]
}

type Ref = { client: number; clock: number }
type ForgedStruct = {
  info: number
  origin: Ref
  right: Ref
  parent: Ref | string
  sub: string
  text: string
  length: number
}
const plain: Omit<ForgedStruct, 'info' | 'origin' | 'right'> = { parent: 'items', sub: '', text: 'x', length: 1 }
type Forgery = { client: number; clock: number; structs: ForgedStruct[]; deletes: (Ref & { length: number })[] }

const refTo: fc.Arbitrary<Ref> = fc.record({
  client: fc.constantFrom(1, 7, 7, 8, 8, 20, 21),
  clock: fc.oneof({ weight: 5, arbitrary: fc.nat(160) }, { weight: 1, arbitrary: fc.nat(3) }),
})
const forgery: fc.Arbitrary<Forgery> = fc.record({
  client: fc.constantFrom(20, 20, 20, 7, 8),
  clock: fc.constantFrom(0, 0, 0, 1, 40),
  structs: fc.array(
    fc.record({
      info: fc.constantFrom(0x84, 0x84, 0xc4, 0xc4, 0xc4, 0x44, 0x04, 0x07, 0x27, 0x28, 0x88, 0x81, 0x01, 0x21, 0, 10),
      origin: refTo,
      right: refTo,
      parent: fc.oneof(refTo, fc.constant('items')),
      sub: fc.constantFrom('kind', 'text', 'place', 'f.window', 'removed', 'l.at.x', 'x1', 'goal', 'nope!'),
      text: fc.constantFrom('x', 'yz', '😀', 'longer'),
      length: fc.integer({ min: 1, max: 4 }),
    }),
    { maxLength: 3 },
  ),
  deletes: fc.array(
    fc.record({ client: refTo.map((ref) => ref.client), clock: fc.nat(160), length: fc.integer({ min: 1, max: 9 }) }),
    {
      maxLength: 2,
    },
  ),
})

function encode({ client, clock, structs, deletes }: Forgery): Uint8Array {
  const encoder = createEncoder()
  const writeRef = (ref: Ref) => {
    writeVarUint(encoder, ref.client)
    writeVarUint(encoder, ref.clock)
  }
  writeVarUint(encoder, 1)
  writeVarUint(encoder, structs.length)
  writeVarUint(encoder, client)
  writeVarUint(encoder, clock)
  for (const { info, origin, right, parent, sub, text, length } of structs) {
    writeUint8(encoder, info)
    const ref = info & 0x1f
    if (ref === 0 || ref === 10) {
      writeVarUint(encoder, length)
      continue
    }
    if (info & 0x80) writeRef(origin)
    if (info & 0x40) writeRef(right)
    if ((info & 0xc0) === 0) {
      writeVarUint(encoder, typeof parent === 'string' ? 1 : 0)
      if (typeof parent === 'string') writeVarString(encoder, parent)
      else writeRef(parent)
      if (info & 0x20) writeVarString(encoder, sub)
    }
    if (ref === 1) writeVarUint(encoder, length)
    if (ref === 4) writeVarString(encoder, text)
    if (ref === 7) writeVarUint(encoder, sub === 'text' ? 2 : 1)
    if (ref === 8) {
      writeVarUint(encoder, 1)
      writeAny(
        encoder,
        sub === 'place' ? ['tree', null, 'a0', length] : sub === 'removed' || sub === 'l.at.x' ? true : text,
      )
    }
  }
  writeVarUint(encoder, deletes.length)
  for (const { client: of, clock: from, length } of deletes) {
    writeVarUint(encoder, of)
    writeVarUint(encoder, 1)
    writeVarUint(encoder, from)
    writeVarUint(encoder, length)
  }
  return toUint8Array(encoder)
}
