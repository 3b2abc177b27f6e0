import { ana, ben, mia, openSampleSession, oto, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { nextMembers } from './call-members.ts'
import { isWhisperer, readWhispers } from './whispers.ts'

const state = { muted: true, camera: false, screen: false, direct: true, relay: false, whispers: false, liveKit: false }
const members = (...allowing: readonly string[]) =>
  nextMembers(
    [],
    [ana, ben, mia, oto].map((participant) => ({
      participant,
      peer: `peer-of-${participant}`,
      state: { ...state, whispers: allowing.includes(participant) },
    })),
    0,
  )

describe('whispers by voice', () => {
  it('stand between a mentor and the interviewer, and are on when both allow them', () => {
    const { state: running } = startSampleRound()
    for (const [me, other] of [
      [ana, mia],
      [mia, ana],
    ] as const) {
      expect(readWhispers(running, me, members(), false)).toBe('off')
      expect(readWhispers(running, me, members(), true)).toBe('asked')
      expect(readWhispers(running, me, members(other), false)).toBe('invited')
      expect(readWhispers(running, me, members(other), true)).toBe('on')
    }
    for (const me of [ben, oto]) expect(readWhispers(running, me, members(ana, mia), true)).toBe('none')
  })

  it('are for a round that runs, and for two who are in the call', () => {
    const session = startSampleRound()
    const without = members().filter(({ participant }) => participant !== mia)
    expect(readWhispers(session.state, ana, without, true)).toBe('none')
    expect(readWhispers(null, ana, members(), true)).toBe('none')
    expect(readWhispers(openSampleSession().state, ana, members(mia), true)).toBe('none')
    scoreSampleRound(session)
    expect(readWhispers(session.state, ana, members(mia), true)).toBe('none')
  })

  it('make a whisperer of the mentor alone', () => {
    const { state: running } = startSampleRound()
    expect(isWhisperer(running, mia, 'on')).toBe(true)
    expect(isWhisperer(running, mia, 'asked')).toBe(false)
    expect(isWhisperer(running, ana, 'on')).toBe(false)
  })
})
