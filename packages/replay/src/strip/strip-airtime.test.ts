import type { ParticipantId } from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  oto,
  type ScriptedSession,
  scoreSampleRound,
  startSampleRound,
} from '@greenroom/session/testing'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Airtime, airtimeOf } from './strip-airtime.ts'
import type { Span } from './strip-phases.ts'

/** Seconds from the start of the round. */
type Seconds = readonly [from: number, to: number]

/** A round of a minute and a half in which both have agreed from the start. */
const measuredRound = (): ScriptedSession => {
  const session = startSampleRound()
  for (const who of [ana, ben]) session.must(who, { kind: 'agreeAirtime', airtime: 1 })
  session.wait(90_000)
  return session
}
const startOf = ({ round }: ScriptedSession): number => round.startedAt ?? 0
const spanOf = (session: ScriptedSession, [from, to]: Seconds): Span => ({
  from: startOf(session) + from * 1000,
  to: startOf(session) + to * 1000,
})
const speak = (session: ScriptedSession, who: ParticipantId, heard: Seconds, stretches: readonly Seconds[]): void => {
  session.must(who, {
    kind: 'noteAirtime',
    airtime: session.state.airtimes.length,
    heard: spanOf(session, heard),
    stretches: stretches.map((one) => spanOf(session, one)),
  })
}
const read = (session: ScriptedSession, who: ParticipantId = oto): Airtime | null =>
  airtimeOf(session.streamOf(who), session.round.id, {
    from: startOf(session),
    to: session.round.endedAt ?? session.now,
  })
const seconds = (session: ScriptedSession, spans: readonly Span[] | undefined) =>
  spans?.map(({ from, to }) => [(from - startOf(session)) / 1000, (to - startOf(session)) / 1000])

describe('who spoke when in a round', () => {
  it('has speech, talk-overs, silences and the longest monologue', () => {
    const session = measuredRound()
    speak(
      session,
      ana,
      [0, 50],
      [
        [1, 4],
        [4.3, 8],
        [20, 20.8],
        [33, 36],
      ],
    )
    // Noted in two pieces, as what was still being said when the first one was sent.
    speak(
      session,
      ben,
      [0, 30],
      [
        [7.4, 7.8],
        [10, 18],
        [20.2, 30],
      ],
    )
    speak(session, ben, [30, 40], [[30, 32]])
    scoreSampleRound(session)
    const airtime = read(session)
    expect(
      airtime?.voices.map(({ participant, speech, spoke }) => [participant, seconds(session, speech), spoke]),
    ).toEqual([
      [
        ana,
        [
          [1, 8],
          [20, 20.8],
          [33, 36],
        ],
        10_800,
      ],
      [
        ben,
        [
          [7.4, 7.8],
          [10, 18],
          [20.2, 32],
        ],
        20_200,
      ],
    ])
    // "Right" is not a talk-over, and what Ana says within a pause of Ben's is not an answer to him.
    expect(seconds(session, airtime?.talkOvers)).toEqual([[20.2, 20.8]])
    expect(airtime?.monologue).toEqual({ by: ben, ...spanOf(session, [10, 32]) })
    // Ben's microphone was listened to for forty seconds: what comes after does not count as silence, because nobody knows.
    expect(seconds(session, airtime?.heard)).toEqual([[0, 40]])
    expect(seconds(session, airtime?.silences)).toEqual([[36, 40]])
  })

  it('is there for those who are sent it, and gone once it is deleted', () => {
    const session = measuredRound()
    expect(read(session)).toBeNull()
    speak(session, ana, [0, 20], [[1, 5]])
    speak(session, ben, [0, 20], [[6, 9]])
    expect(read(session)).toBeNull()
    expect(read(session, ana)?.voices.map(({ participant }) => participant)).toEqual([ana])
    // Without the other one's, nothing is a silence.
    expect(read(session, ana)?.silences).toEqual([])
    scoreSampleRound(session)
    const told = session.streamOf(mia)
    expect(read(session, mia)?.voices).toHaveLength(2)
    session.must(ben, { kind: 'deleteAirtime', airtime: 1 })
    expect(read(session, mia)).toBeNull()
    // In a stream that had it already, too.
    const live = [...told, ...session.streamOf(mia).slice(told.length)]
    expect(live.some((entry) => entry.kind === 'airtime-noted' && entry.data.stretches.length > 0)).toBe(true)
    expect(airtimeOf(live, session.round.id, { from: startOf(session), to: session.now })).toBeNull()
  })

  it('is what counting tenths of a second gives', () => {
    const tenths = 900
    const talk = fc.array(
      fc.tuple(fc.constantFrom(ana, ben), fc.nat(60), fc.nat(90), fc.integer({ min: 1, max: 60 })),
      { maxLength: 40 },
    )
    const seen = { talkOvers: 0, silences: 0, monologues: 0 }
    fc.assert(
      fc.property(talk, (turns) => {
        const session = measuredRound()
        const at = new Map([
          [ana, 0],
          [ben, 0],
        ])
        for (const [who, skipped, pause, length] of turns) {
          const begin = (at.get(who) ?? 0) + (skipped > 50 ? skipped : 0)
          const from = begin + pause
          const to = Math.min(from + length, tenths)
          if (from >= to) continue
          speak(session, who, [begin / 10, to / 10], [[from / 10, to / 10]])
          at.set(who, to)
        }
        scoreSampleRound(session)
        const counted = countTenths(session, tenths)
        const airtime = read(session)
        if (counted === null || airtime === null) {
          expect(airtime).toBe(counted)
          return
        }
        const inTenths = (spans: readonly Span[]) =>
          (seconds(session, spans) ?? []).map((one) => one.map((at) => Math.round((at ?? 0) * 10)))
        for (const { participant, speech, heard } of airtime.voices) {
          expect(inTenths(speech)).toEqual(counted.speech.get(participant))
          expect(inTenths(heard)).toEqual(counted.heard.get(participant))
        }
        expect(inTenths(airtime.talkOvers)).toEqual(counted.talkOvers)
        expect(inTenths(airtime.silences)).toEqual(counted.silences)
        expect(airtime.monologue === null ? 0 : (airtime.monologue.to - airtime.monologue.from) / 100).toBe(
          counted.monologue,
        )
        seen.talkOvers += counted.talkOvers.length
        seen.silences += counted.silences.length
        if (counted.monologue > 80) seen.monologues += 1
      }),
      { numRuns: 200 },
    )
    expect(Math.min(seen.talkOvers, seen.silences, seen.monologues), JSON.stringify(seen)).toBeGreaterThan(20)
  })
})

type Run = [number, number]
/** The runs of tenths of a second for which something holds. */
const runs = (tenths: number, is: (tenth: number) => boolean): Run[] => {
  const out: Run[] = []
  for (let tenth = 0; tenth < tenths; tenth++) {
    if (!is(tenth)) continue
    const last = out.at(-1)
    if (last !== undefined && last[1] === tenth) last[1] = tenth + 1
    else out.push([tenth, tenth + 1])
  }
  return out
}

/** Without the gaps of half a second and less. */
const bridged = (line: readonly boolean[]): boolean[] => {
  const whole = [...line]
  for (const [from, to] of runs(line.length, (at) => line[at] !== true))
    if (from > 0 && to < line.length && to - from <= 5) whole.fill(true, from, to)
  return whole
}

/** The same by looking at every tenth of a second, straight from the log. */
function countTenths(session: ScriptedSession, tenths: number) {
  const marks = (who: ParticipantId, of: 'heard' | 'speech'): boolean[] => {
    const line = new Array<boolean>(tenths).fill(false)
    for (const entry of session.log) {
      if (entry.kind !== 'airtime-noted' || entry.by !== who) continue
      for (const { from, to } of of === 'heard' ? [entry.data.heard] : entry.data.stretches)
        for (let at = from; at < to; at += 100) line[(at - startOf(session)) / 100] = true
    }
    return line
  }
  const both = [ana, ben]
  const heard = new Map(both.map((who) => [who, bridged(marks(who, 'heard'))]))
  if (both.every((who) => !heard.get(who)?.includes(true))) return null
  const speech = new Map(both.map((who) => [who, bridged(marks(who, 'speech'))]))
  const speaks = (who: ParticipantId, at: number): boolean => speech.get(who)?.[at] === true
  const runsOf = (who: ParticipantId): Run[] => runs(tenths, (at) => speaks(who, at))
  let monologue = 0
  for (const [who, other] of [
    [ana, ben],
    [ben, ana],
  ] as const) {
    const own = runsOf(who)
    const answers = runsOf(other).filter(([from, to]) => to - from >= 10)
    for (let first = 0; first < own.length; first++)
      for (let last = first; last < own.length; last++) {
        const holds = own.slice(first, last).every((run, index) => {
          const [from, to] = [run[1], own[first + index + 1]?.[0] ?? 0]
          return to - from < 30 && !answers.some((one) => one[0] < to && one[1] > from)
        })
        if (holds) monologue = Math.max(monologue, (own[last]?.[1] ?? 0) - (own[first]?.[0] ?? 0))
      }
  }
  return {
    heard: new Map(both.map((who) => [who, runs(tenths, (at) => heard.get(who)?.[at] === true)])),
    speech: new Map(both.map((who) => [who, runsOf(who)])),
    talkOvers: runs(tenths, (at) => speaks(ana, at) && speaks(ben, at)).filter(([from, to]) => to - from >= 5),
    silences: runs(
      tenths,
      (at) => both.every((who) => heard.get(who)?.[at] === true) && !both.some((who) => speaks(who, at)),
    ).filter(([from, to]) => to - from >= 30),
    monologue,
  }
}
