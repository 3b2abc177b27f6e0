import { describe, expect, it } from 'vitest'
import { emptySession, foldAll } from '../fold/fold.ts'
import { sessionLimits } from '../limits/session-limits.ts'
import { hasRoomForEdit } from '../rules/shares.ts'
import type { ParticipantId } from '../state/ids.ts'
import type { SessionState, Usage } from '../state/state.ts'
import {
  ana,
  ben,
  boardEdited,
  codeOf,
  type LooseCommand,
  noteId,
  openSampleSession,
  oto,
  person,
  type ScriptedSession,
  samplePreparedCase,
  sampleScorecard,
  startSampleRound,
} from '../testing/index.ts'
import { refusalTo } from './refusal-to.ts'

const guests = Array.from({ length: 24 }, (_, index) => person(`guest-${index}`))
const withGuests = (): ScriptedSession => {
  const session = startSampleRound()
  for (const guest of guests)
    session.must(null, { kind: 'joinSession', participant: guest, name: guest, admits: ['observer'], seat: 'observer' })
  return session
}
/** Sends until it is refused, at most `most` times; answers the code. */
const untilRefused = (
  session: ScriptedSession,
  by: ParticipantId,
  command: (turn: number) => LooseCommand,
  most = 20_000,
): string => {
  for (let turn = 0; turn < most; turn++) {
    const code = codeOf(session.send(by, command(turn)))
    if (code !== 'granted') return code
  }
  return 'granted'
}
/** The same state as if this participant had added so much already. */
const asIfUsed = (state: SessionState, participant: ParticipantId, usage: Partial<Usage>): SessionState => ({
  ...state,
  usage: {
    ...state.usage,
    [participant]: { entries: 0, characters: 0, edits: 0, editBytes: 0, ...state.usage[participant], ...usage },
  },
})

describe('shares of a session', () => {
  it('T31: guests with an observer’s invitation cannot fill it, and the person who runs it can still finish it [S57]', () => {
    const session = withGuests()
    const before = session.log.length
    for (const guest of guests) {
      expect(untilRefused(session, guest, (turn) => ({ kind: 'rename', name: `n${turn}` }))).toBe('share-used')
      // No cheap command is left to them, whichever they try.
      expect(untilRefused(session, guest, () => ({ kind: 'leaveSeat' }))).toBe('share-used')
      expect(codeOf(session.send(null, { kind: 'noteAbsence', participant: guest }))).toBe('granted')
    }
    expect(session.log.length - before).toBeLessThanOrEqual(guests.length * sessionLimits.entriesOfWatcher)
    session.must(ben, { kind: 'writeNote', note: noteId('b'), words: 'still here' })
    session.must(ana, { kind: 'markMoment', label: 'still here' })
    session.must(ana, { kind: 'endRound' })
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    session.must(ana, { kind: 'openScores' })
    session.must(ana, { kind: 'openNextRound', swapSeats: false })
    session.must(ana, { kind: 'closeSession' })
  })

  it('[S57] somebody who takes part and used theirs up costs nobody else anything, and can still finish', () => {
    const session = startSampleRound()
    expect(untilRefused(session, ana, (turn) => ({ kind: 'rename', name: `n${turn}` }))).toBe('share-used')
    const tick = (turn: number): LooseCommand => ({ kind: 'tickProbe', probe: 'guardrail', asked: turn % 2 === 0 })
    expect(untilRefused(session, ana, tick)).toBe('share-used')
    session.must(ben, { kind: 'rename', name: 'Ben B' })
    // Notes are bounded by what is written, and go on; ending, sealing, opening and closing always do.
    session.must(ana, { kind: 'writeNote', note: noteId('a'), words: 'to the end' })
    session.must(ana, { kind: 'endRound' })
    expect(codeOf(session.send(ana, { kind: 'reopenRound' }))).toBe('share-used')
    session.must(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(3) })
    expect(codeOf(session.send(ana, { kind: 'sealScorecard', scorecard: sampleScorecard(2) }))).toBe('share-used')
    session.must(ben, { kind: 'sealScorecard', scorecard: sampleScorecard(2) })
    session.must(ana, { kind: 'openScores' })
    session.must(ana, { kind: 'removeParticipant', participant: oto })
    session.must(ana, { kind: 'closeSession' })
    expect(codeOf(session.send(ana, { kind: 'reopenSession' }))).toBe('share-used')
  })

  it('[S57] rewriting a note, or drawing cases, is bounded by what is written', () => {
    const session = openSampleSession()
    const long = 'x'.repeat(3_900)
    const rewrite = (turn: number): LooseCommand => ({ kind: 'writeNote', note: noteId('n'), words: `${turn} ${long}` })
    expect(untilRefused(session, ben, rewrite)).toBe('share-used')
    const written = session.log.reduce((sum, entry) => sum + JSON.stringify(entry.data).length, 0)
    expect(written).toBeLessThan(sessionLimits.charactersOfEach + 100_000)
    expect(codeOf(session.send(ben, { kind: 'removeNote', note: noteId('n') }))).toBe('share-used')
    const prepare: LooseCommand = { kind: 'prepareCase', how: 'drawn', prepared: samplePreparedCase }
    expect(untilRefused(session, ana, () => prepare)).toBe('share-used')
  })

  it('[S57] board edits count against their author’s own share, and against that of all', () => {
    const session = startSampleRound()
    session.append([
      boardEdited(ben, new Uint8Array(30)),
      boardEdited(ben, new Uint8Array(12)),
      boardEdited(null, new Uint8Array(9)),
    ])
    expect(session.state.usage[ben]).toMatchObject({ edits: 2, editBytes: 42 })
    const { state } = session
    for (const usage of [{ edits: sessionLimits.editsOfEach }, { editBytes: sessionLimits.editBytesOfEach }]) {
      const used = asIfUsed(state, ben, usage)
      expect([ben, ana].map((who) => hasRoomForEdit(used, who))).toEqual([false, true])
      expect(refusalTo(used, ben, { kind: 'writeNote', note: noteId('n'), words: 'x' })).toBeNull()
    }
    for (const usage of [{ edits: sessionLimits.edits }, { editBytes: sessionLimits.editBytes }])
      expect(hasRoomForEdit(asIfUsed(state, oto, usage), ana)).toBe(false)
  })

  it('[S57] at most so many people ever join', () => {
    const session = openSampleSession()
    let code = 'granted'
    for (let turn = 0; code === 'granted' && turn < 2_000; turn++) {
      const guest = person(`in-and-out-${turn}`)
      code = codeOf(
        session.send(null, { kind: 'joinSession', participant: guest, name: 'G', admits: ['observer'], seat: null }),
      )
      if (code === 'granted') session.must(ana, { kind: 'removeParticipant', participant: guest })
    }
    expect(code).toBe('too-many')
    expect(Object.keys(session.state.participants)).toHaveLength(sessionLimits.participantsEver)
  })

  it('[S57] is counted on the server alone: a browser’s own fold holds no usage', () => {
    const session = startSampleRound()
    expect(foldAll(session.streamOf(ben)).usage).toEqual(emptySession.usage)
  })
})
