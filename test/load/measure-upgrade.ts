import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { createTestDatabase } from '../../apps/server/src/testing/postgres.ts'
import { enterSession, type SessionClient } from '../faults/steps/session-client.ts'
import { lettersOf, openTypist } from '../faults/steps/typist.ts'
import { startServer } from '../fixtures/server-process.ts'
import type { Aims } from './aims.ts'

const letters = 200
const nowhere = '/nowhere/at/all'

/**
 * A rolling upgrade: the server of an older checkout (`beside`) has a Postgres to itself, this one joins it, which migrates the database,
 * and people continue in one session through both, until the old one is stopped. Throws when a letter or a mark is missing, or duplicated.
 */
export async function measureUpgrade(beside: string, aims: Aims): Promise<void> {
  const database = await createTestDatabase()
  const env = { DATABASE_URL: database.url }
  const older: typeof import('../fixtures/prepared-rooms.ts') = await import(
    join(beside, 'test/fixtures/prepared-rooms.ts')
  )
  const [room] = await older.prepareRooms(nowhere, 1, { databaseUrl: database.url })
  if (room === undefined) throw new Error('There is no room.')
  const before = await startServer(nowhere, { env, root: beside })
  try {
    const there = `ws://127.0.0.1:${before.port}`
    const staying = await openTypist(room, 'candidate', () => there)
    for (let at = 0; at < letters; at++) staying.type()
    const after = await startServer(nowhere, { env })
    try {
      const here = `ws://127.0.0.1:${after.port}`
      let gone = false
      const moving = await openTypist(room, 'interviewer', () => here)
      const coming = await openTypist(room, 'candidate', () => (gone ? here : there))
      // A server that the other one overtakes twice in a row sends its people away, who come back: see several-servers.test.ts.
      const desks = new Map<string, SessionClient>()
      const mark = async (url: string, id: string): Promise<void> => {
        for (;;) {
          try {
            const desk = desks.get(url) ?? (await enterSession(url, { token: room.tokens.interviewer }))
            desks.set(url, desk)
            const marked = await desk.command({ kind: 'markMoment', label: id }, id)
            if (marked.ok) return
            if (marked.code !== 'store-unavailable' && marked.code !== 'rate-limited')
              throw new Error(`${url} refused ${id}: ${marked.code}`)
          } catch (error) {
            if (error instanceof Error && error.message.includes('refused')) throw error
            desks.get(url)?.close()
            desks.delete(url)
          }
          await wait(20)
        }
      }
      for (let at = 0; at < letters; at++) {
        staying.type()
        moving.type()
        if (at % 20 !== 0) continue
        for (const [which, { url }] of [before, after].entries()) await mark(url, `mark-${which}-${at}`)
      }
      await Promise.all([staying.settled(), moving.settled()])
      staying.close()
      const since = performance.now()
      gone = true
      await before.stop()
      coming.reconnect()
      await coming.settled()
      const waited = Math.max(...coming.waits())
      const rows = await database.query(
        'SELECT seq, command FROM entries e JOIN sessions s ON s.key = e.session WHERE s.id = $1 ORDER BY seq',
        [room.session],
      )
      if (rows.some(({ seq }, index) => Number(seq) !== index + 1)) throw new Error('The log has a hole.')
      const marks = rows.flatMap(({ command }) => (String(command).startsWith('mark-') ? [String(command)] : []))
      if (new Set(marks).size !== marks.length || marks.length !== letters / 10)
        throw new Error(`${marks.length} marks stand in the log, of ${letters / 10}.`)
      const found = [lettersOf(coming.doc, 'candidate'), lettersOf(coming.doc, 'interviewer')]
      if (found[0] !== 2 * letters || found[1] !== letters)
        throw new Error(`The board has ${found.join(' and ')} letters.`)
      process.stdout.write(
        `Upgrade: ${3 * letters} letters and ${marks.length} marks through both versions, each once; from the old to the new in ${Math.round(waited)} ms, everything there ${Math.round(performance.now() - since)} ms after the stop began\n`,
      )
      aims.note('rolling upgrade: letters and marks through both versions', 'each once', 'each once')
      for (const each of [moving, coming, ...desks.values()]) each.close()
    } finally {
      await after.stop('SIGKILL')
    }
  } finally {
    await before.stop('SIGKILL')
    await database.remove()
  }
}
