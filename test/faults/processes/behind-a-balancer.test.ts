import { callSubprotocol } from '@greenroom/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import * as Y from 'yjs'
import { createTestDatabase, type TestDatabase } from '../../../apps/server/src/testing/postgres.ts'
import { type Balancer, type BalancerName, hasBalancer, startBalancer } from '../../fixtures/balancer.ts'
import { type PreparedRoom, prepareRooms } from '../../fixtures/prepared-rooms.ts'
import { runCount } from '../../fixtures/run-counts.ts'
import { freePort, type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { openBoard } from '../steps/board-client.ts'
import { enterSession } from '../steps/session-client.ts'
import { lettersOf, openTypist, type Typist } from '../steps/typist.ts'

const nowhere = '/nowhere/at/all'
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + 30_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within 30 s: ${what}`)
    await pause(20)
  }
}
const percentile = (values: readonly number[], part: number): number =>
  Math.round(values.toSorted((one, other) => one - other)[Math.ceil(values.length * part) - 1] ?? 0)

const roomsOpenAt = async ({ url }: ServerProcess): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^greenroom_rooms_open (\d+)$/m.exec(text)?.[1])
}

const names: readonly BalancerName[] = ['nginx', 'haproxy']

for (const name of names) {
  describe.skipIf(!hasBalancer(name))(`behind ${name}, with the configuration in deploy`, () => {
    // So many that by their random ids every server has some, of two and of three.
    const roomCount = 24
    let database: TestDatabase
    let rooms: readonly PreparedRoom[] = []
    let ports: readonly number[] = []
    const servers = new Map<number, ServerProcess>()
    let balancer: Balancer
    const start = async (port: number): Promise<void> => {
      servers.set(port, await startServer(nowhere, { port, env: { DATABASE_URL: database.url, TRUST_PROXY: '1' } }))
    }
    const roomsOpenAtPort = async (port: number): Promise<number> => {
      const server = servers.get(port)
      if (server === undefined) throw new Error('There is no server at that port.')
      return roomsOpenAt(server)
    }
    const end = async (port: number, signal: NodeJS.Signals): Promise<void> => {
      const server = servers.get(port)
      servers.delete(port)
      await server?.stop(signal)
    }
    const address = (): string => balancer.url.replace('http:', 'ws:')
    /** How many letters each of the two has on the board that each typist sees. */
    const lettersBefore = (typists: readonly Typist[]): readonly number[] =>
      typists.map(({ doc }) => Math.max(0, lettersOf(doc, 'interviewer')))
    /** Two people in each of the first rooms, or in all. */
    const openTypists = async (count = roomCount): Promise<readonly Typist[]> =>
      Promise.all(
        rooms
          .slice(0, count)
          .flatMap((room) => (['interviewer', 'candidate'] as const).map((who) => openTypist(room, who, address))),
      )
    /** Types in every room while `act` runs, and until everybody is connected again; then says how long people waited. */
    const typeWhile = async (typists: readonly Typist[], act: () => Promise<void>): Promise<number> => {
      let outcome: 'acting' | 'done' | 'failed' = 'acting'
      const acted = act().then(
        () => {
          outcome = 'done'
        },
        (error: unknown) => {
          outcome = 'failed'
          throw error
        },
      )
      // It is awaited below, once the typing has stopped.
      acted.catch(() => {})
      const goesOn = (): boolean =>
        outcome === 'acting' || (outcome === 'done' && !typists.every((typist) => typist.connected()))
      let typed = 0
      while (goesOn()) {
        for (const typist of typists) typist.type()
        typed++
        await pause(100)
      }
      await acted
      return typed
    }
    /** Everybody's letters, each as often as they were typed; `before` were there at the start. */
    const expectAllKept = async (
      typists: readonly Typist[],
      before: readonly number[],
      typed: number,
    ): Promise<void> => {
      const lettersNow = (): readonly (readonly number[])[] =>
        typists.map(({ doc }) => [lettersOf(doc, 'interviewer'), lettersOf(doc, 'candidate')])
      const expected = before.map((letters) => [letters + typed, letters + typed])
      await Promise.all(typists.map((typist) => typist.settled()))
      await until('everybody to see everything', () =>
        lettersNow().every((letters, index) => letters.every((count) => count >= (expected[index]?.[0] ?? 0))),
      )
      expect(lettersNow()).toEqual(expected)
    }
    /** Edits that somebody has been told of and that the log does not hold: asked right after a kill, before anybody can send them again. */
    const toldAndLost = async (typists: readonly Typist[]): Promise<number> => {
      const told = typists.map((typist) => typist.told())
      const logs = await Promise.all(
        rooms.map(async ({ session }) => {
          const rows = await database.query(
            "SELECT bytes FROM entries e JOIN sessions s ON s.key = e.session WHERE s.id = $1 AND kind = 'board-edited' ORDER BY seq",
            [session],
          )
          const board = new Y.Doc()
          for (const { bytes } of rows) if (bytes instanceof Uint8Array) Y.applyUpdate(board, bytes)
          return Y.decodeStateVector(Y.encodeStateVector(board))
        }),
      )
      return told.reduce(
        (sum, lengths, index) =>
          // Two people a room, in the order of the rooms.
          [...lengths].reduce(
            (lost, [replica, length]) => lost + Math.max(0, length - (logs[Math.floor(index / 2)]?.get(replica) ?? 0)),
            sum,
          ),
        0,
      )
    }
    const report = (what: string, typists: readonly Typist[]): void => {
      const waits = typists.flatMap((typist) => typist.waits())
      process.stdout.write(
        `${name}, ${what}: ${waits.length} reconnections, back after p50 ${percentile(waits, 0.5)} ms, p99 ${percentile(waits, 0.99)} ms\n`,
      )
    }

    beforeAll(async () => {
      database = await createTestDatabase()
      rooms = await prepareRooms(nowhere, roomCount, { databaseUrl: database.url })
      ports = [await freePort(), await freePort()]
      await Promise.all(ports.map(start))
      balancer = await startBalancer(name, ports)
    })
    afterAll(async () => {
      await balancer?.stop()
      await Promise.all([...servers.keys()].map((port) => end(port, 'SIGKILL')))
      await database.remove()
    })

    it('keeps everything of a session at one server: its socket, its boards, its voice and its pages', async () => {
      const closing: (() => void)[] = []
      for (const room of rooms) {
        for (const who of ['interviewer', 'candidate'] as const) {
          const person = { session: room.session, participant: room.participants[who], token: room.tokens[who] }
          const session = await enterSession(`${balancer.url}/?session=${room.session}`, person)
          const board = await openBoard(address(), person)
          await board.sync()
          const call = new WebSocket(`${address()}/call/${room.session}`, [callSubprotocol, `token.${person.token}`])
          await new Promise<void>((resolve, reject) => {
            call.once('open', () => resolve())
            call.once('error', reject)
          })
          const page = await fetch(`${balancer.url}/api/sessions/${room.session}/replay`, {
            headers: { authorization: `Bearer ${person.token}` },
          })
          expect(page.status).toBe(200)
          await page.text()
          closing.push(session.close, board.close, () => call.close())
        }
      }
      const open = await Promise.all([...servers.values()].map(roomsOpenAt))
      expect(open.reduce((sum, count) => sum + count, 0)).toBe(roomCount)
      expect(Math.min(...open)).toBeGreaterThan(0)
      for (const close of closing) close()
    })

    it('F47: a server that is killed while people type costs nothing that anybody was told', async () => {
      const kills = runCount(`F47: kills of one of two servers behind ${name}`, 2, 20)
      const typists = await openTypists(8)
      const there = lettersBefore(typists)
      let typed = 0
      for (let kill = 0; kill < kills; kill++) {
        const port = ports[kill % ports.length] ?? 0
        typed += await typeWhile(typists, async () => {
          await pause(300)
          await end(port, 'SIGKILL')
          expect(await toldAndLost(typists)).toBe(0)
          await until('everybody to be back at the other server', () => typists.every((typist) => typist.connected()))
          await start(port)
          await pause(700)
        })
      }
      report(`${kills} kills`, typists)
      await expectAllKept(typists, there, typed)
      for (const typist of typists) typist.close()
    })

    it('a third server joins and leaves, and not everybody is interrupted', async () => {
      // Until a balancer sends people again to a server that it had found dead.
      await pause(3_000)
      const typists = await openTypists()
      const there = lettersBefore(typists)
      const before = typists.map((typist) => typist.reconnections())
      const third = await freePort()
      await start(third)
      let typed = await typeWhile(typists, async () => {
        await balancer.changeServers([...ports, third])
        // One of each room comes in again, and finds the session at the server that it belongs to now.
        await until('a session at the third server', async () => {
          for (const typist of typists.filter((_, index) => index % 2 === 0)) typist.reconnect()
          await pause(500)
          return (await roomsOpenAtPort(third)) > 0
        })
        await pause(2_000)
      })
      const moved = await roomsOpenAtPort(third)
      expect(moved).toBeLessThan(roomCount)
      const others = typists.filter((_, index) => index % 2 === 1)
      const interrupted = others.filter((typist) => typist.reconnections() > (before[typists.indexOf(typist)] ?? 0))
      // Those that move, and those that go back to a server that was killed before.
      expect(interrupted.length).toBeLessThan(others.length)
      report('a third server joined', typists)
      typed += await typeWhile(typists, async () => {
        await balancer.changeServers(ports)
        await end(third, 'SIGTERM')
        await pause(500)
      })
      report('it left again', typists)
      await expectAllKept(typists, there, typed)
      for (const typist of typists) typist.close()
    })
  })
}
