import { expect, it } from 'vitest'
import { titlesIn } from './test-titles.ts'

it('finds titles in every shape in which a test is written', () => {
  const source = `
    import { it, describe } from 'vitest'
    describe('one', { timeout: 1 }, () => {
      it("two's", () => {})
      it.each([[1, ')'], [2, f(3)]])('three %i', () => {})
      it.each(
        kinds.map((kind) => [kind]),
      )(
        'four',
        () => {},
      )
      it.skipIf(isSlow())('five', () => {})
      it.concurrent.each('(')(\`six\`, () => {})
      it(title, () => {})
      const item = it.each(table)
    })`
  expect(titlesIn(source)).toEqual(['one', "two's", 'three %i', 'four', 'five', 'six'])
})
