import fc from 'fast-check'
import { createDecoder, readVarUint, readVarUint8Array } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeVarString, writeVarUint } from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import { writeSyncStep1, writeUpdate } from 'y-protocols/sync'
import * as Y from 'yjs'
import {
  encodeAwarenessStates,
  encodeCommitted,
  encodeStep1,
  encodeStep2,
  encodeUpdate,
  isEmptyUpdate,
  readAwarenessStates,
  readBoardFrame,
} from './board-frames.ts'

describe("the boards' frames [P14]", () => {
  it('are what y-protocols writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (update) => {
        const theirs = createEncoder()
        writeVarUint(theirs, 0)
        writeUpdate(theirs, update)
        expect([...encodeUpdate(update)]).toEqual([...toUint8Array(theirs)])
        const plain = (message: Uint8Array): Uint8Array => Uint8Array.from(message)
        expect(readBoardFrame(plain(encodeUpdate(update)))).toEqual({ kind: 'edit', update, isAnswer: false })
        expect(readBoardFrame(plain(encodeStep2(update)))).toEqual({ kind: 'edit', update, isAnswer: true })
      }),
    )
    const doc = new Y.Doc()
    const theirs = createEncoder()
    writeVarUint(theirs, 0)
    writeSyncStep1(theirs, doc)
    expect([...encodeStep1(Y.encodeStateVector(doc))]).toEqual([...toUint8Array(theirs)])
  })

  it("show states as y-protocols' awareness does", () => {
    const number = fc.maxSafeNat()
    const state = fc.record({
      client: number,
      clock: number,
      json: fc.string({ unit: fc.constantFrom('a', '"', 'é', '€', '😀'), maxLength: 200 }),
    })
    fc.assert(
      fc.property(fc.array(state, { maxLength: 4 }), (states) => {
        const theirs = createEncoder()
        writeVarUint(theirs, states.length)
        for (const { client, clock, json } of states) {
          writeVarUint(theirs, client)
          writeVarUint(theirs, clock)
          writeVarString(theirs, json)
        }
        const body = encodeAwarenessStates(states)
        expect([...body]).toEqual([...toUint8Array(theirs)])
        expect([...readAwarenessStates(body, states.length)]).toEqual(states)
      }),
    )
  })

  it('count as a varuint [P2]', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 31 }), (count) => {
        const decoder = createDecoder(encodeCommitted(count))
        expect([readVarUint(decoder), readVarUint(decoder)]).toEqual([100, count])
      }),
    )
  })

  it('are read or passed over whatever the bytes, and never beyond their end', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const frame = readBoardFrame(bytes)
        if (frame === null || frame.kind === 'awareness-request') return
        const decoder = createDecoder(bytes)
        readVarUint(decoder)
        if (frame.kind !== 'awareness' && frame.kind !== 'told') readVarUint(decoder)
        const payload = readVarUint8Array(decoder)
        expect(decoder.pos).toBe(bytes.length)
        expect(frame.kind === 'sync-request' || frame.kind === 'told' ? frame.stateVector : frame.update).toEqual(
          payload,
        )
      }),
      { numRuns: 2_000 },
    )
  })

  it('know an update that holds nothing', () => {
    expect(isEmptyUpdate(Y.encodeStateAsUpdate(new Y.Doc()))).toBe(true)
    const doc = new Y.Doc()
    doc.getMap('x').set('a', 1)
    expect(isEmptyUpdate(Y.encodeStateAsUpdate(doc))).toBe(false)
  })
})
