import { expect, it } from 'vitest'
import { hintPrice } from './hint-price.ts'

const hint = (rung: 1 | 2, level: 3 | 4) => ({
  id: `hint-${rung}`,
  phase: 'metrics',
  rung,
  text: 'What is the denominator?',
  ceiling: { dimension: 'metrics', level },
})
const rubric = [
  {
    id: 'metrics',
    title: 'Metric quality and tree',
    weight: 100,
    ticks: [],
    levels: { 1: '', 2: '', 3: '', 4: '' },
  },
]

it('a hint that leaves the best level within reach is not said to limit anything', () => {
  expect(hintPrice(hint(1, 4), rubric)).toBe('Rung 1 · doesn’t limit any level')
  expect(hintPrice(hint(2, 3), rubric)).toBe('Rung 2 · limits the level to 3 for Metric quality and tree')
})
