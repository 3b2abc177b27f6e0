import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maySeeDeskReadings } from '../rules/may.ts'
import { factByHand, ledgerEntriesOf, talkAtDesk } from '../testing/facts-by-hand.ts'
import { ana, ben, codeOf, mia, oto, scoreSampleRound, startSampleRound } from '../testing/index.ts'
import { history, play } from '../testing/random-history.ts'
import { type FactStanding, readFactLedger } from './fact-ledger.ts'

describe('the ledger of facts', () => {
  it('[S80] counts what a scan of the log counts, whatever happened', () => {
    const seen = { asked: 0, volunteered: 0, given: 0, open: 0 }
    fc.assert(
      fc.property(history(), (steps) => {
        const { log, state } = play(steps, talkAtDesk)
        for (const round of state.rounds) {
          const ledger = readFactLedger(round)
          const wanted = { asked: 0, volunteered: 0, given: 0, open: 0 }
          for (const { id } of round.guide?.facts ?? []) wanted[factByHand(log, round.id, id).standing] += 1
          expect(ledger.counts).toEqual(wanted)
          for (const { label, fact, ...counted } of ledger.facts)
            expect(counted, label).toEqual(factByHand(log, round.id, fact))
          const unanswered = ledgerEntriesOf(log, round.id).filter(
            (entry) => entry.kind === 'fact-asked' && entry.data.fact === null,
          )
          expect(ledger.unanswered).toHaveLength(unanswered.length)
          for (const key of Object.keys(seen) as FactStanding[]) seen[key] += wanted[key]
        }
      }),
      { numRuns: 200 },
    )
    // Each standing was really among them.
    expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(5)
  })

  it('[S80] what the interviewer says of a fact is corrected until the scores open, and opens with them', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(ana, { kind: 'setFactOrigin', fact: 'stations', origin: 'asked' }))).toBe('unknown-part')
    session.must(ana, { kind: 'releaseFact', fact: 'stations', origin: 'asked' })
    session.must(ana, { kind: 'releaseFact', fact: 'repeat-rides' })
    expect(readFactLedger(session.round).facts.map(({ standing }) => standing)).toEqual(['asked', 'given'])
    expect(session.must(ana, { kind: 'setFactOrigin', fact: 'stations', origin: 'asked' })).toEqual([])
    session.must(ana, { kind: 'setFactOrigin', fact: 'stations', origin: 'volunteered' })
    expect(codeOf(session.send(mia, { kind: 'setFactOrigin', fact: 'stations', origin: 'asked' }))).toBe(
      'interviewer-only',
    )
    expect(JSON.stringify(session.streamOf(ben))).not.toContain('fact-origin-set')
    scoreSampleRound(session)
    const opened = session.streamOf(ben).filter(({ kind }) => kind === 'fact-origin-set')
    expect(opened.map(({ data }) => data)).toEqual([{ round: 'r1', fact: 'stations', origin: 'volunteered' }])
    expect(codeOf(session.send(ana, { kind: 'setFactOrigin', fact: 'stations', origin: 'asked' }))).toBe('scores-open')
  })

  it('[S80] in solo a question that a fact answers counts as asked', () => {
    const session = startSampleRound('solo')
    session.must(ana, { kind: 'askFact', question: 'How many stations?' })
    session.must(ana, { kind: 'askFact', question: 'What is the weather?' })
    const { counts, unanswered } = readFactLedger(session.round)
    expect(counts).toEqual({ asked: 1, volunteered: 0, given: 0, open: 1 })
    expect(unanswered.map(({ question }) => question)).toEqual(['What is the weather?'])
  })

  it('[S82] is shown at the desk, and to everybody once the scores are open', () => {
    const session = startSampleRound()
    const readers = () => [ana, mia, ben, oto].map((who) => maySeeDeskReadings(session.round, who))
    expect(readers()).toEqual([true, true, false, false])
    scoreSampleRound(session)
    expect(readers()).toEqual([true, true, true, true])
  })
})
