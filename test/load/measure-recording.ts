import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Framework } from '@greenroom/board'
import { importedRecordingSchema } from '@greenroom/protocol'
import { decodeRecording, type RecordingItem } from '@greenroom/recording'
import { z } from 'zod'
import { type PreparedRoom, prepareRooms } from '../fixtures/prepared-rooms.ts'
import { type ServerProcess, startServer } from '../fixtures/server-process.ts'
import type { Aims } from './aims.ts'
import { printTable, round } from './figures.ts'
import { prepareReplay } from './measure-scrub.ts'
import { residentBytesOfAll } from './process-figures.ts'

const lookEvery = 10
const megabytes = (bytes: number): string => round(bytes / 1024 / 1024)

/** How far the resident memory of a server and of all that it started rose above where it stood, while `act` ran. Bytes. */
async function grownDuring<T>({ pid }: ServerProcess, act: () => Promise<T>): Promise<readonly [T, number]> {
  // What starting has left behind is given back first.
  await wait(3_000)
  const before = residentBytesOfAll(pid)
  let most = before
  const looking = setInterval(() => {
    most = Math.max(most, residentBytesOfAll(pid))
  }, lookEvery)
  try {
    return [await act(), most - before]
  } finally {
    clearInterval(looking)
  }
}

/** What this program holds, without what it could give back. Bytes. */
function heldNow(): number {
  if (gc === undefined) throw new Error('npm run bench starts this with --expose-gc')
  gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

/** For a server that is asked what its main thread holds: an inspector on loopback, and a collection on demand. */
const askable = { env: { NODE_OPTIONS: '--inspect=127.0.0.1:0 --expose-gc' } }
const evaluated = z.object({ id: z.number(), result: z.object({ result: z.object({ value: z.number() }) }) })

/** Asks a server that was started `askable` what its main thread holds right after a collection. Bytes. */
async function askHeld({ output }: ServerProcess) {
  const address = /ws:\/\/\S+/.exec(output())?.[0]
  if (address === undefined) throw new Error('the server has no inspector')
  const socket = new WebSocket(address)
  await once(socket, 'open')
  let asked = 0
  return {
    held: async (): Promise<number> => {
      asked++
      const expression = 'gc(), (({ heapUsed, arrayBuffers }) => heapUsed + arrayBuffers)(process.memoryUsage())'
      const answered = once(socket, 'message')
      socket.send(
        JSON.stringify({ id: asked, method: 'Runtime.evaluate', params: { expression, returnByValue: true } }),
      )
      const [message] = await answered
      return evaluated.parse(JSON.parse(String(message.data))).result.result.value
    },
    close: () => socket.close(),
  }
}

/** By how much what a server's main thread holds rose while `act` ran, collected again and again. Bytes. */
async function heldDuring(server: ServerProcess, act: () => Promise<unknown>): Promise<number> {
  const { held, close } = await askHeld(server)
  try {
    const before = await held()
    let most = before
    let isOver = false
    const acting = act().finally(() => {
      isOver = true
    })
    while (!isOver) {
      most = Math.max(most, await held())
      await wait(lookEvery)
    }
    await acting
    return most - before
  } finally {
    close()
  }
}

/** How much memory everything that a recording holds takes, when it is read and kept whole, once. Bytes. */
async function heldOnce(file: Uint8Array): Promise<number> {
  const before = heldNow()
  const kept: RecordingItem[] = []
  const once = (async function* () {
    yield file
  })()
  for await (const part of decodeRecording(once)) {
    if (part.kind === 'end' && !part.end.ok) throw new Error(`the recording is damaged: ${part.end.damage.kind}`)
    if (part.kind === 'items') kept.push(...part.items)
  }
  const held = heldNow() - before
  if (kept.length === 0) throw new Error('the recording is empty')
  return held
}

async function recordingOf(server: ServerProcess, room: PreparedRoom): Promise<Uint8Array> {
  const answer = await fetch(`${server.url}/api/sessions/${room.session}/recording?view=own`, {
    headers: { authorization: `Bearer ${room.tokens.interviewer}` },
  })
  // Reading ten hours takes more than a person may ask for in a row: the allowance comes back.
  if (answer.status === 429) {
    await answer.body?.cancel()
    await wait(5_000)
    return recordingOf(server, room)
  }
  if (!answer.ok) throw new Error(`the recording: ${answer.status} ${await answer.text()}`)
  return new Uint8Array(await answer.arrayBuffer())
}

async function importOn(server: ServerProcess, file: Uint8Array): Promise<void> {
  const answer = await fetch(`${server.url}/api/recordings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ file: Buffer.from(file).toString('base64') }),
  })
  if (!answer.ok) throw new Error(`the import: ${answer.status} ${await answer.text()}`)
  const { damage } = importedRecordingSchema.parse(await answer.json())
  if (damage !== null) throw new Error(`kept as damaged: ${damage}`)
}

/** Bytes. */
type Memory = {
  /** Of the file. */
  readonly file: number
  /** All that it holds, read and kept whole. */
  readonly held: number
  /** By how much what the server's main thread holds rose while it made the file. */
  readonly heldWhile: number
  /** By how much a server grew while it made the file, and another one while it read and kept it. */
  readonly exported: number
  readonly imported: number
}

/** A short session goes first on each server: what is measured is neither compiling, nor starting the process that reads what is imported. */
async function memoryOf(framework: Framework, hours: number, updates: number): Promise<Memory> {
  const { data, room } = await prepareReplay(framework, hours, updates)
  const empty = mkdtempSync(join(tmpdir(), 'greenroom-recording-'))
  try {
    const [short] = await prepareRooms(data, 1, { framework, boardBytes: 20_000 })
    if (short === undefined) throw new Error('no session')
    const server = await startServer(data)
    const made = await (async () => {
      const first = await recordingOf(server, short)
      return { first, whole: await grownDuring(server, () => recordingOf(server, room)) }
    })().finally(() => server.stop())
    const [file, exported] = made.whole
    // In a server of its own: collecting again and again changes by how much one grows.
    const asked = await startServer(data, askable)
    const heldWhile = await (async () => {
      await recordingOf(asked, short)
      return heldDuring(asked, () => recordingOf(asked, room))
    })().finally(() => asked.stop())
    const other = await startServer(empty)
    try {
      await importOn(other, made.first)
      const [, imported] = await grownDuring(other, () => importOn(other, file))
      return { file: file.byteLength, held: await heldOnce(file), heldWhile, exported, imported }
    } finally {
      await other.stop()
    }
  } finally {
    for (const folder of [data, empty]) rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The memory that exporting and importing a session takes, of one hour and of ten. Both go block by block; so ten hours may take more than
 * one by what they hold once, at most.
 */
export async function measureRecording(framework: Framework, aims: Aims): Promise<void> {
  const hour = await memoryOf(framework, 1, 13_000)
  const ten = await memoryOf(framework, 10, 200_000)
  const row = ({ file, held, heldWhile, exported, imported }: Memory) =>
    [file, held, heldWhile, exported, imported].map(megabytes)
  printTable(
    'A recording: what the processes of a server grow by while it is exported, and those of another one while it is imported',
    ['session, updates', 'file MB', 'held whole MB', 'held by export MB', 'export MB', 'import MB'],
    [
      ['1 h, 13000', ...row(hour)],
      ['10 h, 200000', ...row(ten)],
    ],
  )
  // What a process grows by is mostly what it has not collected yet.
  for (const [what, bytes] of [
    ['held while ten hours are exported', ten.heldWhile],
    ['memory of ten hours beyond one hour, exported, with what is not collected yet', ten.exported - hour.exported],
    ['memory of ten hours beyond one hour, imported, with what is not collected yet', ten.imported - hour.imported],
  ] as const)
    aims.note(what, `${megabytes(bytes)} MB`, `≤ ${megabytes(ten.held)} MB, all of it once`)
}
