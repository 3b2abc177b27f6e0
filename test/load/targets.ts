import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Framework, seedBoard } from '@greenroom/board'
import { type PreparedRoom, prepareRooms } from '../fixtures/prepared-rooms.ts'
import { startServer } from '../fixtures/server-process.ts'
import type { Address } from './typist.ts'

/** What is measured: a server in a process of its own, with rooms whose rounds run. */
export type Target = {
  readonly name: string
  readonly pid: number
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

export async function startFloor(framework: Framework): Promise<Target> {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-floor-'))
  const program = fileURLToPath(new URL('./floor-relay.ts', import.meta.url))
  const child = spawn(process.execPath, [program, join(folder, 'log')], { stdio: ['ignore', 'pipe', 'inherit'] })
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.once('data', (line: Buffer) => resolve(JSON.parse(line.toString()).port))
    child.once('exit', (code) => reject(new Error(`the floor ended with ${code}`)))
  })
  return {
    name: 'floor',
    pid: child.pid ?? 0,
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

/** With `GREENROOM_PROFILES=<folder>` every thread of the server leaves a CPU profile there when it stops. */
const profiles = process.env.GREENROOM_PROFILES

/** `boardBytes`: each board already holds about that much before the server starts. */
export async function startGreenroom(
  framework: Framework,
  count: number,
  boardBytes = 0,
): Promise<Target & { readonly rooms: readonly PreparedRoom[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'greenroom-bench-'))
  const rooms = await prepareRooms(folder, count, { boardBytes })
  const server = await startServer(
    folder,
    profiles ? { env: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profiles}` } } : {},
  )
  return {
    name: 'greenroom',
    pid: server.pid,
    framework,
    rooms,
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
      await server.stop(profiles ? 'SIGTERM' : 'SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
