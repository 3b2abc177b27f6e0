import fc from 'fast-check'
import { expect, it } from 'vitest'
import { awarenessStateSchema, readAwarenessState } from './messages.ts'

const odd = fc.oneof(
  fc.constantFrom(undefined, null, true, '', 'x'.repeat(64), 'x'.repeat(65), 'x'.repeat(40), 'x'.repeat(41)),
  fc.constantFrom(0, -0, 1, -1, 0.5, 2 ** 53, 2 ** 53 - 1, Number.NaN, Number.POSITIVE_INFINITY, 1n, Symbol.iterator),
  fc.string({ maxLength: 70 }),
  fc.integer(),
  fc.constantFrom('BQMB', 'a-_9', 'AB==', 'x y'),
  fc.array(fc.integer(), { maxLength: 2 }),
)
const place = fc.oneof(
  fc.nat(),
  fc.base64String({ maxLength: 40 }).map((text) => `A${text.replaceAll(/[+/=]/g, '_')}`),
)
const good = fc.record({
  focus: fc.option(fc.string({ maxLength: 64 })),
  caret: fc.option(
    fc.record({ field: fc.option(fc.string({ maxLength: 40 })), anchor: place, head: place, more: fc.nat() }),
  ),
})
/** A good state with one thing in it that may be wrong, or missing. */
const spoiled = fc
  .tuple(good, fc.constantFrom('focus', 'caret', 'field', 'anchor', 'head'), fc.option(odd, { nil: 'gone' }))
  .map(([state, at, value]) => {
    const into = at === 'focus' || at === 'caret' ? { ...state } : { ...state.caret }
    if (value === 'gone') Reflect.deleteProperty(into, at)
    else Reflect.set(into, at, value)
    return at === 'focus' || at === 'caret' ? into : { ...state, caret: into }
  })

it('reads an awareness state as its schema does, whatever it is given', () => {
  fc.assert(
    fc.property(fc.oneof(good, spoiled, odd), (value) => {
      const parsed = awarenessStateSchema.safeParse(value)
      expect(readAwarenessState(value)).toEqual(parsed.success ? parsed.data : null)
    }),
    { numRuns: 2_000 },
  )
})
