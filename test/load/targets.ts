import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Framework, seedBoard } from '@greenroom/board'
import type { PreparedRoom } from '../fixtures/prepared-rooms.ts'
import { startServer } from '../fixtures/server-process.ts'
import type { Address } from './typist.ts'

/** What is measured: a server in a process of its own, with rooms whose rounds run. */
export type Target = {
  readonly name: string
  readonly pid: number
  /** Milliseconds from the start of its process until it answered. */
  readonly startedIn: number
  readonly framework: Framework
  /** The first update of a board, for a target that does not send one. */
  readonly seed: Uint8Array | null
  readonly address: (room: number, who: 'interviewer' | 'candidate' | 'observer') => Address
  readonly stop: () => Promise<void>
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

/** `syncs`: the relay syncs to disk before it forwards; `plain`: it keeps nothing. */
export async function startFloor(framework: Framework, kind: 'syncs' | 'plain' = 'syncs'): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-floor-'))
  const program = fileURLToPath(new URL('./floor-relay.ts', import.meta.url))
  const since = performance.now()
  const child = spawn(process.execPath, kind === 'syncs' ? [program, join(folder, 'log')] : [program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(JSON.parse(line.toString()).port))
    child.once('exit', (code) => reject(new Error(`the floor ended with ${code}`)))
  })
  return {
    name: kind === 'syncs' ? 'relay that syncs' : 'plain relay',
    pid: child.pid ?? 0,
    startedIn: performance.now() - since,
    framework,
    seed: seedBoard(framework),
    address: (room) => ({ url: `ws://127.0.0.1:${port}/${room}`, protocols: [] }),
    stop: async () => {
      child.kill('SIGKILL')
      await ended(child)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type GreenroomOptions = {
  /** Each board already holds about that much before the server starts. */
  readonly boardBytes?: number
  /** Each board already holds these updates. */
  readonly updates?: readonly Uint8Array[]
  /** Every thread of the server leaves a CPU profile in this folder when it stops. */
  readonly profile?: string | undefined
  readonly thirdSeat?: 'observer' | 'mentor'
  /** Another checkout of Greenroom, to be measured beside this one. */
  readonly root?: string | undefined
  /** A Postgres that holds the data instead of a folder. */
  readonly databaseUrl?: string
  /** More of its environment. */
  readonly env?: Readonly<Record<string, string>>
}

export async function startGreenroom(
  framework: Framework,
  count: number,
  { boardBytes = 0, updates, profile, root, databaseUrl, thirdSeat = 'observer', env }: GreenroomOptions = {},
): Promise<Target & { readonly rooms: readonly PreparedRoom[]; readonly url: string; readonly dataDir: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-bench-'))
  // Each checkout prepares its own data: the database of a newer one is closed to an older one.
  const fixtures: typeof import('../fixtures/prepared-rooms.ts') =
    root === undefined
      ? await import('../fixtures/prepared-rooms.ts')
      : await import(join(root, 'test/fixtures/prepared-rooms.ts'))
  const rooms = await fixtures.prepareRooms(folder, count, {
    boardBytes,
    framework,
    thirdSeat,
    ...(updates !== undefined && { updates }),
    ...(databaseUrl !== undefined && { databaseUrl }),
  })
  const since = performance.now()
  const server = await startServer(folder, {
    ...(root !== undefined && { root }),
    env: {
      ...env,
      ...(profile !== undefined && { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` }),
      ...(databaseUrl !== undefined && { DATABASE_URL: databaseUrl }),
    },
  })
  return {
    name: 'greenroom',
    pid: server.pid,
    startedIn: performance.now() - since,
    framework,
    rooms,
    url: server.url,
    dataDir: folder,
    seed: null,
    address: (room, who) => {
      const prepared = rooms[room]
      if (!prepared) throw new Error(`no room ${room}`)
      return {
        url: `ws://127.0.0.1:${server.port}/yjs/${prepared.session}/board-r1`,
        protocols: ['greenroom.v1', `token.${prepared.tokens[who]}`],
      }
    },
    stop: async () => {
      await server.stop(profile === undefined ? 'SIGKILL' : 'SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Starts a target, hands it over, and stops it whatever happens. */
export async function withTarget<T>(start: () => Promise<Target>, run: (target: Target) => Promise<T>): Promise<T> {
  const target = await start()
  try {
    return await run(target)
  } finally {
    await target.stop()
  }
}
