import { describe, expect, it } from 'vitest'
import { sessionLimits } from '../limits/session-limits.ts'
import { pinIdSchema } from '../state/ids.ts'
import {
  ana,
  ben,
  codeOf,
  mia,
  openSampleSession,
  oto,
  samplePreparedCase,
  scoreSampleRound,
  startSampleRound,
} from '../testing/index.ts'

const pin = (id: string) => pinIdSchema.parse(id)

describe('pins', () => {
  it('[S79] are their author’s until the scores open, and then everybody’s with their newest words', () => {
    const session = startSampleRound()
    session.wait(60_000)
    session.must(mia, { kind: 'pinMoment', pin: pin('a'), words: '' })
    const { at } = session.round.pins[0] ?? { at: 0 }
    session.wait(5_000)
    session.must(mia, { kind: 'pinMoment', pin: pin('b'), words: 'said twice' })
    session.must(mia, { kind: 'pinMoment', pin: pin('a'), words: 'I would push here' })
    session.must(mia, { kind: 'removePin', pin: pin('b') })
    session.must(ana, { kind: 'pinMoment', pin: pin('a'), words: 'mine' })
    expect(session.round.pins.map(({ by, words }) => [by, words])).toEqual([
      [mia, 'I would push here'],
      [ana, 'mine'],
    ])
    expect(session.round.pins[0]?.at).toBe(at)
    for (const who of [ben, oto]) expect(JSON.stringify(session.streamOf(who))).not.toContain('pin')
    expect(JSON.stringify(session.streamOf(ana))).not.toContain('push here')
    scoreSampleRound(session)
    for (const who of [ana, ben, oto]) {
      const words = JSON.stringify(session.streamOf(who))
      expect(words).toContain('I would push here')
      expect(words).not.toContain('said twice')
    }
    expect(codeOf(session.send(mia, { kind: 'pinMoment', pin: pin('a'), words: 'later' }))).toBe('scores-open')
    expect(codeOf(session.send(mia, { kind: 'removePin', pin: pin('a') }))).toBe('scores-open')
  })

  it('[S79] are made at the desk while the round runs, and their words until the scores open', () => {
    const session = openSampleSession()
    session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    expect(codeOf(session.send(mia, { kind: 'pinMoment', pin: pin('a'), words: '' }))).toBe('round-not-started')
    session.must(ana, { kind: 'startRound' })
    expect([ben, oto].map((who) => codeOf(session.send(who, { kind: 'pinMoment', pin: pin('a'), words: '' })))).toEqual(
      ['desk-only', 'desk-only'],
    )
    expect(codeOf(session.send(ana, { kind: 'removePin', pin: pin('a') }))).toBe('unknown-pin')
    for (let n = 0; n < sessionLimits.pinsPerAuthor; n++)
      session.must(mia, { kind: 'pinMoment', pin: pin(`n${n}`), words: '' })
    expect(codeOf(session.send(mia, { kind: 'pinMoment', pin: pin('more'), words: '' }))).toBe('too-many')
    session.must(ana, { kind: 'pinMoment', pin: pin('more'), words: '' })
    session.must(ana, { kind: 'endRound' })
    session.must(mia, { kind: 'pinMoment', pin: pin('n1'), words: 'what for?' })
    expect(codeOf(session.send(ana, { kind: 'pinMoment', pin: pin('late'), words: '' }))).toBe('round-ended')
  })
})
