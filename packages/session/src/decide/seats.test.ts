import { describe, expect, it } from 'vitest'
import { seatsFreeFor } from '../rules/seat-rules.ts'
import type { Seat } from '../state/vocabulary.ts'
import {
  ana,
  ben,
  codeOf,
  mia,
  openSampleSession,
  oto,
  person,
  type ScriptedSession,
  samplePreparedCase,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
  swapSampleSeats,
} from '../testing/index.ts'

const take = (session: ScriptedSession, who: typeof ana, seat: Seat) =>
  codeOf(session.send(who, { kind: 'takeSeat', seat }))
const handOver = (session: ScriptedSession, who: typeof ana, to: typeof ana) =>
  codeOf(session.send(who, { kind: 'handOverSeat', to }))
const join = (session: ScriptedSession, id: string, admits: readonly Seat[]) => {
  session.must(null, { kind: 'joinSession', participant: person(id), name: id, admits, seat: null })
  return person(id)
}

describe('taking and leaving', () => {
  it('[S13] leaves the seat held before, in the same decision', () => {
    const session = openSampleSession()
    expect(session.must(oto, { kind: 'takeSeat', seat: 'mentor' }).map(({ kind, data }) => [kind, data])).toEqual([
      ['seat-left', { round: 'r1', participant: oto, seat: 'observer' }],
      ['seat-taken', { round: 'r1', participant: oto, seat: 'mentor' }],
    ])
    expect(session.round.seats).toMatchObject({ mia: 'mentor', oto: 'mentor' })
    session.must(oto, { kind: 'leaveSeat' })
    expect(session.round.seats[oto]).toBeUndefined()
    expect(codeOf(session.send(oto, { kind: 'leaveSeat' }))).toBe('not-seated')
  })

  it('[S14] refuses a seat that is held, not admitted, not of the mode, or already yours', () => {
    const session = openSampleSession()
    expect(take(session, mia, 'interviewer')).toBe('seat-taken')
    expect(take(session, mia, 'mentor')).toBe('already-seated')
    expect(take(session, join(session, 'cy', ['observer']), 'mentor')).toBe('seat-not-admitted')
    expect(take(openSampleSession('solo'), mia, 'interviewer')).toBe('seat-not-in-mode')
  })

  it('[S4] is refused as stale when interviewer or candidate changed, and not when others come and go', () => {
    const session = openSampleSession()
    const seen = session.state.seatsVersion
    session.must(oto, { kind: 'takeSeat', seat: 'mentor' })
    join(session, 'cy', ['observer'])
    session.must(ben, { kind: 'leaveSeat', seatsVersion: seen })
    expect(codeOf(session.send(oto, { kind: 'takeSeat', seat: 'candidate', seatsVersion: seen }))).toBe('stale')
    expect(codeOf(session.send(ana, { kind: 'handOverSeat', to: mia, seatsVersion: seen }))).toBe('stale')
    expect(codeOf(session.send(ana, { kind: 'leaveSeat', seatsVersion: seen }))).toBe('stale')
    expect(codeOf(session.send(ana, { kind: 'removeParticipant', participant: oto, seatsVersion: seen }))).toBe('stale')
    expect(codeOf(session.send(ana, { kind: 'startRound', seatsVersion: seen }))).toBe('stale')
    expect(take(session, oto, 'candidate')).toBe('granted')
  })
})

describe('the guide', () => {
  it('[S15] bars from the candidate’s seat everybody who sat at the desk once a case was ready', () => {
    const session = openSampleSession()
    session.must(mia, { kind: 'leaveSeat' })
    session.must(ana, { kind: 'prepareCase', how: 'drawn', prepared: samplePreparedCase })
    session.must(ben, { kind: 'leaveSeat' })
    // Mia had left the desk before; Ana was at it; Oto sits down afterwards.
    session.must(oto, { kind: 'takeSeat', seat: 'mentor' })
    session.must(oto, { kind: 'takeSeat', seat: 'observer' })
    session.must(ana, { kind: 'leaveSeat' })
    expect(session.round.guideSeenBy).toEqual([ana, oto])
    expect(take(session, ana, 'candidate')).toBe('guide-seen')
    expect(take(session, oto, 'candidate')).toBe('guide-seen')
    expect(take(session, mia, 'candidate')).toBe('granted')
  })

  it('[S15] keeps the candidate’s seat from being handed to them, too', () => {
    const session = openSampleSession()
    session.must(ana, { kind: 'prepareCase', how: 'drawn', prepared: samplePreparedCase })
    expect(handOver(session, ben, mia)).toBe('guide-seen')
    expect(handOver(session, ben, oto)).toBe('granted')
  })

  it('[S15] also counts for people who were handed a desk seat', () => {
    const session = openSampleSession()
    session.must(ana, { kind: 'prepareCase', how: 'drawn', prepared: samplePreparedCase })
    session.must(ana, { kind: 'handOverSeat', to: oto })
    session.must(oto, { kind: 'leaveSeat' })
    session.must(ben, { kind: 'leaveSeat' })
    expect(take(session, oto, 'candidate')).toBe('guide-seen')
  })

  it('[S15] of one round keeps nobody from the next one’s seat', () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    swapSampleSeats(session)
    expect(session.round.seats).toMatchObject({ ana: 'candidate', ben: 'interviewer' })
    expect(session.round.guideSeenBy).toEqual([])
  })
})

describe('while a round runs', () => {
  it('[S16] the candidate stays, also in the debrief, until the next round opens', () => {
    const session = startSampleRound()
    const stays = () => {
      expect(codeOf(session.send(ben, { kind: 'leaveSeat' }))).toBe('candidate-stays')
      expect(handOver(session, ben, oto)).toBe('candidate-stays')
      expect(take(session, ben, 'mentor')).toBe('candidate-stays')
      expect(take(session, ben, 'observer')).toBe('candidate-stays')
      expect(take(session, ben, 'interviewer')).toBe('candidate-stays')
      expect(handOver(session, ana, ben)).toBe('candidate-stays')
      expect(handOver(session, mia, ben)).toBe('candidate-stays')
    }
    stays()
    scoreSampleRound(session)
    stays()
    session.must(ana, { kind: 'openNextRound', swapSeats: false })
    session.must(ben, { kind: 'leaveSeat' })
  })

  it('[S16] a candidate’s seat that a removal left empty is taken while it runs, and not in the debrief', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'removeParticipant', participant: ben })
    expect(take(session, mia, 'candidate')).toBe('guide-seen')
    expect(take(session, oto, 'candidate')).toBe('granted')
    session.must(ana, { kind: 'removeParticipant', participant: oto })
    session.must(ana, { kind: 'endRound' })
    expect(take(session, join(session, 'cy', ['candidate']), 'candidate')).toBe('seat-locked')
  })

  it('[S17] a mentor takes the interviewer’s empty seat, and is handed it', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'leaveSeat' })
    expect(take(session, mia, 'interviewer')).toBe('granted')
    expect(handOver(session, mia, oto)).toBe('granted')
    expect(session.round.seats).toEqual({ ben: 'candidate', mia: 'mentor', oto: 'interviewer' })
    session.must(oto, { kind: 'pauseClock' })
  })

  it('[S17] the interviewer does not become the candidate, even of an empty seat', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'removeParticipant', participant: ben })
    expect(take(session, ana, 'candidate')).toBe('seat-locked')
  })
})

describe('handing over', () => {
  it('[S18] gives the seat to somebody who leaves their own; the giver is left without', () => {
    const session = openSampleSession()
    expect(session.must(ana, { kind: 'handOverSeat', to: mia }).map(({ kind, by }) => [kind, by])).toEqual([
      ['seat-left', ana],
      ['seat-handed-over', ana],
    ])
    expect(session.round.seats).toEqual({ ben: 'candidate', mia: 'interviewer', oto: 'observer' })
    expect(handOver(session, ana, mia)).toBe('not-seated')
    expect(handOver(session, mia, person('eve'))).toBe('unknown-participant')
    expect(handOver(session, mia, person('constructor'))).toBe('unknown-participant')
    expect(handOver(session, mia, mia)).toBe('already-seated')
  })

  it('[S18] vouches for the receiver from the two seats and from the owner’s, and not from a watcher’s', () => {
    const session = openSampleSession()
    const cy = join(session, 'cy', ['observer'])
    expect(handOver(session, mia, cy)).toBe('seat-not-admitted')
    expect(handOver(session, ben, cy)).toBe('granted')
    session.must(ana, { kind: 'handOverSeat', to: ben })
    session.must(ana, { kind: 'takeSeat', seat: 'mentor' })
    const dee = join(session, 'dee', ['observer'])
    expect(handOver(session, ana, dee)).toBe('granted')
    // What was vouched for is that one seat, in that one round.
    session.must(dee, { kind: 'leaveSeat' })
    expect(take(session, dee, 'mentor')).toBe('granted')
  })

  it('[S52] a mentor who hands the desk back is a mentor again; the other way round nobody loses the way back', () => {
    const session = startSampleRound()
    expect(handOver(session, ana, mia)).toBe('granted')
    expect(session.round.seats).toMatchObject({ mia: 'interviewer' })
    expect(handOver(session, mia, ana)).toBe('granted')
    expect(session.round.seats).toMatchObject({ ana: 'interviewer', mia: 'mentor' })
    // Somebody who was admitted to one seat only comes back to it after having given it up.
    const cy = join(session, 'cy', ['observer'])
    expect(handOver(session, ana, cy)).toBe('granted')
    session.must(cy, { kind: 'leaveSeat' })
    expect(take(session, cy, 'interviewer')).toBe('granted')
  })

  it('[S53] while the interviewer is gone the candidate stands in, and people who may take the seat can', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ben, { kind: 'pauseClock' }))).toBe('interviewer-only')
    expect(codeOf(session.send(ana, { kind: 'noteAbsence', participant: ana }))).toBe('malformed')
    session.must(null, { kind: 'noteAbsence', participant: ana })
    expect(session.must(null, { kind: 'noteAbsence', participant: ana })).toEqual([])
    session.must(ben, { kind: 'pauseClock' })
    expect(codeOf(session.send(ben, { kind: 'releaseFact', fact: 'stations' }))).toBe('interviewer-only')
    session.must(null, { kind: 'noteReturn', participant: ana })
    expect(codeOf(session.send(ben, { kind: 'resumeClock' }))).toBe('interviewer-only')
    session.must(null, { kind: 'noteAbsence', participant: ana })
    session.must(ben, { kind: 'endRound' })
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    session.must(ben, { kind: 'openScores' })
    expect(session.round.status).toBe('scored')

    const other = startSampleRound()
    expect(take(other, mia, 'interviewer')).toBe('seat-taken')
    other.must(null, { kind: 'noteAbsence', participant: ana })
    expect(take(other, mia, 'interviewer')).toBe('granted')
    expect(other.round.seats).toEqual({ mia: 'interviewer', ben: 'candidate', oto: 'observer' })
    expect(take(other, ana, 'mentor')).toBe('granted')
  })

  it('[S53] in the lobby both seats make room when their holder is gone; once it runs, the candidate’s does not', () => {
    const session = openSampleSession()
    session.must(null, { kind: 'noteAbsence', participant: ana })
    session.must(null, { kind: 'noteAbsence', participant: ben })
    // Nobody stands in before the round: the candidate would know the case.
    expect(codeOf(session.send(ben, { kind: 'prepareCase', how: 'drawn', prepared: samplePreparedCase }))).toBe(
      'interviewer-only',
    )
    expect(take(session, mia, 'interviewer')).toBe('granted')
    expect(take(session, oto, 'candidate')).toBe('granted')
    expect(session.round.seats).toEqual({ mia: 'interviewer', oto: 'candidate' })
    session.must(null, { kind: 'noteReturn', participant: ben })
    expect(take(session, ben, 'candidate')).toBe('seat-taken')

    const running = startSampleRound()
    running.must(null, { kind: 'noteAbsence', participant: ben })
    expect(take(running, oto, 'candidate')).toBe('seat-taken')
  })

  it('[S53] a person who joins in the meantime may take the absent person’s seat', () => {
    const session = openSampleSession()
    session.must(null, { kind: 'noteAbsence', participant: ben })
    expect(seatsFreeFor(session.state, ['interviewer', 'candidate'])).toEqual(['candidate'])
    const cy = person('cy')
    session.must(null, { kind: 'joinSession', participant: cy, name: 'Cy', admits: ['candidate'], seat: 'candidate' })
    expect(session.round.seats).toMatchObject({ cy: 'candidate' })
    expect(session.round.seats[ben]).toBeUndefined()
  })

  it('[S60] the clock is paused automatically when interviewer or candidate drops out, once that is agreed', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ben, { kind: 'setPauseWhenAway', on: true }))).toBe('interviewer-only')
    session.must(null, { kind: 'noteAbsence', participant: ben })
    session.must(null, { kind: 'noteReturn', participant: ben })
    expect(session.round.clock.kind).toBe('running')
    session.must(ana, { kind: 'setPauseWhenAway', on: true })
    expect(session.must(ana, { kind: 'setPauseWhenAway', on: true })).toEqual([])
    session.wait(60_000)
    session.must(null, { kind: 'noteAbsence', participant: mia })
    expect(session.round.clock.kind).toBe('running')
    expect(session.must(null, { kind: 'noteAbsence', participant: ana }).map(({ kind }) => kind)).toEqual([
      'participant-absent',
      'clock-paused',
    ])
    expect(session.round.clock).toEqual({ kind: 'paused', phase: 0, remaining: 240_000 })
    // Nothing is paused twice, and it is resumed by a person.
    session.must(null, { kind: 'noteAbsence', participant: ben })
    session.must(null, { kind: 'noteReturn', participant: ana })
    session.must(ana, { kind: 'resumeClock' })
    session.must(ana, { kind: 'setPauseWhenAway', on: false })
    session.must(null, { kind: 'noteAbsence', participant: ana })
    expect(session.round.clock.kind).toBe('running')
  })

  it('[S54] a candidate is never given a case whose desk they sat at, in whichever round', () => {
    const session = startSampleRound()
    scoreSampleRound(session)
    swapSampleSeats(session)
    const prepare = (caseId: string) => ({
      kind: 'prepareCase' as const,
      how: 'chosen' as const,
      prepared: { ...samplePreparedCase, public: { ...samplePreparedCase.public, caseId } },
    })
    expect(codeOf(session.send(ben, prepare('bike-share')))).toBe('candidate-knows-case')
    session.must(ben, prepare('another'))
    // Nor may somebody sit down as the candidate of a case they know.
    const later = startSampleRound()
    scoreSampleRound(later)
    later.must(ana, { kind: 'openNextRound', swapSeats: false })
    later.must(ben, { kind: 'leaveSeat' })
    later.must(ana, prepare('bike-share'))
    later.must(mia, { kind: 'leaveSeat' })
    expect(take(later, mia, 'candidate')).toBe('guide-seen')
    expect(take(later, ben, 'candidate')).toBe('granted')
  })

  it('[S54] holds for a guide that was opened and given up for another case, after a swap, and for every way to the seat', () => {
    const prepare = (caseId: string) => ({
      kind: 'prepareCase' as const,
      how: 'chosen' as const,
      prepared: { ...samplePreparedCase, public: { ...samplePreparedCase.public, caseId } },
    })
    const session = openSampleSession()
    session.must(ana, prepare('given-up'))
    session.must(ana, prepare('bike-share'))
    session.must(ana, { kind: 'startRound' })
    scoreSampleRound(session)
    swapSampleSeats(session)
    for (const known of ['given-up', 'bike-share'])
      expect(codeOf(session.send(ben, prepare(known)))).toBe('candidate-knows-case')
    // Ben worked through the first case himself: he may be examined in it again, but nobody hands it to Mia, who was at its desk.
    session.must(ana, { kind: 'handOverSeat', to: oto })
    session.must(ben, prepare('given-up'))
    expect(handOver(session, oto, ana)).toBe('guide-seen')
    expect(handOver(session, oto, mia)).toBe('guide-seen')
    session.must(oto, { kind: 'leaveSeat' })
    expect(take(session, ana, 'candidate')).toBe('guide-seen')
    const cy = join(session, 'cy', ['candidate'])
    expect(take(session, cy, 'candidate')).toBe('granted')
  })
})
