import { applyBoardCommand, type ItemId } from '@greenroom/board'
import { testFramework } from '@greenroom/board/testing'
import {
  boardOf,
  type Command,
  type DocumentName,
  type ParticipantId,
  participantIdSchema,
  roundIdSchema,
  sessionIdSchema,
} from '@greenroom/session'
import { openMemoryLogStore } from '@greenroom/session/log-store-memory'
import pino from 'pino'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { stagedCase } from '../testing/stage.ts'
import { AppendLoop } from './append-loop.ts'
import type { BoardConnection } from './connections.ts'
import { createCounts } from './counts.ts'
import { EditQueue } from './edit-queue.ts'
import { FoldedLog } from './folded-log.ts'
import { type Batch, formBatch, type PendingCommand } from './form-batch.ts'

const session = sessionIdSchema.parse('a-session-of-a-batch')
const [ina, caro, olu] = ['ina', 'caro', 'olu'].map((name) => participantIdSchema.parse(name)) as [
  ParticipantId,
  ParticipantId,
  ParticipantId,
]
const board: DocumentName = boardOf(roundIdSchema.parse('r1'))

const pendingOf = (by: ParticipantId | null, command: Command): PendingCommand => ({
  command,
  by,
  commandId: null,
  answer: () => {},
  fail: () => {},
})

const connectionOf = (participant: ParticipantId): BoardConnection => ({
  participant,
  document: board,
  ended: false,
  tell: () => {
    throw new Error('A batch tells nobody anything.')
  },
  pay: () => true,
  end: () => {
    throw new Error('A batch ends nobody.')
  },
  closed: Promise.resolve(),
})

/** A log whose first round runs, and what forms batches on it. */
const openLog = async () => {
  const store = openMemoryLogStore({ now: () => 1000 })
  const log = new FoldedLog(session, store, pino({ level: 'silent' }))
  await log.load()
  const form = (
    {
      commands = [],
      edits = [],
    }: { commands?: readonly PendingCommand[]; edits?: readonly [BoardConnection, Uint8Array][] },
    pay = true,
  ): Batch => {
    const queue = new EditQueue()
    for (const [connection, update] of edits) queue.offer(connection, update)
    return formBatch(
      log,
      { commands, edits: new Map([[board, queue]]) },
      { now: 1000, monotonic: () => 0, pay: () => pay, mayWrite: () => true },
    )
  }
  const append = async (batch: Batch): Promise<void> => {
    expect(await store.append(session, log.seq, batch.entries)).toMatchObject({ ok: true })
    await log.catchUp(() => {})
  }
  const must = async (by: ParticipantId | null, command: Command): Promise<void> => {
    const batch = form({ commands: [pendingOf(by, command)] })
    expect(batch.commands.map(({ kind }) => kind)).toEqual(['granted'])
    await append(batch)
  }
  await must(null, {
    kind: 'createSession',
    session,
    mode: 'coaching',
    cut: 45,
    coverage: 'learning',
    callLink: null,
    owner: ina,
    ownerName: 'Ina',
    ownerSeat: 'interviewer',
  })
  for (const [participant, seat] of [
    [caro, 'candidate'],
    [olu, 'observer'],
  ] as const) {
    await must(null, { kind: 'joinSession', participant, name: participant, admits: [seat], seat })
  }
  await must(ina, { kind: 'prepareCase', how: 'chosen', prepared: stagedCase })
  await must(ina, { kind: 'startRound', seatsVersion: log.state.seatsVersion })
  return { log, form, append }
}

/** Updates of one person who adds a card and types `letters` into it. */
const typed = (log: FoldedLog, client: number, letters: string): Uint8Array[] => {
  const doc = new Y.Doc()
  doc.clientID = client
  Y.applyUpdate(doc, log.documents.get(board)?.encoded() ?? new Uint8Array())
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const item = `card-of-${client}` as ItemId
  const section = testFramework.sections[0]
  const at = { section: section?.id ?? '', parent: null, before: null }
  applyBoardCommand(
    doc,
    testFramework,
    { kind: 'addItem', item, itemKind: section?.kinds[0] ?? '', text: '', at },
    'local',
  )
  for (const [index, insert] of [...letters].entries()) {
    applyBoardCommand(doc, testFramework, { kind: 'editText', item, index, remove: 0, insert }, 'local')
  }
  return updates
}

it('answers what the edits and commands came to, and leaves the log as it was', async () => {
  const { log, form } = await openLog()
  const { seq, state } = log
  const bytes = log.documents.get(board)?.encoded()
  const connection = connectionOf(caro)
  const updates = typed(log, 7, 'ab')
  const batch = form({
    commands: [
      pendingOf(caro, { kind: 'rename', name: 'Carola' }),
      pendingOf(olu, { kind: 'startRound', seatsVersion: state.seatsVersion }),
    ],
    edits: updates.map((update) => [connection, update]),
  })
  // What one person sent in a row is one entry; the commands' entries follow.
  expect(batch.entries.map(({ kind, by }) => [kind, by])).toEqual([
    ['board-edited', caro],
    ['participant-named', caro],
  ])
  expect(batch.edits).toEqual([expect.objectContaining({ connection, updates })])
  expect(batch.heard).toEqual([{ document: board, client: 7, participant: caro }])
  expect(batch.verdicts).toEqual([])
  expect(batch.commands.map(({ kind }) => kind)).toEqual(['granted', 'refused'])
  expect([log.seq, log.state, log.documents.get(board)?.encoded()]).toEqual([seq, state, bytes])
})

it('F35: says of each edit that is not appended why, also when the right to write went while it waited', async () => {
  const { log, form, append } = await openLog()
  const connection = connectionOf(caro)
  const [add = new Uint8Array(), letter = new Uint8Array()] = typed(log, 7, 'a')
  expect(form({ edits: [[connection, Uint8Array.of(9, 9, 9)]] })).toMatchObject({
    entries: [],
    verdicts: [{ kind: 'refused', connection, code: 'malformed' }],
  })
  expect(form({ edits: [[connection, letter]] }).verdicts).toEqual([{ kind: 'gap', connection, update: letter }])
  const reader = connectionOf(olu)
  expect(form({ edits: [[reader, add]] }).verdicts).toEqual([
    { kind: 'refused', connection: reader, code: 'read-only' },
  ])
  expect(form({ edits: [[connection, add]] }, false)).toMatchObject({ entries: [], verdicts: [] })
  await append(form({ edits: [[connection, add]] }))
  expect(form({ edits: [[connection, add]] })).toMatchObject({ entries: [], verdicts: [{ kind: 'empty', connection }] })
})

it('T26: ends a look that takes long, so that edits which bring nothing hold no other room up', async () => {
  const { log, append, form } = await openLog()
  const connection = connectionOf(caro)
  const [add = new Uint8Array()] = typed(log, 7, '')
  await append(form({ edits: [[connection, add]] }))
  const queue = new EditQueue()
  for (let sent = 0; sent < 32; sent++) queue.offer(connection, add)
  let monotonic = 0
  const slow = { now: 1000, monotonic: () => monotonic++, pay: () => true, mayWrite: () => true }
  const batch = formBatch(log, { commands: [], edits: new Map([[board, queue]]) }, slow)
  expect(batch.entries).toEqual([])
  expect(batch.verdicts.length).toBeLessThan(5)
  expect(queue.isEmpty()).toBe(false)
})

it('T26: decides as many commands as there is time for, at least one, and leaves the others in their order', async () => {
  const { log } = await openLog()
  const commands = Array.from({ length: 50 }, (_, n) => pendingOf(caro, { kind: 'rename', name: `Caro ${n}` }))
  let monotonic = 0
  const decideAt = (step: number) =>
    formBatch(
      log,
      { commands, edits: new Map() },
      { now: 1000, monotonic: () => (monotonic += step), pay: () => true, mayWrite: () => true },
    )
  const some = decideAt(1)
  expect(some.commands.length).toBeLessThan(8)
  expect([...some.commands.map(({ pending }) => pending), ...some.undecided]).toEqual(commands)
  expect(decideAt(60).commands).toHaveLength(1)
  expect(decideAt(0).undecided).toEqual([])
})

it('T26: a flood of edits that bring nothing is looked at once in a turn of the event loop, however it comes', async () => {
  const { log, append, form } = await openLog()
  const connection = connectionOf(caro)
  const [add = new Uint8Array()] = typed(log, 7, '')
  await append(form({ edits: [[connection, add]] }))
  let monotonic = 0
  let looks = 0
  const flooding: BoardConnection = {
    ...connection,
    tell: () => {},
    pay: () => {
      looks++
      monotonic += 6
      return true
    },
  }
  const loop = new AppendLoop(
    log,
    {
      store: openMemoryLogStore({ now: () => 1000 }),
      clock: { now: () => 1000, monotonic: () => monotonic },
      random: () => 0,
      log: pino({ level: 'silent' }),
      counts: createCounts(),
    },
    {
      edited: () => {},
      entered: () => {},
      settled: () => {},
      countOf: () => 0,
      saving: () => {},
      overtaken: () => {},
      gone: () => {},
      broken: () => {},
    },
  )
  for (let sent = 0; sent < 20; sent++) expect(loop.offerEdit(flooding, add)).toBe(true)
  expect(looks).toBe(1)
  await new Promise((resolve) => setImmediate(resolve))
  // All that wait together, which is not accepted, and then the first of them.
  expect(looks).toBe(3)
  await loop.flush()
  expect(loop.isIdle()).toBe(true)
  expect(looks).toBeLessThanOrEqual(2 * 20)
})

it('looks at nothing that follows a refusal, so that nothing from a refused replica is appended', async () => {
  const { log, form } = await openLog()
  const connection = connectionOf(caro)
  const [add = new Uint8Array()] = typed(log, 7, '')
  const batch = form({
    edits: [
      [connection, Uint8Array.of(9, 9, 9)],
      [connection, add],
    ],
  })
  expect(batch.entries).toEqual([])
  expect(batch.verdicts.map(({ kind }) => kind)).toEqual(['refused'])
})
