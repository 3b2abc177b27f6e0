import { foldAll, type ParticipantId, type Round } from '@greenroom/session'
import { ana, ben, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import { roundRibbon } from './round-ribbon.ts'

const minute = 60_000

const played = () => {
  const session = startSampleRound()
  const roundOf = (who: ParticipantId): Round => {
    const round = foldAll(session.streamOf(who)).rounds.at(-1)
    if (round === undefined) throw new Error('no round')
    return round
  }
  const ribbon = (who: ParticipantId) => {
    const made = roundRibbon(roundOf(who), session.now)
    if (made === null) throw new Error('not started')
    return made
  }
  return { session, ribbon }
}
const lengths = ({ segments }: NonNullable<ReturnType<typeof roundRibbon>>) =>
  segments.map(({ length, over, state }) => [length / minute, over / minute, state])

describe('the ribbon of a round', () => {
  it('gives each phase its time, keeps it while it runs, and is pushed wider only by overtime', () => {
    const { session, ribbon } = played()
    const planned = [
      [5, 0, 'now'],
      [10, 0, 'next'],
      [5, 0, 'next'],
    ]
    expect(lengths(ribbon(ana))).toEqual(planned)
    session.wait(4 * minute)
    expect(lengths(ribbon(ana))).toEqual(planned)
    expect(ribbon(ana).head).toEqual({ segment: 'goal', share: 0.8 })
    session.wait(3 * minute)
    expect(lengths(ribbon(ana))[0]).toEqual([7, 2, 'now'])
    expect(ribbon(ana).head).toEqual({ segment: 'goal', share: 1 })
    session.must(ana, { kind: 'nextPhase' })
    session.wait(5 * minute)
    expect(lengths(ribbon(ana))).toEqual([
      [7, 2, 'past'],
      [10, 0, 'now'],
      [5, 0, 'next'],
    ])
    expect(ribbon(ana).head).toEqual({ segment: 'metrics', share: 0.5 })
  })

  it('has its playhead at the same place on every screen at the same second', () => {
    const { session, ribbon } = played()
    session.wait(123_456)
    session.must(ana, { kind: 'releaseFact', fact: 'stations' })
    expect(ribbon(ben).head).toEqual(ribbon(ana).head)
  })

  it('says when the last minute of a phase is running, and no longer once the round has ended', () => {
    const { session, ribbon } = played()
    const ending = () => ribbon(ben).segments.map((segment) => segment.ending === true)
    session.wait(4 * minute - 1)
    expect(ending()).toEqual([false, false, false])
    session.wait(1)
    expect(ending()).toEqual([true, false, false])
    scoreSampleRound(session)
    expect(ending()).toEqual([false, false, false])
  })

  it('has a dot for what its reader was sent: the candidate sees no mark, and a mentor’s pin is theirs alone', () => {
    const { session, ribbon } = played()
    session.wait(minute)
    session.must(ana, { kind: 'releaseFact', fact: 'stations' })
    session.must(ana, { kind: 'markMoment', label: 'Good' })
    session.wait(minute)
    session.must(ana, { kind: 'giveHint', hint: 'goal-1' })
    const dots = (who: ParticipantId) => ribbon(who).dots.map(({ kind, segment, share }) => [kind, segment, share])
    expect(dots(ana)).toEqual([
      ['fact', 'goal', 0.2],
      ['hint', 'goal', 0.4],
      ['mark', 'goal', 0.2],
    ])
    expect(dots(ben)).toEqual([
      ['fact', 'goal', 0.2],
      ['hint', 'goal', 0.4],
    ])
    scoreSampleRound(session)
    expect(dots(ben)).toHaveLength(3)
  })

  it('does not move while the clock is paused, and no dot is past the playhead', () => {
    const { session, ribbon } = played()
    session.wait(minute)
    session.must(ana, { kind: 'pauseClock' })
    session.wait(3 * minute)
    session.must(ana, { kind: 'releaseFact', fact: 'stations' })
    expect(ribbon(ana).head).toEqual({ segment: 'goal', share: 0.2 })
    expect(ribbon(ana).dots.map(({ share }) => share)).toEqual([0.2])
  })
})
