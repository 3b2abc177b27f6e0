import {
  documentNameSchema,
  noteIdSchema,
  type ProjectedEntry,
  participantIdSchema,
  roundIdSchema,
} from '@greenroom/session'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { advance, createPlayer, neighbour, play, seek, stepFrom } from './player.ts'
import { createTimeline, entriesInTime, isEnoughToOpen } from './timeline.ts'

const ana = participantIdSchema.parse('ana')
const ben = participantIdSchema.parse('ben')
const round = roundIdSchema.parse('r1')
const document = documentNameSchema.parse('board-r1')
const phase = (id: string, name: string) => ({ id, name, minutes: 5, sections: [] })

const entries: readonly ProjectedEntry[] = [
  { n: 1, at: 1000, kind: 'round-opened', by: null, data: { round } },
  {
    n: 2,
    at: 2000,
    kind: 'round-started',
    by: ana,
    data: { round, framework: {}, agenda: [phase('a', 'Clarify'), phase('b', 'Metrics')] },
  },
  { n: 3, at: 2000, kind: 'phase-started', by: ana, data: { round, phase: 0, deadline: 302_000 } },
  { n: 4, at: 60_000, kind: 'fact-released', by: ana, data: { round, fact: 'funnel', label: 'The funnel', text: '…' } },
  { n: 5, at: 62_000, kind: 'phase-started', by: ana, data: { round, phase: 1, deadline: 362_000 } },
  { n: 6, at: 90_000, kind: 'round-ended', by: ana, data: { round, dimensions: [] } },
  { n: 7, at: 95_000, kind: 'scores-opened', by: ana, data: { round } },
]
const edits = [3000, 3500, 61_000].map((at) => ({ document, at, by: ana, n: 3, update: new Uint8Array() }))
const timeline = createTimeline({ entries, edits })

describe('the beginning of a recording', () => {
  const upTo = (last: number) => ({
    entries: entries.filter(({ at }) => at <= last),
    edits: edits.filter(({ at }) => at <= last),
  })
  it('is enough for a moment in the address once it reaches it, counted from the start of the session', () => {
    // 1000 is the start: the 60th second is 61,000.
    expect(isEnoughToOpen(upTo(60_000), 60)).toBe(false)
    expect(isEnoughToOpen(upTo(61_000), 60)).toBe(true)
    expect(isEnoughToOpen(upTo(61_000), 61)).toBe(false)
    expect(isEnoughToOpen(upTo(1000), 0)).toBe(true)
    expect(isEnoughToOpen({ entries: [], edits: [] }, 1)).toBe(false)
  })
  it('is enough without a moment once the first thing worth seeing is certain', () => {
    // It opens at 3000; somebody could have gone on writing for a minute.
    expect(isEnoughToOpen(upTo(62_000), null)).toBe(false)
    expect(isEnoughToOpen(upTo(90_000), null)).toBe(true)
    expect(isEnoughToOpen({ entries, edits: edits.map((edit) => ({ ...edit, by: null })) }, null)).toBe(false)
  })
})

describe('a timeline', () => {
  it('has a chapter for each phase and the debrief, and leaves out the lobby', () => {
    expect(timeline.chapters.map((one) => [one.kind === 'phase' ? one.name : one.kind, one.from, one.to])).toEqual([
      ['Clarify', 2000, 62_000],
      ['Metrics', 62_000, 90_000],
      ['debrief', 90_000, 95_000],
    ])
  })
  it('shows nothing from before the first round started, and counts from the start of the session for addresses', () => {
    expect(timeline).toMatchObject({ start: 1000, from: 2000, rounds: [{ round, startedAt: 2000 }] })
    const note: ProjectedEntry = {
      n: 1,
      at: 1500,
      kind: 'note-written',
      by: ana,
      data: { round, note: noteIdSchema.parse('n1'), words: 'Early' },
    }
    const early = createTimeline({ entries: [...entries.slice(0, 1), note, ...entries.slice(1)], edits })
    expect(early.marks).toEqual(timeline.marks)
  })
  it('calls one debrief a debrief: what was reopened had ended', () => {
    const reopened: ProjectedEntry = { n: 7, at: 91_000, kind: 'round-reopened', by: ana, data: { round } }
    const again: ProjectedEntry = { n: 8, at: 93_000, kind: 'round-ended', by: ana, data: { round, dimensions: [] } }
    const kinds = createTimeline({ entries: [...entries.slice(0, -1), reopened, again, ...entries.slice(-1)], edits })
    expect(kinds.chapters.map((one) => one.kind)).toEqual(['phase', 'phase', 'ended', 'reopened', 'debrief'])
  })
  it('says how much of a phase was past its time, with pauses and added time, as the ribbon of the room showed it', () => {
    const made = (...clock: readonly ProjectedEntry[]) =>
      createTimeline({ entries: [...entries.slice(0, 3), ...clock, ...entries.slice(3)], edits }).chapters.map(
        ({ over }) => over,
      )
    const added = (at: number, clock: { kind: 'running'; deadline: number } | { kind: 'paused'; remaining: number }) =>
      ({
        n: 4,
        at,
        kind: 'time-added',
        by: ana,
        data: { round, added: -300_000, clock },
      }) as const satisfies ProjectedEntry
    expect(made()).toEqual([0, 0, 0])
    // Its time was up at 50,000, and the next phase began at 62,000.
    const early = added(10_000, { kind: 'running', deadline: 50_000 })
    expect(made(early)).toEqual([12_000, 0, 0])
    // For five of those twelve seconds the clock was paused.
    const paused: ProjectedEntry = {
      n: 5,
      at: 52_000,
      kind: 'clock-paused',
      by: ana,
      data: { round, remaining: -2000 },
    }
    const resumed: ProjectedEntry = {
      n: 6,
      at: 57_000,
      kind: 'clock-resumed',
      by: ana,
      data: { round, deadline: 55_000 },
    }
    expect(made(early, paused, resumed)).toEqual([7000, 0, 0])
    expect(made(early, paused)).toEqual([2000, 0, 0])
    expect(made(early, paused, added(58_000, { kind: 'paused', remaining: 58_000 }))).toEqual([0, 0, 0])
  })
  it('ends with what people did in it, not when the session was closed behind them', () => {
    const late = entries.at(-1)?.at ?? 0
    const left = [
      { kind: 'participant-absent', data: { participant: ana } },
      { kind: 'session-closed', data: { reason: 'no-interviewer' } },
    ] as const
    const behind = left.map((one, index): ProjectedEntry => ({ n: 8 + index, at: late + 3_600_000, by: null, ...one }))
    expect(createTimeline({ entries: [...entries, ...behind], edits })).toEqual(timeline)
    // Somebody who was away for a while in between was.
    const away = createTimeline({
      entries: [...entries, ...behind, ...entries.slice(-1).map((one) => ({ ...one, at: late + 4_000_000 }))],
      edits,
    })
    expect(away.end).toBe(late + 4_000_000)
    expect(away.times).toContain(late + 3_600_000)
  })
  it('marks what was handed over and decided', () => {
    expect(timeline.marks.map((mark) => mark.entry.kind)).toEqual(['fact-released', 'round-ended', 'scores-opened'])
  })
  it('places what was opened late at the moment it was made, as for people who were sent it live', () => {
    const marked: ProjectedEntry = {
      n: 6,
      at: 73_000,
      kind: 'moment-marked',
      by: ana,
      data: { round, label: 'Good' },
    }
    const live = [...entries.slice(0, 5), marked, ...entries.slice(5)]
    const opened = [...entries, marked]
    expect(createTimeline({ entries: opened, edits })).toEqual(createTimeline({ entries: live, edits }))
    expect(entriesInTime(opened).map((entry) => entry.kind)).toEqual(live.map((entry) => entry.kind))
  })
  it('opens on the first card, else on the first phase, else at the start', () => {
    expect(timeline.opening).toBe(3000)
    expect(createTimeline({ entries, edits: edits.map((edit) => ({ ...edit, by: null })) }).opening).toBe(2000)
    expect(createTimeline({ entries: entries.slice(0, 1), edits: [] }).opening).toBe(1000)
  })
  it('opens where the first card has its words, however long it stood empty, and no matter who wrote elsewhere', () => {
    const doc = new Y.Doc()
    const made: { at: number; by: typeof ana; update: Uint8Array }[] = []
    let at = 0
    let by = ana
    doc.on('update', (update: Uint8Array) => void made.push({ at, by, update }))
    const card = new Y.Text()
    const step = (time: number, who: typeof ana, change: () => void) => {
      at = time
      by = who
      change()
    }
    const board = doc.getMap('board')
    step(3000, ana, () => board.set('card', card))
    step(4000, ana, () => board.set('place', 'goal'))
    for (const [index, letter] of [...'Riders'].entries())
      step(14_000 + index * 300, ana, () => card.insert(index, letter))
    step(15_000, ben, () => board.set('other', 'place'))
    step(30_000, ana, () => card.insert(6, ' first'))
    const written = made.toSorted((a, b) => a.at - b.at).map((edit) => ({ ...edit, document, n: 3 }))
    expect(createTimeline({ entries, edits: written }).opening).toBe(15_500)
    expect(createTimeline({ entries, edits: written.filter((edit) => edit.at < 14_000) }).opening).toBe(3000)
    // A person who never pauses is waited for, for one minute.
    const letters = Array.from({ length: 400 }, (_, index) => {
      const from = written.find((edit) => edit.at === 14_000)
      if (!from) throw new Error('no letter')
      return { ...from, at: 3000 + index * 500 }
    })
    expect(createTimeline({ entries, edits: letters }).opening).toBe(63_000)
  })
  it('knows where nothing happened', () => {
    expect(timeline.idle).toEqual([
      { from: 3500, to: 60_000 },
      { from: 62_000, to: 90_000 },
    ])
  })
  it('counts who wrote when', () => {
    expect(timeline.activity.get(ana)?.reduce((sum, one) => sum + one, 0)).toBe(3)
  })
  it('is empty for an empty recording', () => {
    expect(createTimeline({ entries: [], edits: [] })).toMatchObject({ start: 0, end: 0, chapters: [], marks: [] })
  })
})

describe('a player', () => {
  const fresh = createPlayer(timeline)
  it('goes at its speed, and stops at the end', () => {
    const playing = { ...play(fresh, timeline), speed: 4 as const, skipIdle: false }
    expect(advance(playing, timeline, 500).at).toBe(4000)
    expect(advance(playing, timeline, 1_000_000)).toMatchObject({ at: 95_000, playing: false })
    expect(advance(fresh, timeline, 500)).toBe(fresh)
  })
  it('counts a voice as something that happens, and sound that arrives later as nothing', () => {
    const voice = (at: number, levels: string, arrived: number): ProjectedEntry => ({
      ...{ n: 90, at: arrived, kind: 'audio-part-kept', by: ana },
      data: { audio: 1, hash: '0'.repeat(64), at, length: 10_000, bytes: 1, type: 'mp4', levels },
    })
    const idle = (more: readonly ProjectedEntry[]) => createTimeline({ entries: [...entries, ...more], edits: [] }).idle
    const end = createTimeline({ entries, edits: [] }).end
    // From 2,000 to 60,000 nothing happened; she speaks from 20,000 on for ten seconds, and breathes after that.
    const spoken = voice(20_000, '6'.repeat(40), end + 86_400_000)
    expect(idle([])[0]).toEqual({ from: 2_000, to: 60_000 })
    expect(idle([spoken, voice(30_000, '5'.repeat(40), end + 86_400_001)]).slice(0, 2)).toEqual([
      { from: 2_000, to: 20_000 },
      { from: 29_750, to: 60_000 },
    ])
    const endOf = (more: ProjectedEntry) => createTimeline({ entries: [...entries, more], edits: [] }).end
    expect(endOf(spoken)).toBe(end)
    // She talks on when the last thing is written, and then breathes.
    expect(endOf(voice(end + 5_000, '66660000', end + 86_400_000))).toBe(end + 6_000)
    const erased: ProjectedEntry = { n: 91, at: end, kind: 'audio-erased', by: ana, data: { audio: 1 } }
    expect(idle([spoken, erased])).toEqual(idle([]))
  })

  it('jumps over idle stretches, and lands half a second before what comes next', () => {
    const playing = play(seek(fresh, timeline, 4000), timeline)
    expect(advance(playing, timeline, 600).at).toBe(59_500)
    expect(advance({ ...playing, skipIdle: false }, timeline, 600).at).toBe(4600)
  })
  it('says what was jumped over, until somebody moves', () => {
    const playing = play(seek(fresh, timeline, 4000), timeline)
    const jumped = advance(playing, timeline, 600)
    expect(jumped.skipped).toEqual({ from: 4600, to: 59_500 })
    expect(advance(jumped, timeline, 100).skipped).toBe(jumped.skipped)
    expect(seek(jumped, timeline, 3000).skipped).toBeNull()
  })
  it('steps by entry and by phase', () => {
    expect(stepFrom(timeline, 2000, 'entry', 'after')).toBe(3000)
    expect(stepFrom(timeline, 3500, 'entry', 'before')).toBe(3000)
    expect(stepFrom(timeline, 3499, 'entry', 'after')).toBe(3500)
    expect(stepFrom(timeline, 95_000, 'entry', 'after')).toBe(95_000)
    expect(stepFrom(timeline, 2000, 'entry', 'before')).toBe(2000)
    expect(stepFrom(timeline, 3000, 'phase', 'after')).toBe(62_000)
    expect(stepFrom(timeline, 95_000, 'phase', 'before')).toBe(90_000)
  })
  it('starts over from the end', () => {
    expect(play(seek(fresh, timeline, 1e9), timeline).at).toBe(2000)
  })
  it('finds the neighbouring marks', () => {
    expect(neighbour(timeline, 5000, 'after')).toBe(60_000)
    expect(neighbour(timeline, 61_500, 'before')).toBe(60_000)
    expect(neighbour(timeline, 95_000, 'after')).toBe(95_000)
    expect(neighbour(timeline, 2000, 'before')).toBe(2000)
  })
})
