import { describe, expect, it } from 'vitest'
import { minutesAndSeconds, timeInWords, timeOnFace } from './clock-words.ts'

describe('the words of the clock', () => {
  it('counts down to nought and then up', () => {
    expect([61_000, 60_001, 1, 0, -999, -1000, -61_500].map(minutesAndSeconds)).toEqual([
      '1:01',
      '1:01',
      '0:01',
      '0:00',
      '0:00',
      '0:01',
      '1:01',
    ])
  })
  it('goes on past an hour', () => {
    expect(minutesAndSeconds(3_729_000)).toBe('1:02:09')
  })
  it('shows the last minute in seconds, so that it cannot be taken for minutes', () => {
    expect([540_000, 60_000, 56_000, 0, -4000, -61_000].map(timeOnFace)).toEqual([
      '9:00',
      '1:00',
      '56 s',
      '0 s',
      '4 s',
      '1:01',
    ])
  })
  it('says the time in words', () => {
    expect([247_000, 60_000, 1000, -23_400].map(timeInWords)).toEqual([
      '4 minutes 7 seconds left',
      '1 minute left',
      '1 second left',
      '23 seconds over',
    ])
  })
})
