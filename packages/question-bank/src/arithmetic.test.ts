import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ArithmeticFault, compute, namesIn } from './arithmetic.ts'

const numbers = new Map([
  ['share', 0.6],
  ['rate', 86],
])

type Formula = { text: string; value: number }
const leaf = fc.nat({ max: 1000 }).map((value): Formula => ({ text: String(value), value }))
const { formula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc
      .tuple(tie('formula'), fc.constantFrom('+', '-', '*', '/'), tie('formula'))
      .map(([left, sign, right]): Formula => {
        const values = {
          '+': left.value + right.value,
          '-': left.value - right.value,
          '*': left.value * right.value,
          '/': left.value / right.value,
        }
        return { text: `(${left.text} ${sign} ${right.text})`, value: values[sign] }
      }),
  ),
}))

describe('arithmetic of a case', () => {
  it('knows precedence, brackets, signs and names', () => {
    expect(compute('2 + 3 * 4', numbers)).toBe(14)
    expect(compute('(2 + 3) * 4', numbers)).toBe(20)
    expect(compute('-2 - -3', numbers)).toBe(1)
    expect(compute('12 / 4 / 3', numbers)).toBe(1)
    expect(compute('10 - 4 - 3', numbers)).toBe(3)
    expect(compute('share * rate', numbers)).toBeCloseTo(51.6)
    expect(namesIn('share * (rate - 1)')).toEqual(['share', 'rate'])
  })

  it('agrees with the formula as it was built', () => {
    fc.assert(
      fc.property(formula, ({ text, value }) => {
        // A division by zero inside is refused, whatever it would have come to outside.
        const answer = (() => {
          try {
            return compute(text, numbers)
          } catch (error) {
            expect(String(error)).toContain('divides by zero')
            return null
          }
        })()
        if (answer !== null) expect(answer).toBe(value)
      }),
      { numRuns: 200 },
    )
  })

  it.each(['', '1 +', '(1', '1 2', '2 ** 3', 'other', '1 / 0', 'process.exit(1)', 'a => a', '1; 2', '[1]'])(
    'refuses %j',
    (text) => {
      expect(() => compute(text, numbers)).toThrow(ArithmeticFault)
    },
  )

  it('refuses whatever else it is given, and never throws anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          expect(compute(text, numbers)).toBeTypeOf('number')
        } catch (error) {
          expect(error).toBeInstanceOf(ArithmeticFault)
        }
      }),
    )
  })
})
