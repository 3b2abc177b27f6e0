import * as Y from 'yjs'
import { createTestDatabase } from '../../../apps/server/src/testing/postgres.ts'
import { type BalancerName, startBalancer } from '../../fixtures/balancer.ts'
import { type PreparedRoom, prepareRooms } from '../../fixtures/prepared-rooms.ts'
import { freePort, type ServerProcess, startServer } from '../../fixtures/server-process.ts'
import { lettersOf, openTypist, type Typist } from './typist.ts'

const nowhere = '/nowhere/at/all'
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))
const until = async (what: string, holds: () => boolean | Promise<boolean>): Promise<void> => {
  const deadline = performance.now() + 30_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within 30 s: ${what}`)
    await pause(20)
  }
}
/** The open rooms of one server, by its own metrics. */
export const roomsOpenAt = async ({ url }: ServerProcess): Promise<number> => {
  const text = await (await fetch(`${url}/metrics`)).text()
  return Number(/^greenroom_rooms_open (\d+)$/m.exec(text)?.[1])
}

/** Two servers on one Postgres behind a real balancer, people who type through it, and what can happen to servers in the meantime. */
export type BalancedServers = {
  readonly url: string
  readonly rooms: readonly PreparedRoom[]
  readonly servers: () => readonly ServerProcess[]
  /** Two people in each of the first rooms. */
  readonly openTypists: (count: number) => Promise<readonly Typist[]>
  /** SIGKILL for one of the two after the other, while everybody types. `lost`: edits that somebody was told of and the log lacks. */
  readonly kill: (typists: readonly Typist[], times: number) => Promise<{ readonly lost: number }>
  /** A third server joins and leaves while everybody types. `pauses`: of everybody who was interrupted, in milliseconds. */
  readonly joinAndLeave: (typists: readonly Typist[]) => Promise<{
    readonly roomsMoved: number
    /** People who were interrupted, of those who did not come in again by themselves. */
    readonly interrupted: number
    readonly others: number
    readonly pauses: { readonly joining: readonly number[]; readonly leaving: readonly number[] }
  }>
  readonly close: () => Promise<void>
}

export const openBalancedServers = async (name: BalancerName, roomCount: number): Promise<BalancedServers> => {
  const database = await createTestDatabase()
  const rooms = await prepareRooms(nowhere, roomCount, { databaseUrl: database.url })
  const ports = [await freePort(), await freePort()]
  const servers = new Map<number, ServerProcess>()
  const start = async (port: number): Promise<void> => {
    servers.set(port, await startServer(nowhere, { port, env: { DATABASE_URL: database.url, TRUST_PROXY: '1' } }))
  }
  const end = async (port: number, signal: NodeJS.Signals): Promise<void> => {
    const server = servers.get(port)
    servers.delete(port)
    await server?.stop(signal)
  }
  const closeServers = async (): Promise<void> => {
    await Promise.all([...servers.keys()].map((port) => end(port, 'SIGKILL')))
    await database.remove()
  }
  const startAll = async () => {
    await Promise.all(ports.map(start))
    return startBalancer(name, ports)
  }
  const balancer = await startAll().catch(async (error: unknown) => {
    await closeServers()
    throw error
  })
  const address = (): string => balancer.url.replace('http:', 'ws:')
  const roomsOpenAtPort = async (port: number): Promise<number> => {
    const server = servers.get(port)
    if (server === undefined) throw new Error('There is no server at that port.')
    return roomsOpenAt(server)
  }
  /** Types in every room while `act` runs, and until everybody is connected again; then says how many letters each of them typed. */
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
  /** How many letters each of the two has on the board that each typist sees. */
  const lettersBefore = (typists: readonly Typist[]): readonly number[] =>
    typists.map(({ doc }) => Math.max(0, lettersOf(doc, 'interviewer')))
  /** Waits for everybody's letters, and throws unless each is there as often as it was typed; `before` were there at the start. */
  const mustBeKept = async (typists: readonly Typist[], before: readonly number[], typed: number): Promise<void> => {
    const lettersNow = (): readonly (readonly number[])[] =>
      typists.map(({ doc }) => [lettersOf(doc, 'interviewer'), lettersOf(doc, 'candidate')])
    const expected = before.map((letters) => [letters + typed, letters + typed])
    await Promise.all(typists.map((typist) => typist.settled()))
    await until('everybody to see everything', () =>
      lettersNow().every((letters, index) => letters.every((count) => count >= (expected[index]?.[0] ?? 0))),
    )
    const [found, typedByEach] = [JSON.stringify(lettersNow()), JSON.stringify(expected)]
    if (found !== typedByEach) throw new Error(`The boards have ${found} letters, of ${typedByEach}.`)
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

  return {
    url: balancer.url,
    rooms,
    servers: () => [...servers.values()],
    openTypists: async (count) =>
      Promise.all(
        rooms
          .slice(0, count)
          .flatMap((room) => (['interviewer', 'candidate'] as const).map((who) => openTypist(room, who, address))),
      ),
    kill: async (typists, times) => {
      const there = lettersBefore(typists)
      let typed = 0
      let lost = 0
      for (let kill = 0; kill < times; kill++) {
        const port = ports[kill % ports.length] ?? 0
        typed += await typeWhile(typists, async () => {
          await pause(300)
          await end(port, 'SIGKILL')
          lost += await toldAndLost(typists)
          await until('everybody to be back at the other server', () => typists.every((typist) => typist.connected()))
          await start(port)
          await pause(700)
        })
      }
      await mustBeKept(typists, there, typed)
      return { lost }
    },
    joinAndLeave: async (typists) => {
      // Until a balancer sends people again to a server that it had found dead.
      await pause(3_000)
      const there = lettersBefore(typists)
      const before = typists.map((typist) => typist.reconnections())
      const pausesBefore = typists.map((typist) => typist.waits().length)
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
      const roomsMoved = await roomsOpenAtPort(third)
      const others = typists.filter((_, index) => index % 2 === 1)
      const interrupted = others.filter((typist) => typist.reconnections() > (before[typists.indexOf(typist)] ?? 0))
      const pausesThen = typists.map((typist) => typist.waits().length)
      typed += await typeWhile(typists, async () => {
        await balancer.changeServers(ports)
        await end(third, 'SIGTERM')
        await pause(500)
      })
      await mustBeKept(typists, there, typed)
      return {
        roomsMoved,
        interrupted: interrupted.length,
        others: others.length,
        pauses: {
          joining: typists.flatMap((typist, index) => typist.waits().slice(pausesBefore[index], pausesThen[index])),
          leaving: typists.flatMap((typist, index) => typist.waits().slice(pausesThen[index])),
        },
      }
    },
    close: async () => {
      await balancer.stop()
      await closeServers()
    },
  }
}
