import { describe, expect, it } from 'vitest'
import { sessionLimits } from '../limits/session-limits.ts'
import {
  ana,
  ben,
  codeOf,
  mia,
  noteId,
  openSampleSession,
  oto,
  scoreSampleRound,
  startSampleRound,
} from '../testing/index.ts'

const one = noteId('one')

describe('notes', () => {
  it('[S35] belong to their author: the same id from somebody else is another note', () => {
    const session = openSampleSession()
    session.must(ana, { kind: 'writeNote', note: one, words: 'from Ana' })
    session.must(ben, { kind: 'writeNote', note: one, words: 'from Ben' })
    session.must(mia, { kind: 'writeNote', note: one, words: 'from Mia' })
    session.must(ben, { kind: 'removeNote', note: one })
    expect(session.round.notes.map(({ by, words }) => [by, words])).toEqual([
      [ana, 'from Ana'],
      [mia, 'from Mia'],
    ])
    expect(codeOf(session.send(ben, { kind: 'removeNote', note: one }))).toBe('unknown-note')
    expect(codeOf(session.send(ben, { kind: 'shareNote', note: one }))).toBe('unknown-note')
  })

  it('[S35] keep their place on the timeline when they are reworded, also in a later round', () => {
    const session = startSampleRound()
    const at = session.now
    session.must(ana, { kind: 'writeNote', note: one, words: 'first' })
    session.wait(5_000)
    session.must(ana, { kind: 'writeNote', note: one, words: 'second' })
    expect(session.round.notes).toEqual([{ note: one, by: ana, words: 'second', at, shared: false }])
    scoreSampleRound(session)
    session.must(ana, { kind: 'openNextRound', swapSeats: false })
    session.must(ana, { kind: 'writeNote', note: one, words: 'third' })
    expect(session.round.notes).toEqual([])
    expect(session.state.rounds[0]?.notes).toMatchObject([{ words: 'third', at }])
  })

  it('[S35] stop at 500 a round each', () => {
    const session = openSampleSession()
    for (let n = 0; n < sessionLimits.notesPerAuthor; n += 1)
      session.must(ana, { kind: 'writeNote', note: noteId(`n${n}`), words: 'x' })
    expect(codeOf(session.send(ana, { kind: 'writeNote', note: one, words: 'x' }))).toBe('too-many')
    session.must(ana, { kind: 'writeNote', note: noteId('n0'), words: 'y' })
    session.must(ben, { kind: 'writeNote', note: one, words: 'x' })
  })

  it('[S36] are shared once, with the words they have then, and stay as they are', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'writeNote', note: one, words: 'harsh draft' })
    const writtenAt = session.now
    session.wait(1_000)
    session.must(ana, { kind: 'writeNote', note: one, words: 'kind words' })
    expect(session.must(ana, { kind: 'shareNote', note: one })).toMatchObject([
      { kind: 'note-shared', data: { words: 'kind words', writtenAt } },
    ])
    for (const command of [
      { kind: 'shareNote', note: one },
      { kind: 'removeNote', note: one },
      { kind: 'writeNote', note: one, words: 'other' },
    ] as const)
      expect(codeOf(session.send(ana, command))).toBe('note-shared')
    expect(JSON.stringify(session.streamOf(ben))).toContain('kind words')
    expect(JSON.stringify(session.streamOf(ben))).not.toContain('harsh draft')
  })

  it('[S41] are not written by those who watch', () => {
    const session = openSampleSession()
    session.must(mia, { kind: 'leaveSeat' })
    for (const who of [oto, mia])
      expect(codeOf(session.send(who, { kind: 'writeNote', note: one, words: 'x' }))).toBe('watching-only')
  })
})
