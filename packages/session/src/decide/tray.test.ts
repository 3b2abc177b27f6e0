import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { NewEntry } from '../fold/entries.ts'
import { foldAll } from '../fold/fold.ts'
import { sessionLimits } from '../limits/session-limits.ts'
import { mayEditTray, mayOpenTray } from '../rules/document-rules.ts'
import { hasRoomForEdit, hasRoomForTrayEdit } from '../rules/shares.ts'
import { trayCountDueAt } from '../rules/thought-rules.ts'
import { documentNameSchema, type ParticipantId, placeOfDocument, roundIdSchema, trayOf } from '../state/ids.ts'
import { begin } from '../testing/beginnings.ts'
import { everybody } from '../testing/canaries.ts'
import {
  ana,
  ben,
  codeOf,
  mia,
  openSampleSession,
  oto,
  scoreSampleRound,
  startSampleRound,
  trayEdited,
} from '../testing/index.ts'
import { history, takeStep } from '../testing/random-history.ts'

const edited = (formed: readonly string[], gone: readonly string[] = [], by: ParticipantId = ben): NewEntry =>
  trayEdited(by, formed, gone)

describe('the think tray', () => {
  it('[S83] is one document a round and candidate, which its author alone opens, and edits while they are the candidate of the running round', () => {
    const lobby = openSampleSession()
    expect(mayOpenTray(lobby.round, ben, ben)).toBe(false)
    const session = startSampleRound()
    const { round } = session
    expect(placeOfDocument(trayOf(round.id, ben))).toEqual({ kind: 'tray', round: round.id, author: ben })
    expect(placeOfDocument(documentNameSchema.parse('board-r7'))).toEqual({ kind: 'board', round: 'r7' })
    for (const name of [
      'tray-r1',
      'tray-r1-',
      'tray-r0-ben',
      'tray-r1-be/n',
      'board-r1-ben',
      `tray-r1-${'x'.repeat(65)}`,
    ])
      expect(documentNameSchema.safeParse(name).success).toBe(false)
    for (const who of [ana, mia, oto]) {
      expect([mayOpenTray(round, ben, who), mayEditTray(round, ben, who)]).toEqual([false, false])
      expect(mayEditTray(round, who, who)).toBe(false)
    }
    expect([mayOpenTray(round, ben, ben), mayEditTray(round, ben, ben)]).toEqual([true, true])
    session.must(ana, { kind: 'endRound' })
    expect([mayOpenTray(session.round, ben, ben), mayEditTray(session.round, ben, ben)]).toEqual([true, false])
  })

  it('[S83] shows in nobody’s stream: two sessions that differ in it are the same bytes to everybody', () => {
    let differed = 0
    fc.assert(
      fc.property(history(30), fc.array(fc.nat(3), { maxLength: 30 }), (steps, thoughts) => {
        const one = begin(steps.mode, steps.beginning)
        const other = begin(steps.mode, steps.beginning)
        for (const [index, step] of steps.steps.entries()) {
          takeStep(one, step)
          for (let n = 0; n < (thoughts[index] ?? 0); n += 1) {
            other.append([trayEdited(ben, [`thought-${index}-${n}`], [], other.round.id)])
            differed += 1
          }
          takeStep(other, step)
        }
        for (const who of everybody) {
          const streams = [one, other].map((session) => {
            const stream = session.streamOf(who)
            // The desk is told counts, which take a number; everybody else has the very same bytes.
            const counted = stream.some(({ kind }) => kind === 'tray-counted')
            const told = stream.filter(({ kind }) => kind !== 'tray-counted')
            return { counted, bytes: JSON.stringify(stream), told: JSON.stringify(told.map(({ n, ...rest }) => rest)) }
          })
          const [a, b] = streams
          if (streams.some(({ counted }) => counted)) expect(a?.told).toBe(b?.told)
          else expect(a?.bytes).toBe(b?.bytes)
        }
      }),
      { numRuns: 60 },
    )
    expect(differed).toBeGreaterThan(100)
  })

  it('[S84] has a share of its own', () => {
    const session = startSampleRound()
    session.append(Array.from({ length: 3 }, (_, n) => edited([`t${n}`])))
    expect(session.state.usage[ben]).toMatchObject({ edits: 0, trayEdits: 3, trayBytes: 3 })
    const used = (more: object) => ({
      ...session.state,
      usage: {
        ...session.state.usage,
        [ben]: { entries: 0, characters: 0, edits: 0, editBytes: 0, trayEdits: 0, trayBytes: 0, ...more },
      },
    })
    expect(hasRoomForTrayEdit(used({ trayEdits: sessionLimits.trayEditsOfEach }), ben)).toBe(false)
    expect(hasRoomForTrayEdit(used({ trayBytes: sessionLimits.trayBytesOfEach }), ben)).toBe(false)
    expect(hasRoomForEdit(used({ trayEdits: sessionLimits.trayEditsOfEach }), ben)).toBe(true)
    expect(hasRoomForTrayEdit(used({ edits: sessionLimits.editsOfEach }), ben)).toBe(true)
  })

  it('[S85] tells the desk how many cards it holds, at most once in five seconds, and tells nobody else', () => {
    const session = startSampleRound()
    expect(trayCountDueAt(session.state)).toBeNull()
    session.wait(60_000)
    session.append([edited(['a']), edited(['b', 'c'])])
    expect(session.must(null, { kind: 'countTray' }).map(({ data }) => data)).toEqual([{ round: 'r1', cards: 3 }])
    session.append([edited([], ['a'])])
    expect(trayCountDueAt(session.state)).toBe(session.now + 5_000)
    expect(session.must(null, { kind: 'countTray' })).toEqual([])
    session.wait(5_000)
    expect(session.must(null, { kind: 'countTray' })).toHaveLength(1)
    expect(trayCountDueAt(session.state)).toBeNull()
    const counts = (who: ParticipantId) => session.streamOf(who).filter(({ kind }) => kind === 'tray-counted').length
    expect([ana, mia, ben, oto].map(counts)).toEqual([2, 2, 0, 0])
    expect(foldAll(session.streamOf(ana)).rounds[0]?.trayCounted?.cards).toBe(2)
    scoreSampleRound(session)
    expect([ben, oto].map(counts)).toEqual([0, 0])
    expect(codeOf(session.send(ana, { kind: 'countTray' }))).toBe('malformed')
  })

  it('[S86] opens when thoughts were formed and shared, of those that reached the board, when their candidate says so', () => {
    const session = startSampleRound()
    const formedAt = session.now
    session.append([edited(['a', 'b', 'c'])])
    session.wait(60_000)
    session.append([edited([], ['a', 'b'])])
    const publish = (who: ParticipantId) =>
      session.send(who, { kind: 'publishThoughts', round: undefined, onBoard: new Set(['a', 'goal']) })
    expect(codeOf(publish(ben))).toBe('scores-not-open')
    scoreSampleRound(session)
    for (const who of [ana, mia, oto]) expect(codeOf(publish(who))).toBe('candidate-only')
    expect(codeOf(publish(ben))).toBe('granted')
    expect(codeOf(publish(ben))).toBe('already-released')
    const opened = [{ item: 'a', formedAt, sharedAt: formedAt + 60_000 }]
    for (const who of [ana, ben, mia, oto]) {
      const seen = foldAll(session.streamOf(who)).rounds[0]
      expect(seen?.openedThoughts).toEqual(opened)
      expect(JSON.stringify(session.streamOf(who))).not.toContain('"b"')
    }
    const unknown = { kind: 'publishThoughts', round: roundIdSchema.parse('r9'), onBoard: new Set<string>() } as const
    expect(codeOf(session.send(ben, unknown))).toBe('unknown-round')
  })
})
