import { describe, expect, it } from 'vitest'
import { createMicNotices, createSpeaking } from './speaking.ts'

describe('who speaks', () => {
  it('goes on between two words, and ends after the last', () => {
    const speaks = createSpeaking()
    expect(speaks(0.001, 0)).toBe(false)
    expect(speaks(0.1, 100)).toBe(true)
    expect(speaks(0, 400)).toBe(true)
    expect(speaks(0, 500)).toBe(false)
  })
})

describe('what is said about a microphone', () => {
  const run = (levels: readonly number[], muted: boolean, notices = createMicNotices(), from = 0) =>
    levels.map((level, at) => notices({ level, muted, now: from + at * 100 }))

  it('somebody who speaks while muted is told so, not for a cough, and until they are heard', () => {
    expect(run([...Array(2).fill(0.2), ...Array(8).fill(0)], true).every((one) => one === null)).toBe(true)
    // Between syllables there is nothing for a moment.
    expect(run([0.2, 0, 0.2, 0, 0, 0.2, 0, 0.2, 0.2], true).at(-1)).toBe('muted')
    const notices = createMicNotices()
    expect(run(Array(9).fill(0.2), true, notices).at(-1)).toBe('muted')
    expect(run([0, 0], true, notices, 900)).toEqual(['muted', 'muted'])
    expect(run([0.2], false, notices, 1_200)).toEqual([null])
  })

  it('a microphone that gives not even noise is named after five seconds, and no longer once it gives something', () => {
    const notices = createMicNotices()
    const told = run(Array(60).fill(0), false, notices)
    expect(told.indexOf('silent')).toBe(50)
    expect(run([0.0005], false, notices, 6_000)).toEqual([null])
    // A quiet room has noise, and a muted person may be silent.
    expect(run(Array(80).fill(0.0005), false).every((one) => one === null)).toBe(true)
    expect(run(Array(80).fill(0), true).every((one) => one === null)).toBe(true)
  })
})
