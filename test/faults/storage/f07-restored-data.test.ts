import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BoardCommand, newItemId } from '@greenroom/board'
import { type BoardClient, createRoomClient, type RoomClient } from '@greenroom/room-client'
import { boardOf, roundIdSchema } from '@greenroom/session'
import { expect, it } from 'vitest'
import WebSocket from 'ws'
import { realClock, realInvitationId } from '../../../apps/server/src/real-deps.ts'
import { openStorage } from '../../../apps/server/src/storage/open-storage.ts'
import { prepareRooms, realFramework } from '../../fixtures/prepared-rooms.ts'
import { freePort, type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { openLineProxy } from '../steps/line-proxy.ts'

const document = boardOf(roundIdSchema.parse('r1'))
const framework = realFramework()
const section = framework.sections.find(({ layout }) => layout === 'cards')
const add = (text: string): BoardCommand => ({
  kind: 'addItem',
  item: newItemId(Math.random),
  itemKind: section?.kinds[0] ?? '',
  text,
  at: { section: section?.id ?? '', parent: null, before: null },
})
const until = async (what: string, holds: () => boolean): Promise<void> => {
  const from = performance.now()
  while (!holds()) {
    if (performance.now() - from > 20_000) throw new Error(`waited in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
const textsOf = (board: BoardClient): string[] =>
  [...board.getSnapshot().view.items.values()]
    .map(({ text }) => text)
    .filter((text) => text !== '')
    .sort()
const isSaved = (board: BoardClient): boolean => board.getSnapshot().saved.kind === 'saved'
const offered = (board: BoardClient): string[] =>
  board.getSnapshot().setAside.flatMap(({ cards }) => cards.map(({ text }) => text))

it('F07: yesterday’s data folder is put back: nothing merges, nothing is lost, no client id changes hands [P31]', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-f07-'))
  const backup = mkdtempSync(join(tmpdir(), 'greenroom-f07-backup-'))
  const rooms: RoomClient[] = []
  const proxies: Awaited<ReturnType<typeof openLineProxy>>[] = []
  let server: ServerProcess | null = null
  try {
    const [room] = await prepareRooms(folder, 1, { framework })
    if (room === undefined) throw new Error('no room')
    const enter = async (url: string, who: 'interviewer' | 'candidate') => {
      const client = createRoomClient(
        {
          url,
          session: room.session,
          participant: room.participants[who],
          token: room.tokens[who],
          seenCases: [],
        },
        { WebSocket: WebSocket as unknown as typeof globalThis.WebSocket },
      )
      rooms.push(client)
      await until('the room', () => client.getSnapshot().session !== null)
      const board = client.openBoard(document, framework)
      await until('the board', () => board.getSnapshot().saved.kind !== 'loading')
      return { client, board }
    }
    const port = await freePort()
    server = await startServer(folder, { port })
    proxies.push(await openLineProxy(port), await openLineProxy(port))
    const [near, far] = proxies
    if (near === undefined || far === undefined) throw new Error('no proxy')
    const ana = await enter(near.url, 'interviewer')
    const ben = await enter(far.url, 'candidate')
    const pages = [ana, ben]
    const restart = async (between: () => void): Promise<void> => {
      near.target = null
      far.target = null
      await server?.stop()
      between()
      server = await startServer(folder, { port })
    }
    const backAgain = async (): Promise<void> => {
      near.target = port
      far.target = port
      for (const { client } of pages) client.retryNow()
      await until('everybody is back', () =>
        pages.every(({ client }) => client.getSnapshot().connection.kind === 'live'),
      )
    }

    ana.board.apply(add('yesterday'))
    await until('yesterday', () => isSaved(ana.board) && textsOf(ben.board).includes('yesterday'))
    await restart(() => cpSync(folder, backup, { recursive: true }))
    await backAgain()
    // An ordinary restart sets nothing aside.
    ana.board.apply(add('today by Ana'))
    ben.board.apply(add('today by Ben'))
    await until('today', () =>
      pages.every(({ board }) => isSaved(board) && textsOf(board).length === 3 && offered(board).length === 0),
    )
    expect(await ben.client.send({ kind: 'rename', name: 'Caro of today' })).toMatchObject({ ok: true })

    await restart(() => {
      rmSync(folder, { recursive: true, force: true })
      cpSync(backup, folder, { recursive: true })
    })
    // Others go on first, so that the log is longer than what the old pages were told.
    const fresh = await enter(`http://127.0.0.1:${port}`, 'candidate')
    const after = ['after 1', 'after 2', 'after 3', 'after 4']
    for (const text of after) fresh.board.apply(add(text))
    // It takes the number of an entry that the old pages had received: a page that continued its old stream would never hear of it.
    expect(await fresh.client.send({ kind: 'setCallLink', callLink: 'https://meet.example.org/after' })).toMatchObject({
      ok: true,
    })
    for (let turn = 0; turn < 4; turn++)
      expect(await fresh.client.send({ kind: 'rename', name: `Caro ${turn}` })).toMatchObject({ ok: true })
    await until('after', () => isSaved(fresh.board))

    await backAgain()
    const now = [...after, 'yesterday'].sort()
    await until('the offers', () => pages.every(({ board }) => offered(board).length === 2))
    await until('the boards', () => pages.every(({ board }) => textsOf(board).length === now.length))
    for (const { client, board } of pages) {
      expect(textsOf(board)).toEqual(now)
      expect(offered(board).sort()).toEqual(['today by Ana', 'today by Ben'])
      expect(board.getSnapshot().setAside.map(({ reason }) => reason)).toEqual(['restored'])
      // The stream was read again from its start.
      expect(client.getSnapshot().session?.participants[room.participants.candidate]?.name).toBe('Caro 3')
      expect(client.getSnapshot().session?.callLink).toBe('https://meet.example.org/after')
    }
    expect(textsOf(fresh.board)).toEqual(now)

    // Both put the same cards back: each is there once.
    const whole = [...now, 'today by Ana', 'today by Ben'].sort()
    for (const { board } of pages) {
      board.putBack(board.getSnapshot().setAside[0]?.id ?? '')
      await until('what was put back', () => isSaved(board) && textsOf(fresh.board).length >= whole.length)
      await until('the same everywhere', () => pages.every((page) => textsOf(page.board).length >= whole.length))
    }
    for (const { board } of [...pages, fresh]) expect(textsOf(board)).toEqual(whole)
    for (const { board } of pages) expect(offered(board)).toEqual([])

    for (const client of rooms.splice(0)) await client.close()
    await server.stop()
    const storage = await openStorage({ dataDir: folder, clock: realClock, invitationId: realInvitationId })
    try {
      const owners = new Map<number, string | null>()
      for (const entry of await storage.store.read(room.session, 0, 10_000)) {
        if (entry.kind !== 'board-edited') continue
        for (const client of entry.data.clients) {
          expect(owners.get(client) ?? entry.by).toBe(entry.by)
          owners.set(client, entry.by)
        }
      }
      // The seed's, Ana's of yesterday and of now, and those of two pages of the candidate; nobody brought in anybody else's.
      expect(new Set(owners.values()).size).toBeGreaterThanOrEqual(2)
    } finally {
      await storage.close()
    }
  } finally {
    for (const client of rooms) await client.close()
    for (const proxy of proxies) await proxy.close()
    await server?.stop()
    for (const path of [folder, backup]) rmSync(path, { recursive: true, force: true })
  }
}, 120_000)
