import { isDeepStrictEqual } from 'node:util'
import { applyBoardCommand, type ItemId } from '@greenroom/board'
import * as Y from 'yjs'
import { realClock, realInvitationId } from '../../../apps/server/src/real-deps.ts'
import { openStorage } from '../../../apps/server/src/storage/open-storage.ts'
import type { TestDatabase } from '../../../apps/server/src/testing/postgres.ts'
import { type PreparedRoom, realFramework } from '../../fixtures/prepared-rooms.ts'
import type { ServerProcess } from '../../fixtures/server-process.ts'
import { openBoard } from './board-client.ts'
import { enterSession, type SessionClient } from './session-client.ts'
import { lettersOf, openTypist } from './typist.ts'

const nowhere = '/nowhere/at/all'
const framework = realFramework()
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
const addressOf = ({ port }: ServerProcess): string => `ws://127.0.0.1:${port}`

/** Two servers that share a Postgres, and one of its sessions. */
export type TwoServers = {
  readonly database: TestDatabase
  readonly one: ServerProcess
  readonly other: ServerProcess
  readonly room: PreparedRoom
}

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what)
}

/**
 * Two people write one session through a balancer that lies: each time somebody comes, it sends them to the other server. Throws unless
 * each edit and each command is in the log and on both boards once. `equalAfter`: milliseconds from the last edit until both boards and
 * the log were equal; `sentOn`: how often each of the two had to come again.
 */
export const writeThroughBoth = async (
  { database, one, other, room }: TwoServers,
  { edits, commands }: { readonly edits: number; readonly commands: number },
): Promise<{ readonly equalAfter: number; readonly sentOn: readonly number[] }> => {
  const lying = (offset: number) => (time: number) => addressOf((time + offset) % 2 === 0 ? one : other)
  const typists = await Promise.all([
    openTypist(room, 'interviewer', lying(0)),
    openTypist(room, 'candidate', lying(1)),
  ])
  const desk = { token: room.tokens.interviewer }
  let session = null as SessionClient | null
  let entered = 0
  const run = async (id: string): Promise<void> => {
    for (;;) {
      try {
        if (session === null || !session.socket.connected)
          session = await enterSession(lying(0)(entered++).replace('ws:', 'http:'), desk)
        const answer = await session.command({ kind: 'markMoment', label: id }, id)
        if (answer.ok) return
        if (answer.code !== 'store-unavailable' && answer.code !== 'rate-limited') throw new Error(answer.code)
      } catch {
        session?.close()
        session = null
      }
      await pause(20)
    }
  }
  try {
    const commanding = (async () => {
      for (let at = 0; at < commands; at++) await run(`mark-${at}`)
    })()
    for (let at = 0; at < edits; at += 2) {
      for (const typist of typists) typist.type()
      if (at % 20 === 0) await pause(5)
    }
    const since = performance.now()
    const letters = (): readonly number[] =>
      typists.flatMap(({ doc }) => [lettersOf(doc, 'interviewer'), lettersOf(doc, 'candidate')])
    const deadline = since + 60_000
    while (letters().some((count) => count < edits / 2) && performance.now() < deadline) await pause(20)
    const equalAfter = performance.now() - since
    await commanding
    await Promise.all(typists.map((typist) => typist.settled()))
    must(
      letters().every((count) => count === edits / 2),
      `The boards have ${letters().join(', ')} letters, of ${edits / 2} of each of the two.`,
    )
    const storage = await openStorage({
      dataDir: nowhere,
      databaseUrl: database.url,
      clock: realClock,
      invitationId: realInvitationId,
    })
    try {
      const entries = await storage.store.read(room.session, 0, 1_000_000)
      must(
        entries.every(({ seq }, index) => seq === index + 1),
        'The log has a hole.',
      )
      const marks = entries.flatMap(({ command }) => (command?.startsWith('mark-') ? [command] : []))
      must(
        marks.length === commands && new Set(marks).size === commands,
        `${marks.length} commands stand in the log, ${new Set(marks).size} of them different, of ${commands}.`,
      )
      const board = new Y.Doc()
      for (const entry of entries) if (entry.kind === 'board-edited') Y.applyUpdate(board, entry.bytes)
      const isInTheLog = ({ doc }: { readonly doc: Y.Doc }): boolean =>
        isDeepStrictEqual(doc.getMap('items').toJSON(), board.getMap('items').toJSON())
      must(typists.every(isInTheLog), 'The boards are not what the log says.')
      const { file, damaged } = await storage.check()
      must(file.length + damaged.length === 0, 'The log is damaged.')
    } finally {
      await storage.close()
    }
    return { equalAfter, sentOn: typists.map((typist) => typist.reconnections()) }
  } finally {
    for (const typist of typists) typist.close()
    session?.close()
  }
}

/**
 * `one` is stopped for so many milliseconds while it has the session open, with an edit waiting for it, and the session goes on through
 * `other`. `leftAfter`: milliseconds from when `one` may go on until its people were sent away, with that code; `wrote`: edits that it
 * wrote then.
 */
export const stopForAWhile = async (
  { database, one, other, room }: TwoServers,
  milliseconds: number,
): Promise<{ readonly code: number; readonly leftAfter: number; readonly wrote: number }> => {
  const person = { session: room.session, participant: room.participants.candidate, token: room.tokens.candidate }
  const left = await openBoard(addressOf(one), person)
  await left.sync()
  one.child.kill('SIGSTOP')
  const [section] = framework.sections
  // What it finds waiting when it continues.
  left.edit((doc) =>
    applyBoardCommand(
      doc,
      framework,
      {
        kind: 'addItem',
        item: 'from-before' as ItemId,
        itemKind: section?.kinds[0] ?? '',
        text: '',
        at: { section: section?.id ?? '', parent: null, before: null },
      },
      'candidate',
    ),
  )
  const typist = await openTypist(room, 'interviewer', () => addressOf(other))
  try {
    for (let at = 0; at < 20; at++) typist.type()
    await pause(milliseconds)
    typist.type()
    await typist.settled()
    const end = await database.query('SELECT entries FROM sessions WHERE id = $1', [room.session])
    one.child.kill('SIGCONT')
    const since = performance.now()
    const code = await left.closed
    const leftAfter = performance.now() - since
    const written = await database.query(
      "SELECT seq FROM entries e JOIN sessions s ON s.key = e.session WHERE s.id = $1 AND seq > $2 AND kind = 'board-edited'",
      [room.session, end[0]?.entries],
    )
    return { code, leftAfter, wrote: written.length }
  } finally {
    // One that stands still does not end either.
    one.child.kill('SIGCONT')
    typist.close()
  }
}
