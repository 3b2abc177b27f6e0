import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isWithinBounds } from './json-bounds.ts'

const within = (text: string, depth = 4, elements = 10): boolean =>
  isWithinBounds(Buffer.from(text), { depth, elements })

it.each([
  ['{"a":[1,2,3]}', true],
  ['[[[[1]]]]', true],
  ['[[[[[1]]]]]', false],
  [`[${'1,'.repeat(9)}1]`, true],
  [`[${'1,'.repeat(10)}1]`, false],
  [`{${'"a":{},'.repeat(6)}"b":0}`, false],
  // Brackets inside a string are not structure.
  [JSON.stringify('[[[[[[[[,,,,,,,,,,,,,"\\[[[[[[,,,,,,,,,,,'), true],
  ['"\\\\"', true],
  ['{"a":"\\"","b":[[[[1]]]]}', false],
])('%s is within bounds: %s', (text, answer) => {
  expect(within(text)).toBe(answer)
})

it('never passes a text whose value is deeper or has more members than the bounds say', () => {
  const measure = (value: unknown): { depth: number; members: number } => {
    if (typeof value !== 'object' || value === null) return { depth: 0, members: 0 }
    const inner = Object.values(value).map(measure)
    return {
      depth: 1 + Math.max(0, ...inner.map((each) => each.depth)),
      members: inner.reduce((sum, each) => sum + each.members, inner.length),
    }
  }
  fc.assert(
    fc.property(fc.json({ maxDepth: 8 }), (text) => {
      const { depth, members } = measure(JSON.parse(text))
      expect(within(text, depth, Number.POSITIVE_INFINITY)).toBe(true)
      if (depth > 0) expect(within(text, depth - 1, Number.POSITIVE_INFINITY)).toBe(false)
      // An opening bracket and the commas within: at least as many as members.
      if (members > 0) expect(within(text, depth, members - 1)).toBe(false)
    }),
  )
})
