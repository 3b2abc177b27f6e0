import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  applyBoardCommand,
  type BoardCommand,
  type Framework,
  type ItemId,
  seedBoard,
  trayFramework,
} from '@greenroom/board'
import {
  boardOf,
  commentIdSchema,
  type DocumentName,
  type NewEntry,
  type ParticipantId,
  pinIdSchema,
  trayOf,
} from '@greenroom/session'
import {
  ana,
  ben,
  mia,
  noteId,
  openSampleSession,
  oto,
  type ScriptedSession,
  samplePreparedCase,
  swapSampleSeats,
} from '@greenroom/session/testing'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { testFramework } from '../board/testing-board.ts'
import { keptFromRecording, withoutPrivate } from '../replay/source/kept-session.ts'
import { recordingOf, seekerOf } from '../replay/source/testing-kept.ts'
import { debriefToMarkdown } from './debrief-markdown.ts'
import { keptToJson } from './kept-json.ts'
import { sessionToMarkdown } from './session-markdown.ts'

/** What each secret is, and who may take it home while the round is judged and once its scores are open. */
const secrets = [
  { secret: 'guide', sealed: [ana, mia], open: [ana, ben, mia, oto] },
  { secret: 'ana-note', sealed: [ana], open: [ana] },
  { secret: 'ben-note', sealed: [ben], open: [ben] },
  { secret: 'mark', sealed: [ana, mia], open: [ana, ben, mia, oto] },
  { secret: 'pin', sealed: [mia], open: [ana, ben, mia, oto] },
  { secret: 'comment', sealed: [mia], open: [ana, ben, mia, oto] },
  { secret: 'comment-gone', sealed: [], open: [] },
  { secret: 'whisper', sealed: [], open: [] },
  { secret: 'score', sealed: [ana], open: [ana, ben, mia, oto] },
  { secret: 'thought-kept', sealed: [ben], open: [ben] },
  { secret: 'thought-gone', sealed: [], open: [] },
] as const
const everybody = [ana, ben, mia, oto]

/** Edits a document of its own and hands each update to the log. */
function writer(session: ScriptedSession, document: DocumentName, by: ParticipantId, framework: Framework) {
  const doc = new Y.Doc()
  doc.clientID = by === ben ? 5 : 6
  const kind = document.startsWith('tray') ? 'tray-edited' : 'board-edited'
  const data = kind === 'tray-edited' ? { document, clients: [5], formed: [], gone: [] } : { document, clients: [5] }
  doc.on('update', (bytes: Uint8Array) => session.append([{ kind, v: 1, by, command: null, data, bytes } as NewEntry]))
  if (kind === 'board-edited') Y.applyUpdate(doc, seedBoard(framework))
  return (command: BoardCommand): void => {
    session.wait(1_000)
    const answer = applyBoardCommand(doc, framework, command, 'here')
    if (!answer.ok) throw new Error(answer.code)
  }
}
const addTo = (section: string, itemKind: string, item: string, text: string): BoardCommand => ({
  kind: 'addItem',
  item: item as ItemId,
  itemKind,
  text,
  at: { section, parent: null, before: null },
})

/** A round in which everybody writes something private, `words` each time. `moved` reaches the board. */
function played(words: (secret: string) => string): ScriptedSession {
  const session = openSampleSession()
  const prepared = {
    ...samplePreparedCase,
    framework: JSON.parse(JSON.stringify(testFramework)),
    guide: { ...samplePreparedCase.guide, readAloud: words('guide'), brief: words('guide') },
  }
  session.must(ana, { kind: 'prepareCase', how: 'chosen', prepared })
  session.must(ana, { kind: 'startRound' })
  session.must(ana, { kind: 'showPrompt', how: 'read' })
  const board = writer(session, boardOf(session.round.id), ben, testFramework)
  const tray = writer(session, trayOf(session.round.id, ben), ben, trayFramework)
  tray(addTo('tray', 'thought', 'kept', words('thought-kept')))
  tray(addTo('tray', 'thought', 'gone', words('thought-gone')))
  tray(addTo('tray', 'thought', 'moved', 'moved to the board'))
  board(addTo('people', 'person', 'moved', 'moved to the board'))
  for (const item of ['moved', 'gone']) tray({ kind: 'removeItem', item: item as ItemId })
  tray(addTo('tray', 'thought', 'blank-thought', ''))
  board(addTo('people', 'person', 'blank-card', ''))
  session.must(ana, { kind: 'writeNote', note: noteId('a'), words: words('ana-note') })
  session.must(ben, { kind: 'writeNote', note: noteId('b'), words: words('ben-note') })
  session.must(ana, { kind: 'markMoment', label: words('mark') })
  session.must(mia, { kind: 'pinMoment', pin: pinIdSchema.parse('p'), words: words('pin') })
  session.must(mia, { kind: 'sendWhisper', words: words('whisper') })
  session.must(ana, { kind: 'endRound' })
  const about = {
    kind: 'writeComment',
    round: session.round.id,
    moment: session.round.startedAt ?? 0,
    item: 'gone',
  } as const
  const [kept, gone] = ['kept', 'gone'].map((id) => commentIdSchema.parse(id))
  if (kept === undefined || gone === undefined) throw new Error('two ids')
  session.must(mia, { ...about, comment: kept, words: words('comment') })
  session.must(mia, { ...about, comment: gone, words: words('comment-gone') })
  session.must(mia, { kind: 'deleteComment', round: session.round.id, author: mia, comment: gone })
  const scorecard = { scores: { goal: { score: 3 as const, words: words('score'), evidence: [] } } }
  session.must(ana, { kind: 'sealScorecard', scorecard })
  return session
}

function openScores(session: ScriptedSession): void {
  session.must(ben, { kind: 'sealScorecard', scorecard: { scores: {} } })
  session.must(ana, { kind: 'openScores' })
}

/** Everything that somebody can take home as text and data. */
async function takenHome(session: ScriptedSession, who: ParticipantId, shared: boolean): Promise<string> {
  const recording = recordingOf(session, who)
  const whole = await keptFromRecording(recording, who, seekerOf(recording), false)
  const kept = shared ? withoutPrivate(whole) : whole
  return [
    sessionToMarkdown(kept, 'UTC'),
    keptToJson(kept, 'session'),
    ...kept.rounds.flatMap((one) => [
      debriefToMarkdown(kept, one, 'UTC'),
      keptToJson({ ...kept, rounds: [one] }, 'debrief'),
    ]),
  ].join('\n')
}

const canary = (secret: string): string => `CANARY ${secret} CANARY`
const heldBy = (text: string): readonly string[] =>
  secrets.filter(({ secret }) => text.includes(canary(secret))).map(({ secret }) => secret)

describe('what somebody takes home', () => {
  it('holds what they may see and nothing that they may not, before and after the scores', async () => {
    const session = played(canary)
    for (const when of ['sealed', 'open'] as const) {
      if (when === 'open') openScores(session)
      for (const who of everybody) {
        const may = secrets.filter((one) => (one[when] as readonly ParticipantId[]).includes(who))
        expect(heldBy(await takenHome(session, who, false)), `${who} ${when}`).toEqual(may.map(({ secret }) => secret))
      }
    }
  })

  it('holds only what everybody here may see, when that is asked for', async () => {
    const session = played(canary)
    for (const who of everybody) expect(heldBy(await takenHome(session, who, true)), who).toEqual([])
    openScores(session)
    for (const who of everybody)
      expect(heldBy(await takenHome(session, who, true)), who).toEqual(['guide', 'mark', 'pin', 'comment', 'score'])
  })

  it('is the same to the byte, whatever others wrote for themselves', async () => {
    const [one, other] = [played((secret) => `one ${secret}`), played((secret) => `other ${secret}`)]
    const without = (text: string): string => text.replaceAll(/(?:one|other) (?:ben-note|thought-kept)/g, 'own')
    expect(without(await takenHome(one, ben, false))).toBe(without(await takenHome(other, ben, false)))
    expect(await takenHome(one, oto, false)).toBe(await takenHome(other, oto, false))
  })

  it('has the author’s thoughts with their times, also in the rounds after, and for others only what was allowed', async () => {
    const session = played(canary)
    openScores(session)
    const mine = await takenHome(session, ben, false)
    expect(mine).toContain(`- ${canary('thought-kept')} (thought 0:01, kept in the tray)`)
    expect(mine).toContain('- moved to the board (thought 0:03, on the board 0:05)')
    const stamped = /moved to the board \(thought/
    expect(await takenHome(session, ana, false)).not.toMatch(stamped)
    session.must(ben, { kind: 'publishThoughts', round: undefined, onBoard: new Set(['moved']) })
    swapSampleSeats(session)
    expect(heldBy(await takenHome(session, ana, false))).not.toContain('thought-kept')
    expect(heldBy(await takenHome(session, ben, false))).toContain('thought-kept')
  })

  it('has no card and no thought that was still empty when the round ended', async () => {
    const recording = recordingOf(played(canary), ben)
    const { rounds } = await keptFromRecording(recording, ben, seekerOf(recording), false)
    expect([...(rounds[0]?.board?.view.items.keys() ?? [])]).toEqual([expect.anything(), 'moved'])
    expect(rounds[0]?.thoughts.map(({ item }) => item)).toEqual(['kept', 'moved'])
  })

  it('says whose view it is and that scores are practice', async () => {
    const session = played(canary)
    openScores(session)
    const recording = recordingOf(session, oto)
    const kept = await keptFromRecording(recording, oto, seekerOf(recording), false)
    const data = JSON.parse(keptToJson(kept, 'session'))
    expect(data).toMatchObject({
      format: 2,
      what: 'session',
      view: { by: oto, name: 'Oto', words: 'As Oto sees it.' },
      scores: 'The scores are practice: what these people saw in one rehearsal, not an assessment.',
      rounds: [{ round: 'r1', scoresOpen: true, board: { framework: { id: 'test' } }, thinkTray: [] }],
    })
    expect(data.entries.length).toBe(session.streamOf(oto).length)
    expect(sessionToMarkdown(kept)).toMatch(/As Oto sees it\. The scores are practice/)
  })
})

it('docs/exports.md names every field of the data', async () => {
  const session = played(canary)
  const recording = recordingOf(session, ben)
  const kept = await keptFromRecording(recording, ben, seekerOf(recording), false)
  const data = JSON.parse(keptToJson(kept, 'session'))
  const told = readFileSync(join(import.meta.dirname, '../../../../../docs/exports.md'), 'utf8')
  for (const field of [...Object.keys(data), ...Object.keys(data.rounds[0])]) expect(told).toContain(`\`${field}\``)
})
