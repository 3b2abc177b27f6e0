import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Command } from './decide/commands.ts'
import { decide } from './decide/decide.ts'
import type { LogEntry } from './fold/entries.ts'
import { emptySession, fold, foldAll } from './fold/fold.ts'
import { parseEntry } from './log/parse-entry.ts'
import type { ParticipantId } from './state/ids.ts'
import { currentRound, holdersOf, participantOf } from './state/readings.ts'
import type { SessionState } from './state/state.ts'
import { isDeskSeat, seatsOfMode } from './state/vocabulary.ts'
import { begin } from './testing/beginnings.ts'
import { everybody } from './testing/canaries.ts'
import { ana, ben, codeOf, commandId, type LooseCommand, type ScriptedSession } from './testing/index.ts'
import { completed, history, play } from './testing/random-history.ts'

const jsonOf = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** Who has been sent which round's guide, by the entries alone: what `guideSeenBy` has to agree with. */
const watchGuides = () => {
  const sent = new Map<string, Set<ParticipantId>>()
  let seats = new Map<ParticipantId, string>()
  let ready = false
  let read = 0
  return (session: ScriptedSession) => {
    for (const entry of session.log.slice(read)) {
      if (entry.kind === 'round-opened') {
        seats = new Map()
        ready = false
        sent.set(entry.data.round, new Set())
      }
      if (entry.kind === 'seat-taken') seats.set(entry.data.participant, entry.data.seat)
      if (entry.kind === 'seat-left') seats.delete(entry.data.participant)
      if (entry.kind === 'participant-removed') seats.delete(entry.data.participant)
      if (entry.kind === 'seat-handed-over') {
        seats.delete(entry.data.from)
        seats.set(entry.data.to, entry.data.seat)
      }
      if (entry.kind === 'guide-prepared') ready = true
      const seen = [...sent.values()].at(-1)
      for (const [who, seat] of seats) {
        if (ready && (seat === 'interviewer' || seat === 'mentor')) seen?.add(who)
        if (seat === 'candidate' && seen?.has(who)) throw new Error(`${who} has seen the guide`)
      }
    }
    read = session.log.length
    return [...sent.values()].at(-1) ?? new Set()
  }
}

describe('random sessions', () => {
  it('[S2] never throw, and hold only entries that can be read back in the same bytes', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        for (const entry of play(steps).log) {
          const read = parseEntry({ ...jsonOf(entry), bytes: entry.bytes })
          expect(JSON.stringify(read.data)).toBe(JSON.stringify(entry.data))
        }
      }),
      { numRuns: 150 },
    )
  })

  it('[S1] fold from any earlier state, written down as JSON, to what they fold to from the start', () => {
    fc.assert(
      fc.property(history(), fc.double({ min: 0, max: 1, noNaN: true }), (steps, at) => {
        const { log, state } = play(steps)
        const cut = Math.floor(at * log.length)
        expect(foldAll(log)).toEqual(state)
        const keyframe = foldAll(log.slice(0, cut))
        expect(jsonOf(keyframe)).toEqual(keyframe)
        expect(foldAll(log.slice(cut), jsonOf(keyframe))).toEqual(state)
      }),
      { numRuns: 150 },
    )
  })

  it('[S1] keep the identity of what an entry leaves alone', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        let state: SessionState = emptySession
        for (const entry of play(steps).log) {
          const after = fold(state, entry)
          if (entry.kind === 'board-edited')
            for (const key of Object.keys(state) as (keyof SessionState)[])
              if (key !== 'usage') expect(after[key]).toBe(state[key])
          // A round that is over changes by its notes, points, pairs, comments and late scorecards alone, and never all of them.
          for (const [index, round] of state.rounds.slice(0, -1).entries())
            if (
              after.rounds.length === state.rounds.length &&
              !/^(note|takeaway|scorecard|feedback|pair|comment|pins)-/.test(entry.kind)
            )
              expect(after.rounds[index]).toBe(round)
          if (!entry.kind.startsWith('participant-')) expect(after.participants).toBe(state.participants)
          state = after
        }
      }),
      { numRuns: 100 },
    )
  })

  it('[S13] seat at most one interviewer and one candidate, each person once, and only those who are here', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        play(steps, ({ state }) => {
          for (const round of state.rounds) {
            expect(holdersOf(round, 'interviewer').length).toBeLessThan(2)
            expect(holdersOf(round, 'candidate').length).toBeLessThan(2)
          }
          const round = currentRound(state)
          for (const [who, seat] of Object.entries(round?.seats ?? {})) {
            expect(participantOf(state, who as ParticipantId)).not.toBeNull()
            expect(seatsOfMode[state.mode]).toContain(seat)
          }
        })
      }),
      { numRuns: 150 },
    )
  })

  it('[S15] never give a candidate’s seat to somebody who was sent the guide, in any way', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        const watch = watchGuides()
        play(steps, (session) => {
          expect(new Set(session.round.guideSeenBy)).toEqual(watch(session))
        })
      }),
      { numRuns: 150 },
    )
  })

  it('[S16] never seat the candidate of a started round at its desk', () => {
    fc.assert(
      fc.property(history(), (steps) => {
        const candidates = new Map<string, ParticipantId>()
        play(steps, ({ round }) => {
          const [candidate] = holdersOf(round, 'candidate')
          if (round.status !== 'lobby' && candidate !== undefined) candidates.set(`${round.id} ${candidate}`, candidate)
          for (const [who, seat] of Object.entries(round.seats))
            if (candidates.has(`${round.id} ${who}`)) expect(isDeskSeat(seat)).toBe(false)
        })
      }),
      { numRuns: 150 },
    )
  })

  it('[S3] answer a repeat of anything that was granted, and change nothing', () => {
    fc.assert(
      fc.property(history(30), (steps) => {
        const session = begin(steps.mode, steps.beginning)
        for (const [index, { who, command }] of steps.steps.entries()) {
          if (command === null) continue
          const id = commandId(`c${index}`)
          const sent = completed(session, command)
          const first = session.send(who, sent, id)
          const length = session.log.length
          if (!first.ok || first.entries.length === 0) continue
          expect(session.send(who, sent, id)).toEqual({ ok: true, repeat: true, entries: [] })
          expect(session.log.length).toBe(length)
        }
      }),
      { numRuns: 80 },
    )
  })
})

describe('two commands in the same instant', () => {
  type SeatCommand = { readonly who: ParticipantId; readonly command: LooseCommand }
  const seatCommands: readonly SeatCommand[] = everybody.flatMap((who) => [
    ...seatsOfMode.peer.map((seat): SeatCommand => ({ who, command: { kind: 'takeSeat', seat } })),
    ...everybody.map((to): SeatCommand => ({ who, command: { kind: 'handOverSeat', to } })),
    ...everybody.map((participant): SeatCommand => ({ who, command: { kind: 'removeParticipant', participant } })),
    { who, command: { kind: 'leaveSeat' } },
  ])
  /** Those that would be granted now, and change the interviewer's or the candidate's seat. */
  const grantable = ({ state, now }: ScriptedSession): readonly SeatCommand[] =>
    seatCommands.filter(({ who, command: loose }) => {
      const command = { ...loose, seatsVersion: state.seatsVersion } as Command
      const decision = decide(state, { command, by: who, commandId: null, now })
      if (!decision.ok) return false
      const entries = decision.entries.map((entry, index): LogEntry => ({ ...entry, seq: index + 1, at: now }))
      return foldAll(entries, state).seatsVersion !== state.seatsVersion
    })

  it('[S4] on the two seats: exactly one is granted, whichever comes first', () => {
    let contested = 0
    fc.assert(
      fc.property(history(8), fc.nat(), fc.nat(), (steps, pickOne, pickOther) => {
        const commands = grantable(play(steps))
        const one = commands[pickOne % commands.length]
        const other = commands[pickOther % commands.length]
        if (one === undefined || other === undefined) return
        contested += 1
        for (const [first, second] of [
          [one, other],
          [other, one],
        ] as const) {
          const session = play(steps)
          const { seatsVersion } = session.state
          expect(codeOf(session.send(first.who, { ...first.command, seatsVersion } as LooseCommand))).toBe('granted')
          const { log, round } = session
          const length = log.length
          // A person removed by the first one is refused as a stranger; everybody else learns that they saw an older state.
          expect(['stale', 'not-joined']).toContain(
            codeOf(session.send(second.who, { ...second.command, seatsVersion } as LooseCommand)),
          )
          expect([log.length, session.round]).toEqual([length, round])
        }
      }),
      { numRuns: 300 },
    )
    expect(contested).toBeGreaterThan(100)
  })

  it('[S4] to swap seats by handing over: one outcome, and the other learns why', () => {
    const session = begin('peer', 'open')
    const seatsVersion = session.state.seatsVersion
    expect(codeOf(session.send(ana, { kind: 'handOverSeat', to: ben, seatsVersion }))).toBe('granted')
    expect(codeOf(session.send(ben, { kind: 'handOverSeat', to: ana, seatsVersion }))).toBe('stale')
    expect(session.round.seats).toMatchObject({ ben: 'interviewer' })
    expect(session.round.seats[ana]).toBeUndefined()
  })
})
