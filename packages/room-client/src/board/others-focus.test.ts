import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import { createOthersFocus } from './others-focus.ts'

const message = (...entries: readonly (readonly [client: number, clock: number, json: string])[]): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, entries.length)
  for (const [client, clock, json] of entries) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, json)
  }
  return encoding.toUint8Array(encoder)
}
const at = (focus: string): string => JSON.stringify({ focus, caret: null, participant: 'ben' })

describe("others' focus", () => {
  it('follows the newest clock of each client, and forgets clients that left', () => {
    const others = createOthersFocus()
    expect(others.take(message([5, 10, at('a')]), 1)).toBe(true)
    const before = others.list()
    expect(others.take(message([5, 9, at('b')]), 1)).toBe(false)
    expect(others.take(message([5, 11, at('a')]), 1)).toBe(false)
    expect(others.list()).toBe(before)
    others.take(message([5, 12, 'null'], [6, 1, at('c')]), 1)
    expect(others.list().map(({ client, focus }) => [client, focus])).toEqual([[6, 'c']])
    expect([others.clear(), others.clear(), others.list()]).toEqual([true, false, []])
  })

  it('never takes a state for its own client [P18]', () => {
    const others = createOthersFocus()
    expect(others.take(message([1, Number.MAX_SAFE_INTEGER, at('a')]), 1)).toBe(false)
  })

  it('drops junk, and inherits nothing from it', () => {
    const others = createOthersFocus()
    const junk = ['7', '"x"', '{', '[]', '{"focus":3,"caret":null,"participant":"p"}', '{"focus":null,"caret":null}']
    others.take(message(...junk.map((json, index) => [index + 2, 1, json] as const)), 1)
    expect(others.list()).toEqual([])
    others.take(message([9, 1, '{"focus":"a","caret":null,"participant":"p","__proto__":{"isAdmin":true}}']), 1)
    expect(others.list()).toEqual([{ client: 9, focus: 'a', caret: null, participant: 'p' }])
    expect(Reflect.get(others.list()[0] ?? {}, 'isAdmin')).toBeUndefined()
  })

  it('survives any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        createOthersFocus().take(bytes, 1)
      }),
    )
  })
})
