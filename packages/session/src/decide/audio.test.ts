import { describe, expect, it } from 'vitest'
import type { LogEntry } from '../fold/entries.ts'
import { foldAll } from '../fold/fold.ts'
import { soundToShare, soundToTake } from '../rules/audio-rules.ts'
import type { NewAudioPart } from '../state/audio.ts'
import { audioWaitsFor, isAudioRunning, keptAudio } from '../state/audio-readings.ts'
import type { ParticipantId } from '../state/ids.ts'
import {
  ana,
  ben,
  codeOf,
  mia,
  openSampleSession,
  oto,
  type ScriptedSession,
  startSampleRound,
} from '../testing/index.ts'
import { project } from '../view/project.ts'
import { createExportProjector, createSharedProjector, type LeavingProjector } from '../view/shared-view.ts'

const kinds = (entries: readonly { readonly kind: string }[]) => entries.map(({ kind }) => kind)
const leaving = (log: readonly LogEntry[], projector: LeavingProjector) => log.flatMap((entry) => projector.next(entry))
const agree = (session: ScriptedSession, who: ParticipantId, audio = 1) =>
  session.must(who, { kind: 'answerAudio', audio, agreed: true })
/** Ana asks, and Ben and Mia agree. */
const recorded = (session = startSampleRound()): ScriptedSession => {
  session.must(ana, { kind: 'askAudio' })
  agree(session, ben)
  agree(session, mia)
  return session
}
const part = (session: ScriptedSession, given: Partial<NewAudioPart> = {}): NewAudioPart => {
  const at = given.at ?? session.now - 10_000
  return {
    audio: 1,
    hash: at.toString(16).padStart(64, '0'),
    at,
    length: 10_000,
    bytes: 40_000,
    type: 'mp4',
    levels: '08f0',
    ...given,
  }
}
const keep = (session: ScriptedSession, by: ParticipantId, given: Partial<NewAudioPart> = {}) =>
  session.send(by, { kind: 'keepAudio', part: part(session, given) })
const spans = ({ state }: ScriptedSession, audio = 1) => state.audio[audio - 1]?.spans.map(({ from, to }) => [from, to])

describe('recording the voices', () => {
  it('[S160] is asked for by somebody with a voice, one at a time', () => {
    const session = startSampleRound()
    expect(codeOf(session.send(oto, { kind: 'askAudio' }))).toBe('watching-only')
    expect(kinds(session.must(mia, { kind: 'askAudio' }))).toEqual(['audio-asked'])
    expect(codeOf(session.send(ana, { kind: 'askAudio' }))).toBe('audio-running')
    expect(codeOf(session.send(oto, { kind: 'answerAudio', audio: 1, agreed: true }))).toBe('watching-only')
    for (let count = 1; count < 40; count++) {
      session.must(ben, { kind: 'stopAudio', audio: count, erase: false })
      session.must(ana, { kind: 'askAudio' })
    }
    session.must(ben, { kind: 'stopAudio', audio: 40, erase: false })
    expect(codeOf(session.send(ana, { kind: 'askAudio' }))).toBe('too-many')
  })

  it('[S161] runs once everybody with a voice has agreed, and waits for somebody who joins, or comes back, without having agreed', () => {
    const session = startSampleRound()
    session.must(ana, { kind: 'askAudio' })
    expect(audioWaitsFor(session.state)).toEqual([ben, mia])
    agree(session, ben)
    expect(isAudioRunning(session.state)).toBe(false)
    expect(session.must(ben, { kind: 'answerAudio', audio: 1, agreed: true })).toEqual([])
    // Nobody waits for somebody who is away, until they are back.
    session.wait(1_000)
    session.must(null, { kind: 'noteAbsence', participant: mia })
    const from = session.now
    expect(isAudioRunning(session.state)).toBe(true)
    session.wait(5_000)
    session.must(null, { kind: 'noteReturn', participant: mia })
    const to = session.now
    expect(audioWaitsFor(session.state)).toEqual([mia])
    expect(spans(session)).toEqual([[from, to]])
    session.wait(2_000)
    agree(session, mia)
    expect(spans(session)).toEqual([
      [from, to],
      [session.now, null],
    ])
    // An observer who takes a seat at the desk is asked too.
    session.wait(1_000)
    session.must(ana, { kind: 'handOverSeat', to: oto })
    expect(audioWaitsFor(session.state)).toEqual([oto])
    expect(isAudioRunning(session.state)).toBe(false)
  })

  it('[S162] is over for everybody when somebody says no, when anybody stops it, and with the session', () => {
    const session = recorded()
    session.wait(1_000)
    expect(kinds(session.must(ben, { kind: 'answerAudio', audio: 1, agreed: false }))).toEqual([
      'audio-declined',
      'audio-stopped',
    ])
    expect(isAudioRunning(session.state)).toBe(false)
    expect(spans(session)?.at(-1)?.[1]).toBe(session.now)
    expect(codeOf(session.send(ben, { kind: 'answerAudio', audio: 1, agreed: true }))).toBe('audio-not-running')
    session.must(ben, { kind: 'askAudio' })
    expect(audioWaitsFor(session.state)).toEqual([ana, mia])
    expect(codeOf(session.send(oto, { kind: 'stopAudio', audio: 2, erase: false }))).toBe('watching-only')
    session.must(mia, { kind: 'stopAudio', audio: 2, erase: false })
    expect(codeOf(session.send(mia, { kind: 'stopAudio', audio: 2, erase: false }))).toBe('audio-not-running')
    session.must(ana, { kind: 'askAudio' })
    expect(kinds(session.must(ana, { kind: 'closeSession' }))).toContain('audio-stopped')
    session.must(ana, { kind: 'reopenSession' })
    expect(isAudioRunning(session.state)).toBe(false)
    session.must(ana, { kind: 'askAudio' })
    expect(kinds(session.must(null, { kind: 'closeUnattended' }))).toContain('audio-stopped')
  })

  it('[S163] is erased by anybody who agreed to it or the owner, while it stops or later, and nothing comes after', () => {
    const session = recorded()
    session.wait(20_000)
    expect(keep(session, ben)).toMatchObject({ ok: true })
    expect(codeOf(session.send(ben, { kind: 'eraseAudio', audio: 1 }))).toBe('audio-running')
    expect(codeOf(session.send(ben, { kind: 'eraseAudio', audio: 2 }))).toBe('unknown-audio')
    expect(kinds(session.must(ben, { kind: 'stopAudio', audio: 1, erase: true }))).toEqual([
      'audio-stopped',
      'audio-erased',
    ])
    expect(keptAudio(session.state)).toEqual([])
    expect(codeOf(keep(session, ana))).toBe('audio-erased')
    session.must(ben, { kind: 'askAudio' })
    // Mia was asked, and has not agreed: what the others said is not hers to erase.
    expect(codeOf(session.send(mia, { kind: 'stopAudio', audio: 2, erase: true }))).toBe('owner-only')
    session.must(ben, { kind: 'stopAudio', audio: 2, erase: false })
    expect(codeOf(session.send(mia, { kind: 'eraseAudio', audio: 2 }))).toBe('owner-only')
    session.must(ana, { kind: 'closeSession' })
    expect(kinds(session.must(ana, { kind: 'eraseAudio', audio: 2 }))).toEqual(['audio-erased'])
    expect(session.must(ben, { kind: 'eraseAudio', audio: 2 })).toEqual([])
    // What was kept long enough is erased by the room.
    session.must(ana, { kind: 'reopenSession' })
    session.must(ana, { kind: 'askAudio' })
    session.must(ana, { kind: 'stopAudio', audio: 3, erase: false })
    expect(session.must(null, { kind: 'expireAudio', before: session.now })).toEqual([])
    expect(kinds(session.must(null, { kind: 'expireAudio', before: session.now + 1 }))).toEqual(['audio-erased'])
    expect(codeOf(session.send(ana, { kind: 'expireAudio', before: session.now + 1 }))).toBe('malformed')
  })

  it('[S164] keeps a part of its author’s own voice from a time when it ran, once, also after the end', () => {
    const session = recorded()
    session.wait(20_000)
    const first = part(session)
    expect(kinds(session.must(ana, { kind: 'keepAudio', part: first }))).toEqual(['audio-part-kept'])
    expect(session.must(ana, { kind: 'keepAudio', part: first })).toEqual([])
    expect(codeOf(keep(session, ana, { at: first.at + 5_000, hash: 'a'.repeat(64) }))).toBe('audio-taken')
    expect(codeOf(keep(session, ana, { at: first.at - 10_000, hash: first.hash }))).toBe('audio-taken')
    // One recorder may end a little after the next has begun.
    expect(keep(session, ana, { at: first.at - 9_100 })).toMatchObject({ ok: true })
    // Somebody else's voice at the same time is theirs.
    expect(keep(session, ben)).toMatchObject({ ok: true })
    expect(codeOf(keep(session, oto))).toBe('audio-not-agreed')
    expect(codeOf(keep(session, ben, { audio: 2 }))).toBe('unknown-audio')
    const [[from] = []] = spans(session) ?? []
    expect(codeOf(keep(session, ben, { at: (from ?? 0) - 15_001, length: 100 }))).toBe('audio-outside')
    expect(codeOf(keep(session, ben, { at: session.now + 3_600_000 }))).toBe('audio-outside')
    session.must(ana, { kind: 'closeSession' })
    const end = session.now
    session.wait(86_400_000)
    expect(codeOf(keep(session, ben, { at: end + 5_001 }))).toBe('audio-outside')
    expect(keep(session, ben, { at: end + 5_000 })).toMatchObject({ ok: true })
    expect(keptAudio(session.state)[0]?.parts).toHaveLength(4)
  })

  it('[S165] keeps so many parts and bytes of one person, and what is erased no longer counts', () => {
    const session = recorded()
    session.wait(400_000)
    const bytes = 2 * 1024 * 1024
    for (let count = 0; count < 64; count++)
      expect(keep(session, ana, { at: session.now - 400_000 + count * 100, length: 100, bytes })).toMatchObject({
        ok: true,
      })
    expect(codeOf(keep(session, ana, { bytes: 1 }))).toBe('too-many')
    expect(keep(session, ben, { bytes })).toMatchObject({ ok: true })
    session.must(ana, { kind: 'stopAudio', audio: 1, erase: true })
    session.must(ana, { kind: 'askAudio' })
    agree(session, ben, 2)
    agree(session, mia, 2)
    session.wait(20_000)
    expect(keep(session, ana, { audio: 2 })).toMatchObject({ ok: true })
  })

  it('[S166] is seen by everybody in the session, and leaves no trace in what is taken or shared without the voices', () => {
    const session = recorded()
    session.wait(20_000)
    keep(session, ana)
    session.must(ben, { kind: 'stopAudio', audio: 1, erase: false })
    session.must(ana, { kind: 'askAudio' })
    session.must(mia, { kind: 'answerAudio', audio: 2, agreed: false })
    // The same session in which nobody ever spoke of a recording.
    const silent = session.log.filter(({ kind }) => !kind.startsWith('audio-'))
    expect(silent.length).toBeLessThan(session.log.length)
    for (const projector of [
      () => createExportProjector(ben, new Set()),
      () =>
        createSharedProjector({ audience: 'desk', names: true, words: true }, new Set(), soundToShare(session.state)),
      () =>
        createSharedProjector({ audience: 'desk', names: true, words: true, sound: false }, new Set(), new Set(['x'])),
    ])
      expect(JSON.stringify(leaving(session.log, projector()))).toBe(JSON.stringify(leaving(silent, projector())))
  })

  it('[S167] is in what is taken or shared with the voices, until it is erased', () => {
    const session = recorded()
    session.wait(20_000)
    keep(session, ana)
    keep(session, ben)
    const view = { audience: 'candidate', names: false, words: false, sound: true } as const
    const streams = () => [
      leaving(session.log, createExportProjector(ben, new Set(), soundToTake(session.state))),
      leaving(session.log, createSharedProjector(view, new Set(), soundToShare(session.state))),
    ]
    for (const stream of streams()) {
      expect(kinds(stream).filter((kind) => kind.startsWith('audio-'))).toEqual([
        'audio-asked',
        'audio-agreed',
        'audio-agreed',
        'audio-part-kept',
        'audio-part-kept',
      ])
      expect(keptAudio(foldAll(stream))[0]?.parts).toHaveLength(2)
    }
    session.must(ana, { kind: 'stopAudio', audio: 1, erase: true })
    for (const stream of streams()) expect(kinds(stream)).not.toContain('audio-part-kept')
  })

  it('[S167] of a personal round is in no share link, from the end of the round before it to the start of the one after it', () => {
    const session = recorded()
    session.wait(20_000)
    keep(session, ana)
    const first = session.state
    const [round] = first.rounds
    if (round?.case == null) throw new Error('there is no round with a case')
    const [part] = first.audio[0]?.parts ?? []
    if (part === undefined) throw new Error('nothing is kept')
    const withPersonal = { ...first, rounds: [{ ...round, case: { ...round.case, personal: true } }] }
    const end = part.at + part.length
    const after = (startedAt: number) => ({
      ...withPersonal,
      rounds: [...withPersonal.rounds, { ...round, startedAt }],
    })
    const before = (endedAt: number) => ({ ...withPersonal, rounds: [{ ...round, endedAt }, ...withPersonal.rounds] })
    const isShared = (state: typeof first): boolean => soundToShare(state).size === 1
    expect([first, withPersonal].map(isShared)).toEqual([true, false])
    expect([after(part.at), after(part.at + 1)].map(isShared)).toEqual([true, false])
    expect([before(end), before(end - 1)].map(isShared)).toEqual([true, false])
    // Those who were there may take it home.
    expect(soundToTake(withPersonal).size).toBe(1)
    expect(soundToShare(null).size).toBe(0)
  })

  it('[S166] may be heard by everybody in the session', () => {
    const session = recorded()
    session.wait(20_000)
    keep(session, ana)
    for (const who of [ana, ben, mia, oto])
      expect(kinds(project(session.log, who))).toEqual(
        expect.arrayContaining(['audio-asked', 'audio-agreed', 'audio-part-kept']),
      )
  })

  it('is not asked for by a session without anybody in it', () => {
    expect(isAudioRunning(openSampleSession().state)).toBe(false)
  })
})
