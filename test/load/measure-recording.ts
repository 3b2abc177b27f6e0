import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Framework } from '@greenroom/board'
import { importedRecordingSchema } from '@greenroom/protocol'
import { decodeRecording } from '@greenroom/recording'
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

/** Bytes that the records of a recording come to once they are inflated: what stands in memory of a session that is read whole. */
async function inflatedBytes(file: Uint8Array): Promise<number> {
  let bytes = 0
  const once = (async function* () {
    yield file
  })()
  for await (const part of decodeRecording(once)) {
    if (part.kind === 'end' && !part.end.ok) throw new Error(`the recording is damaged: ${part.end.damage.kind}`)
    if (part.kind !== 'items') continue
    for (const item of part.items)
      bytes += item.kind === 'edit' ? item.edit.update.byteLength : JSON.stringify(item.entry).length
  }
  return bytes
}

async function recordingOf(server: ServerProcess, session: string, token: string): Promise<Uint8Array> {
  const answer = await fetch(`${server.url}/api/sessions/${session}/recording?view=own`, {
    headers: { authorization: `Bearer ${token}` },
  })
  // Reading ten hours takes more than a person may ask for in a row: the allowance comes back.
  if (answer.status === 429) {
    await answer.body?.cancel()
    await wait(5_000)
    return recordingOf(server, session, token)
  }
  if (!answer.ok) throw new Error(`the recording: ${answer.status} ${await answer.text()}`)
  return new Uint8Array(await answer.arrayBuffer())
}

/**
 * The memory that exporting and importing a session takes, of one hour and of ten. Both go block by block; so ten hours may take more than
 * one by what they hold once at most. The second export of the same server is measured, so that compiling is not.
 */
export async function measureRecording(framework: Framework, aims: Aims): Promise<void> {
  const rows: string[][] = []
  const grown: { readonly exported: number; readonly imported: number; readonly inflated: number }[] = []
  const place = mkdtempSync(join(tmpdir(), 'greenroom-recording-'))
  try {
    for (const [hours, updates] of [
      [1, 13_000],
      [10, 200_000],
    ] as const) {
      const { data, room } = await prepareReplay(framework, hours, updates)
      const server = await startServer(data)
      try {
        const { session, tokens } = room
        const path = join(place, `${hours}.greenroom`)
        writeFileSync(path, await recordingOf(server, session, tokens.interviewer))
        const [again, exported] = await grownDuring(server, () => recordingOf(server, session, tokens.interviewer))
        const inflated = await inflatedBytes(again)
        const empty = join(place, `server-${hours}`)
        mkdirSync(empty)
        const other = await startServer(empty)
        try {
          const body = JSON.stringify({ file: readFileSync(path).toString('base64') })
          const importIt = async () => {
            const answer = await fetch(`${other.url}/api/recordings`, {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body,
            })
            if (!answer.ok) throw new Error(`the import: ${answer.status} ${await answer.text()}`)
            return importedRecordingSchema.parse(await answer.json())
          }
          const [kept, imported] = await grownDuring(other, importIt)
          if (kept.damage !== null) throw new Error(`kept as damaged: ${kept.damage}`)
          grown.push({ exported, imported, inflated })
          rows.push([`${hours} h, ${updates}`, ...[again.byteLength, inflated, exported, imported].map(megabytes)])
        } finally {
          await other.stop()
        }
      } finally {
        await server.stop()
        rmSync(data, { recursive: true, force: true })
      }
    }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
  printTable(
    'A recording: what the server’s processes grow by while it is exported, and imported on another server',
    ['session, updates', 'file MB', 'inflated MB', 'export MB', 'import MB'],
    rows,
  )
  const [hour, ten] = grown
  if (hour === undefined || ten === undefined) return
  for (const act of ['exported', 'imported'] as const)
    aims.note(
      `memory of ten hours beside one hour, ${act}`,
      `${megabytes(ten[act] - hour[act])} MB`,
      `≤ ${megabytes(ten.inflated)} MB, once what it holds`,
    )
}
