import { describe, expect, it } from 'vitest'
import { createVoiceLevels, levelDigit } from './voice-levels.ts'

describe('levels of a recorded voice', () => {
  it('are decibels in sixteen steps', () => {
    expect([0, 0.0009, 0.015, 0.1, 1, 7].map(levelDigit)).toEqual(['0', '0', '6', 'a', 'f', 'f'])
  })

  it('are the loudest of each quarter of a second, as long as the part', () => {
    const levels = createVoiceLevels()
    for (const [level, at] of [
      [0.1, 0],
      [1, 249],
      [0.1, 250],
      [0.015, 760],
      [1, 1_100],
    ] as const)
      levels.note(level, at)
    expect(levels.read(1_000)).toBe('fa06')
    expect(levels.read(1_001)).toBe('fa06f')
    expect(createVoiceLevels().read(500)).toBe('00')
  })
})
