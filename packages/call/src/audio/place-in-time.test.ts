import { describe, expect, it } from 'vitest'
import { placeInTime } from './place-in-time.ts'

describe('when a recorded sound began', () => {
  it('is its end less its length, however late the page heard of its beginning', () => {
    for (const late of [0, 62, 270])
      expect(placeInTime({ began: 100_000 + late, ended: 110_000, sound: 9_970 })).toEqual({
        at: 100_000,
        length: 10_000,
      })
  })

  it('is when the page heard of it where the sound stops long before the end: the computer slept', () => {
    expect(placeInTime({ began: 100_000, ended: 3_700_000, sound: 4_000 })).toEqual({ at: 100_000, length: 4_000 })
  })

  it('is when the page heard of it where nobody can say how long the sound is', () => {
    expect(placeInTime({ began: 100_000, ended: 110_000, sound: null })).toEqual({ at: 100_000, length: 10_000 })
  })
})
