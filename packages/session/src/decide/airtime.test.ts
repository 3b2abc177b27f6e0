import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sessionLimits } from '../limits/session-limits.ts'
import { isShareUsed } from '../rules/shares.ts'
import type { Stretch } from '../state/airtime.ts'
import { airtimeWaitsFor, keptAirtimes, measuredNow } from '../state/airtime-readings.ts'
import type { ParticipantId } from '../state/ids.ts'
import {
  ana,
  ben,
  codeOf,
  mia,
  openSampleSession,
  oto,
  type ScriptedSession,
  samplePreparedCase,
  sampleScorecard,
  scoreSampleRound,
  startSampleRound,
} from '../testing/index.ts'
import { history, play } from '../testing/random-history.ts'
import { erasedIn, erasedOf } from '../view/erased.ts'
import { project } from '../view/project.ts'
import { createExportProjector, createSharedProjector } from '../view/shared-view.ts'
import { wireCommandSchema } from './commands.ts'

const kinds = (entries: readonly { readonly kind: string }[]) => entries.map(({ kind }) => kind)
const agree = (session: ScriptedSession, who: ParticipantId, airtime = 1) =>
  session.must(who, { kind: 'agreeAirtime', airtime })
/** A round that runs, and both have agreed. */
const measured = (session = startSampleRound()): ScriptedSession => {
  agree(session, ana)
  agree(session, ben)
  return session
}
/** Heard for just as long as they speak. */
const note = (session: ScriptedSession, who: ParticipantId, stretches: readonly Stretch[], airtime = 1) => {
  const heard = {
    from: Math.min(...stretches.map(({ from }) => from)),
    to: Math.max(...stretches.map(({ to }) => to)),
  }
  return session.send(who, { kind: 'noteAirtime', airtime, heard, stretches: [...stretches] })
}
/** From so many milliseconds ago until so many. */
const ago = ({ now }: ScriptedSession, from: number, to = 0): Stretch => ({ from: now - from, to: now - to })
const stretchesOf = (entries: readonly { readonly kind: string; readonly data: unknown }[]) =>
  entries.flatMap((entry) =>
    entry.kind === 'airtime-noted' ? (entry.data as { readonly stretches: readonly Stretch[] }).stretches : [],
  )
const heardOf = (entries: ReturnType<ScriptedSession['streamOf']>) =>
  entries.flatMap((entry) => (entry.kind === 'airtime-noted' ? [entry.data.heard] : []))
const spans = ({ state }: ScriptedSession, airtime = 1) =>
  state.airtimes[airtime - 1]?.spans.map(({ round, from, to }) => [round, from, to])

describe('who speaks when', () => {
  it('[S170] is measured if interviewer and candidate agree, and nobody else has a say', () => {
    const session = startSampleRound()
    for (const who of [mia, oto])
      expect(codeOf(session.send(who, { kind: 'agreeAirtime', airtime: 1 }))).toBe('two-seats-only')
    expect(codeOf(session.send(ana, { kind: 'agreeAirtime', airtime: 2 }))).toBe('airtime-over')
    expect(kinds(agree(session, ben))).toEqual(['airtime-agreed'])
    expect(airtimeWaitsFor(session.state)).toEqual([ana])
    expect(session.state.airtimes[0]?.askedBy).toBe(ben)
    // Of two who ask at once the second agrees, and who says it again changes nothing.
    expect(kinds(agree(session, ana))).toEqual(['airtime-agreed'])
    expect(agree(session, ana)).toEqual([])
    expect(airtimeWaitsFor(session.state)).toEqual([])
    for (let count = 1; count < sessionLimits.airtimes; count++) {
      session.must(ben, { kind: 'stopAirtime', airtime: count })
      agree(session, ana, count + 1)
    }
    session.must(ben, { kind: 'stopAirtime', airtime: 40 })
    expect(codeOf(session.send(ana, { kind: 'agreeAirtime', airtime: 41 }))).toBe('too-many')
  })

  it('[S171] runs only while a round does and everybody in a seat that it needs has agreed, here or not', () => {
    const session = openSampleSession()
    agree(session, ana)
    agree(session, ben)
    expect(measuredNow(session.state)).toBeNull()
    session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared: samplePreparedCase })
    session.must(ana, { kind: 'startRound' })
    const from = session.now
    expect(measuredNow(session.state)).toEqual({ round: 'r1', between: [ana, ben] })
    // Somebody away has a say: nobody is measured alone because the other one is gone.
    session.wait(5_000)
    session.must(null, { kind: 'noteAbsence', participant: ben })
    expect(measuredNow(session.state)).not.toBeNull()
    session.must(ana, { kind: 'handOverSeat', to: mia })
    const handed = session.now
    expect(measuredNow(session.state)).toBeNull()
    expect(airtimeWaitsFor(session.state)).toEqual([mia])
    session.wait(5_000)
    agree(session, mia)
    const again = session.now
    session.wait(5_000)
    session.must(mia, { kind: 'endRound' })
    expect(spans(session)).toEqual([
      ['r1', from, handed],
      ['r1', again, session.now],
    ])
    expect(measuredNow(session.state)).toBeNull()
    session.must(mia, { kind: 'reopenRound' })
    expect(measuredNow(session.state)).toEqual({ round: 'r1', between: [mia, ben] })
  })

  it('[S171] waits for one who is away and has not agreed, and in solo for the candidate alone', () => {
    const session = startSampleRound()
    agree(session, ana)
    session.must(null, { kind: 'noteAbsence', participant: ben })
    expect(measuredNow(session.state)).toBeNull()
    expect(codeOf(note(session, ana, [ago(session, 1)]))).toBe('airtime-outside')
    const alone = startSampleRound('solo')
    agree(alone, ana)
    alone.wait(3_000)
    expect(note(alone, ana, [ago(alone, 2_000, 1_000)])).toMatchObject({ ok: true })
  })

  it('[S172] is over for both when one of them says no or stops it, and with the session', () => {
    const session = startSampleRound()
    agree(session, ana)
    for (const who of [mia, oto])
      expect(codeOf(session.send(who, { kind: 'stopAirtime', airtime: 1 }))).toBe('two-seats-only')
    // Ben was asked, and says no.
    expect(kinds(session.must(ben, { kind: 'stopAirtime', airtime: 1 }))).toEqual(['airtime-stopped'])
    expect(codeOf(session.send(ben, { kind: 'stopAirtime', airtime: 1 }))).toBe('airtime-over')
    expect(codeOf(session.send(ben, { kind: 'agreeAirtime', airtime: 1 }))).toBe('airtime-over')
    agree(session, ben, 2)
    expect(measuredNow(session.state)).toBeNull()
    agree(session, ana, 2)
    expect(measuredNow(session.state)).not.toBeNull()
    expect(kinds(session.must(ana, { kind: 'closeSession' }))).toContain('airtime-stopped')
    session.must(ana, { kind: 'reopenSession' })
    expect(measuredNow(session.state)).toBeNull()
    agree(session, ana, 3)
    expect(kinds(session.must(null, { kind: 'closeUnattended' }))).toContain('airtime-stopped')
  })

  it('[S173] counts what lies in a time in which it was measured, once', () => {
    const session = startSampleRound()
    session.wait(10_000)
    measured(session)
    const [[, from = 0] = []] = (spans(session) ?? []) as [string, number, number | null][]
    session.wait(10_000)
    // Begun before both had agreed; told twice; later than now.
    expect(note(session, ana, [{ from: from - 4_000, to: from + 2_000 }])).toMatchObject({ ok: true })
    expect(note(session, ana, [{ from, to: from + 3_000 }])).toMatchObject({ ok: true })
    expect(note(session, ana, [{ from: session.now - 500, to: session.now + 60_000 }])).toMatchObject({ ok: true })
    expect(heardOf(session.streamOf(ana))).toEqual(stretchesOf(session.streamOf(ana)))
    expect(stretchesOf(session.streamOf(ana))).toEqual([
      { from, to: from + 2_000 },
      { from: from + 2_000, to: from + 3_000 },
      { from: session.now - 500, to: session.now },
    ])
    for (const stretch of [
      { from, to: from + 3_000 },
      { from: session.now + 5_000, to: session.now + 6_000 },
      { from: from + 5_000, to: from + 4_000 },
      ago(session, 3_600_000, 3_599_000),
    ])
      expect(codeOf(note(session, ana, [stretch]))).toBe('airtime-outside')
    expect(codeOf(note(session, ana, [ago(session, 1)], 2))).toBe('unknown-airtime')
    expect(codeOf(note(session, mia, [ago(session, 1)]))).toBe('airtime-not-agreed')
    // Somebody else's speech at the same time is theirs; and what is on its way arrives after the end and the closing.
    expect(note(session, ben, [{ from, to: from + 3_000 }])).toMatchObject({ ok: true })
    session.must(ana, { kind: 'endRound' })
    const end = session.now
    session.must(ana, { kind: 'closeSession' })
    session.wait(5_000)
    expect(note(session, ben, [{ from: end - 200, to: end + 700 }])).toMatchObject({ ok: true })
    expect(stretchesOf(session.streamOf(ben)).at(-1)).toEqual({ from: end - 200, to: end })
    expect(codeOf(note(session, ben, [{ from: end, to: end + 700 }]))).toBe('airtime-outside')
  })

  it('[S173] belongs to the round in which it was, and to nobody who had no seat in it', () => {
    const session = measured()
    session.wait(10_000)
    session.must(ana, { kind: 'handOverSeat', to: mia })
    agree(session, mia)
    session.wait(10_000)
    // Ana has handed her seat over: what she said before counts, what she says now does not.
    const from = session.now - 20_000
    expect(note(session, ana, [{ from, to: session.now }])).toMatchObject({ ok: true })
    const [own] = stretchesOf(session.streamOf(ana))
    expect((own?.to ?? 0) - from).toBeLessThanOrEqual(10_000 + 5_000)
    expect(note(session, mia, [{ from, to: session.now }])).toMatchObject({ ok: true })
    expect(stretchesOf(session.streamOf(mia))[0]?.from).toBeGreaterThan((own?.to ?? 0) - 1)
  })

  it('[S173] stops at 2,000 entries of one person, and at 100 stretches of an entry', () => {
    const session = measured()
    session.wait(400_000)
    const heard = ago(session, 300_000, 270_000)
    const noting = (count: number, length = 30_000) =>
      wireCommandSchema.safeParse({
        kind: 'noteAirtime',
        airtime: 1,
        heard: { from: 0, to: length },
        stretches: Array.from({ length: count }, (_, index) => ({ from: index * 20, to: index * 20 + 10 })),
      }).success
    expect([noting(100), noting(101), noting(1, 60_000), noting(1, 60_001)]).toEqual([true, false, true, false])
    session.must(ana, { kind: 'noteAirtime', airtime: 1, heard, stretches: [] })
    for (let count = 1; count < sessionLimits.airtimeEntriesOfEach; count++)
      expect(note(session, ana, [ago(session, 200_000 - count, 199_999 - count)])).toMatchObject({ ok: true })
    expect(codeOf(note(session, ana, [ago(session, 10)]))).toBe('too-many')
    expect(note(session, ben, [ago(session, 10)])).toMatchObject({ ok: true })
  })

  it('[S174] is its author’s alone until the scores open, then everybody’s in the session, and in no share link', () => {
    const session = measured()
    session.wait(10_000)
    expect(note(session, ana, [ago(session, 5_000, 4_000)])).toMatchObject({ ok: true })
    expect(note(session, ben, [ago(session, 3_000, 2_000)])).toMatchObject({ ok: true })
    const seen = () => [ana, ben, mia, oto].map((who) => stretchesOf(session.streamOf(who)).length)
    expect(seen()).toEqual([1, 1, 0, 0])
    session.must(ana, { kind: 'endRound' })
    for (const who of [ana, ben, mia]) session.must(who, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    expect(seen()).toEqual([2, 2, 2, 2])
    // What arrives later is not secret any more.
    expect(note(session, ana, [ago(session, 2_000)])).toMatchObject({ ok: true })
    expect(seen()).toEqual([3, 3, 3, 3])
    for (const audience of ['candidate', 'desk'] as const) {
      const link = createSharedProjector({ audience, names: true, words: true }, erasedIn(session.log))
      expect(JSON.stringify(session.log.flatMap((entry) => link.next(entry)))).not.toContain('airtime')
    }
    const own = createExportProjector(oto, erasedIn(session.log))
    expect(stretchesOf(session.log.flatMap((entry) => own.next(entry)))).toHaveLength(3)
  })

  it('[S175] is deleted by anybody who agreed or the owner, whatever the log holds of it, and before it opened to anybody', () => {
    const session = measured()
    session.wait(10_000)
    expect(note(session, ana, [ago(session, 5_000, 4_000)])).toMatchObject({ ok: true })
    expect(note(session, ben, [ago(session, 3_000, 2_000)])).toMatchObject({ ok: true })
    expect(codeOf(session.send(ben, { kind: 'deleteAirtime', airtime: 2 }))).toBe('unknown-airtime')
    expect(codeOf(session.send(mia, { kind: 'deleteAirtime', airtime: 1 }))).toBe('owner-only')
    const before = session.streamOf(ana).length
    expect(kinds(session.must(ben, { kind: 'deleteAirtime', airtime: 1 }))).toEqual([
      'airtime-stopped',
      'airtime-deleted',
    ])
    expect(session.must(ana, { kind: 'deleteAirtime', airtime: 1 })).toEqual([])
    expect(codeOf(note(session, ana, [ago(session, 1_000)]))).toBe('airtime-deleted')
    expect(keptAirtimes(session.state)).toEqual([])
    expect(session.streamOf(ana)).toHaveLength(before + 2)
    scoreSampleRound(session)
    for (const who of [ana, ben, mia, oto]) {
      expect(stretchesOf(session.streamOf(who))).toEqual([])
      const own = createExportProjector(who, erasedIn(session.log))
      expect(stretchesOf(session.log.flatMap((entry) => own.next(entry)))).toEqual([])
    }
    // Others were never told that there was any.
    expect(kinds(session.streamOf(oto))).not.toContain('airtime-noted')
    session.must(ana, { kind: 'closeSession' })
    expect(codeOf(session.send(ana, { kind: 'deleteAirtime', airtime: 1 }))).toBe('granted')
  })

  it('[S175] is deleted too when somebody has used up their share', () => {
    const session = measured()
    expect(isShareUsed({ ...session.state, usage: { [ana]: { ...full } } }, ana, 'agreeAirtime')).toBe(true)
    for (const kind of ['stopAirtime', 'deleteAirtime'])
      expect(isShareUsed({ ...session.state, usage: { [ana]: { ...full } } }, ana, kind)).toBe(false)
  })

  it('[S174] gives two sessions that differ in when somebody spoke the same bytes, to all others, until the scores open', () => {
    const talk = fc.array(fc.tuple(fc.nat(9_000), fc.integer({ min: 1, max: 4_000 })), { maxLength: 8 })
    let differed = 0
    fc.assert(
      fc.property(talk, talk, fc.constantFrom(ana, ben), (some, others, speaker) => {
        const run = (spoken: typeof some): ScriptedSession => {
          const session = measured()
          session.wait(20_000)
          for (const [from, length] of spoken)
            note(session, speaker, [ago(session, 15_000 - from, Math.max(0, 15_000 - from - length))])
          note(session, speaker === ana ? ben : ana, [ago(session, 5_000, 2_000)])
          return session
        }
        const [one, other] = [run(some), run(others)]
        for (const who of [ana, ben, mia, oto].filter((each) => each !== speaker))
          expect(JSON.stringify(one.streamOf(who))).toBe(JSON.stringify(other.streamOf(who)))
        if (JSON.stringify(one.log) !== JSON.stringify(other.log)) differed += 1
        scoreSampleRound(one)
        expect(stretchesOf(one.streamOf(oto)).length > 1).toBe(some.length > 0)
      }),
      { numRuns: 60 },
    )
    expect(differed).toBeGreaterThan(20)
  })

  it('[S173] [S175] in random sessions lies in times in which all had agreed, never overlaps, and is gone once deleted', () => {
    const checked = { noted: 0, deleted: 0 }
    fc.assert(
      fc.property(history(), (steps) => {
        // Beside what chance has them do, both note what they said within the last seconds, and now and then delete it and agree again.
        const { log, state } = play(steps, (session, { wait }) => {
          const airtime = session.state.airtimes.length
          for (const who of [ana, ben]) note(session, who, [ago(session, 9_000, 2_000)], airtime)
          if (wait % 5 !== 1) return
          session.send(ana, { kind: 'deleteAirtime', airtime })
          for (const who of [ana, ben]) session.send(who, { kind: 'agreeAirtime', airtime: airtime + 1 })
        })
        expect(erasedOf(state)).toEqual(erasedIn(log))
        const deleted = new Set(
          state.airtimes.flatMap(({ airtime, deletedAt }) => (deletedAt === null ? [] : [airtime])),
        )
        const until = new Map<ParticipantId | null, number>()
        for (const entry of log) {
          if (entry.kind !== 'airtime-noted') continue
          const airtime = state.airtimes.find((one) => one.airtime === entry.data.airtime)
          const { heard, stretches } = entry.data
          checked.noted += stretches.length
          expect(heard.from).toBeGreaterThanOrEqual(deleted.size > 0 ? 0 : (until.get(entry.by) ?? 0))
          until.set(entry.by, heard.to)
          const span = airtime?.spans.find((one) => one.from <= heard.from && heard.to <= (one.to ?? entry.at))
          expect(span).toMatchObject({ round: entry.data.round })
          expect(span?.between).toContain(entry.by)
          for (const who of span?.between ?? []) expect(airtime?.agreed).toContain(who)
          let end = heard.from
          for (const { from, to } of stretches) {
            expect(from).toBeGreaterThanOrEqual(end)
            expect(to).toBeGreaterThan(from)
            end = to
          }
          expect(end).toBeLessThanOrEqual(heard.to)
        }
        for (const who of Object.keys(state.participants) as ParticipantId[])
          for (const entry of project(log, who)) {
            if (entry.kind !== 'airtime-noted' || !deleted.has(entry.data.airtime)) continue
            checked.deleted += 1
            expect(entry.data).toMatchObject({ heard: { from: 0, to: 0 }, stretches: [] })
          }
      }),
      { numRuns: 150 },
    )
    expect(checked.noted).toBeGreaterThan(200)
    expect(checked.deleted).toBeGreaterThan(20)
  })
})

const full = {
  entries: sessionLimits.entriesOfEach,
  characters: sessionLimits.charactersOfEach,
  edits: 0,
  editBytes: 0,
  trayEdits: 0,
  trayBytes: 0,
}
