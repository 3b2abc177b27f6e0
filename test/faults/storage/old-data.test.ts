import { rmSync } from 'node:fs'
import { readBoard } from '@greenroom/board'
import { type ReplayPage, replayPageSchema } from '@greenroom/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type OldData, oldVersions, unpackOldData } from '../../fixtures/old-data.ts'
import { type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { openBoard } from '../steps/board-client.ts'
import { enterSession } from '../steps/session-client.ts'

const wordsOf = (doc: Y.Doc): readonly string[] =>
  [...readBoard(doc).items.values()]
    .map((item) => item.text)
    .filter((text) => text !== '')
    .sort()

describe.each(oldVersions)('a data folder of version %s', (version) => {
  let folder = ''
  let known: OldData
  let server: ServerProcess
  beforeAll(async () => {
    const old = unpackOldData(version)
    folder = old.path
    known = old.known
    server = await startServer(folder)
  })
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = async (path: string, token: string): Promise<unknown> => {
    const answer = await fetch(server.url + path, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status, path).toBe(200)
    return answer.json()
  }
  const replay = async (session: string, token: string): Promise<ReplayPage> => {
    const whole: ReplayPage = { entries: [], edits: [], next: null }
    for (let after: string | null = '0.0'; after !== null; ) {
      const page = replayPageSchema.parse(await ask(`/api/sessions/${session}/replay?after=${after}`, token))
      whole.entries.push(...page.entries)
      whole.edits.push(...page.edits)
      after = page.next
    }
    return whole
  }

  it('opens: every session is summed up, streamed, debriefed and replayed as it was', async () => {
    for (const { session, people, boards } of known.sessions) {
      for (const person of people) {
        expect(await ask(`/api/sessions/${session}`, person.token)).toMatchObject({ session, name: person.name })
        const client = await enterSession(server.url, person)
        client.close()
        expect(client.entries.length).toBeGreaterThanOrEqual(person.entries)
        expect(client.entries.map(({ n }) => n)).toEqual(client.entries.map((_, index) => index + 1))

        const whole = await replay(session, person.token)
        expect(whole.entries.slice(0, person.entries)).toEqual(client.entries.slice(0, person.entries))
        for (const [document, words] of Object.entries(boards)) {
          const replayed = new Y.Doc()
          for (const edit of whole.edits)
            if (edit.document === document) Y.applyUpdate(replayed, Buffer.from(edit.update, 'base64'))
          expect(wordsOf(replayed)).toEqual(words)
        }
      }
    }
  })

  it('shows every board of every round as it was left', async () => {
    for (const { session, people, boards } of known.sessions) {
      const [owner] = people
      if (owner === undefined) throw new Error('a session without people')
      for (const [document, words] of Object.entries(boards)) {
        const board = await openBoard(
          server.url.replace('http', 'ws'),
          { session, participant: owner.participant, token: owner.token },
          { document },
        )
        await board.sync()
        expect(wordsOf(board.doc)).toEqual(words)
        board.close()
      }
    }
  })

  it('keeps the cases that people wrote', async () => {
    const { id, secret } = known.ownCase
    expect(JSON.stringify(await ask(`/api/own-cases/${id}`, secret))).toContain('My own streak')
  })

  it('holds the scorecards of both rounds, whose scores are open', async () => {
    const [peer] = known.sessions
    const [ina] = peer?.people ?? []
    if (peer === undefined || ina === undefined) throw new Error('no peer session')
    const { entries } = await replay(peer.session, ina.token)
    const of = (kind: string) => entries.filter((entry) => entry.kind === kind)
    expect(of('scores-opened')).toHaveLength(2)
    expect(of('scorecard-filled')).toHaveLength(4)
    expect(of('note-written')).toHaveLength(2)
  })
})
