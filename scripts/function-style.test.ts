import { expect, it } from 'vitest'
import { exportedArrows, undocumented } from './function-style.ts'

it('names exported arrow functions, and nothing else', () => {
  const source = `
    export const plain = () => 1
    export const later = async <T,>(value: T): Promise<T> => value
    export const typed: () => number = () => 1
    export const number = 1
    export const made = (() => 1)()
    export function right() { return () => 1 }
    const local = () => 1
  `
  expect(exportedArrows(source, false)).toEqual(['plain', 'later'])
})

it('names exported functions and classes without a comment', () => {
  const source = `
/** Says so. */
export function said(): void {}

export async function silent(): Promise<void> {}
function own(): void {}
/**
 * Says so, too.
 */
export class Said {}
export class Silent {}
`
  expect(undocumented(source)).toEqual(['silent', 'Silent'])
})
