import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LogEntry } from '../fold/entries.ts'
import { emptySession, fold } from '../fold/fold.ts'
import { maySeeInterviewing } from '../rules/may.ts'
import type { ParticipantId } from '../state/ids.ts'
import type { Round } from '../state/state.ts'
import { everybody } from '../testing/canaries.ts'
import { factByHand, talkAtDesk } from '../testing/facts-by-hand.ts'
import { ana, ben, boardEdited, mia, startSampleRound } from '../testing/index.ts'
import { history, play } from '../testing/random-history.ts'
import { readInterviewing } from './interviewing.ts'

const editsOf = (log: readonly LogEntry[], round: Round) =>
  log.flatMap((entry) => (entry.kind === 'board-edited' && entry.data.document === `board-${round.id}` ? [entry] : []))
const entriesOf = (log: readonly LogEntry[]) =>
  log.flatMap((entry) => (entry.kind === 'board-edited' || entry.kind === 'tray-edited' ? [] : [entry]))

const isCut = (entry: LogEntry, round: Round): boolean => {
  if (entry.kind === 'board-edited') return entry.by !== null && entry.data.document === `board-${round.id}`
  const kinds = ['round-started', 'phase-started', 'clock-resumed', 'clock-paused', 'round-ended', 'round-reopened']
  const given = ['fact-released', 'hint-given', 'curveball-played']
  return [...kinds, ...given].includes(entry.kind) && 'round' in entry.data && entry.data.round === round.id
}

/** The longest quiet stretch, by the folded clock: between two neighbouring cuts, where the clock runs after the first of them. */
const longestByClock = (log: readonly LogEntry[], round: Round): number => {
  let state = emptySession
  const cuts: { at: number; runs: boolean }[] = []
  for (const entry of log) {
    state = fold(state, entry)
    if (!isCut(entry, round)) continue
    cuts.push({ at: entry.at, runs: state.rounds.find(({ id }) => id === round.id)?.clock.kind === 'running' })
  }
  return Math.max(0, ...cuts.slice(1).map(({ at }, index) => (cuts[index]?.runs ? at - (cuts[index]?.at ?? at) : 0)))
}

describe('the interviewer’s page about themselves', () => {
  it('[S74] counts hints, facts, edits, quiet stretches and probes of one person in one round', () => {
    const session = startSampleRound()
    session.wait(30_000)
    session.append([boardEdited(ben, new Uint8Array([1]))])
    session.wait(100_000)
    session.must(ana, { kind: 'giveHint', hint: 'goal-1' })
    session.must(ana, { kind: 'releaseFact', fact: 'stations' })
    session.wait(20_000)
    session.must(ana, { kind: 'pauseClock' })
    // Nothing is let run while the clock stands.
    session.wait(900_000)
    session.must(ana, { kind: 'resumeClock' })
    session.append([boardEdited(ana, new Uint8Array([2]))])
    session.must(mia, { kind: 'tickProbe', probe: 'guardrail', asked: true })
    session.must(ana, { kind: 'endRound' })
    const { round, log } = session
    const startedAt = round.startedAt ?? 0
    const page = (who: ParticipantId) => readInterviewing(round, entriesOf(log), editsOf(log, round), who)
    expect(page(ana)).toEqual({
      hints: [{ rung: 1, at: startedAt + 130_000 }],
      facts: { asked: 0, volunteered: 0, given: 1 },
      firstHintAfter: 130_000,
      longestQuiet: { from: startedAt + 30_000, length: 100_000 },
      edits: { own: 1, all: 2 },
      probesUnused: [{ id: 'trade-off', text: 'What would you give up first?' }],
    })
    expect(page(mia)).toMatchObject({ hints: [], firstHintAfter: null, edits: { own: 0, all: 2 } })
  })

  it('[S74] is shown to the interviewer of that round, once its scores are open', () => {
    const session = startSampleRound()
    expect(maySeeInterviewing(session.round, ana)).toBe(false)
    session.must(ana, { kind: 'endRound' })
    session.must(ben, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ana, { kind: 'sealScorecard', scorecard: { scores: {} } })
    session.must(ana, { kind: 'openScores' })
    expect([ana, ben, mia].map((who) => maySeeInterviewing(session.round, who))).toEqual([true, false, false])
  })

  it('[S74] equals a count over the log, whatever happened', () => {
    const seen = { hints: 0, quiet: 0, asked: 0, volunteered: 0, given: 0 }
    fc.assert(
      fc.property(history(), (steps) => {
        const { log, state } = play(steps, talkAtDesk)
        for (const round of state.rounds)
          for (const who of everybody) {
            const page = readInterviewing(round, entriesOf(log), editsOf(log, round), who)
            const own = log.filter(
              (entry) => entry.by === who && 'round' in entry.data && entry.data.round === round.id,
            )
            const hints = own.flatMap((entry) =>
              entry.kind === 'hint-given' ? [{ rung: entry.data.rung, at: entry.at }] : [],
            )
            expect(page.hints).toEqual(hints)
            const start = log.find((entry) => entry.kind === 'round-started' && entry.data.round === round.id)
            expect(page.firstHintAfter).toBe(
              start === undefined || hints.length === 0 ? null : Math.min(...hints.map(({ at }) => at)) - start.at,
            )
            const facts = { asked: 0, volunteered: 0, given: 0 }
            for (const entry of own) {
              if (entry.kind !== 'fact-released') continue
              const { standing } = factByHand(log, round.id, entry.data.fact)
              if (standing === 'open') throw new Error(`${entry.data.fact} was given and counts as open`)
              facts[standing] += 1
              seen[standing] += 1
            }
            expect(page.facts).toEqual(facts)
            expect(page.edits.all).toBe(editsOf(log, round).filter(({ by }) => by !== null).length)
            expect(page.edits.own).toBe(editsOf(log, round).filter(({ by }) => by === who).length)
            expect(page.longestQuiet?.length ?? 0).toBe(longestByClock(log, round))
            // The last word on each probe counts.
            const ticks = new Map(
              log.flatMap((entry) =>
                entry.kind === 'probe-ticked' && entry.data.round === round.id
                  ? [[entry.data.probe, entry.data.asked] as const]
                  : [],
              ),
            )
            expect(page.probesUnused.map(({ id }) => id)).toEqual(
              (round.guide?.probes ?? []).map(({ id }) => id).filter((id) => ticks.get(id) !== true),
            )
            seen.hints += page.hints.length
            seen.quiet += page.longestQuiet === null ? 0 : 1
          }
      }),
      { numRuns: 150 },
    )
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(5)
    expect(seen.quiet).toBeGreaterThan(100)
  })
})
