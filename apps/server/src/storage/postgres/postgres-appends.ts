import {
  type AppendAnswers,
  type AppendBatch,
  appended,
  failed,
  fellBehind,
  toThreadError,
} from '../thread-messages.ts'
import { type AppendJob, jobsOf } from '../writer/writer-appends.ts'
import { isRefusedStatement, type PostgresConnections } from './postgres-connection.ts'
import type { PostgresServers } from './postgres-servers.ts'

/** The appends as the columns that `append_entries` takes. */
const columnsOf = (jobs: readonly AppendJob[]): readonly unknown[] => {
  const kinds: (string | null)[] = []
  const versions: number[] = []
  const bys: (string | null)[] = []
  const commands: (string | null)[] = []
  const data: (string | null)[] = []
  const rests: string[] = []
  const lengths: number[] = []
  const pieces: Uint8Array[] = []
  for (const { batch, index, firstEntry, firstByte } of jobs) {
    let byte = firstByte
    for (let entry = firstEntry; entry < firstEntry + (batch.counts[index] ?? 0); entry++) {
      const [kind = null, by = null, command = null, json = null] = batch.cells.slice(entry * 4, entry * 4 + 4)
      const version = batch.versions[entry] ?? 1
      const length = batch.lengths[entry] ?? -1
      kinds.push(kind)
      bys.push(by)
      commands.push(command)
      data.push(json)
      versions.push(version)
      lengths.push(length)
      // What `hashEntry` hashes after number and time, which the database assigns.
      rests.push(JSON.stringify([kind, version, by, command, json, length]).slice(1))
      if (length > 0) pieces.push(batch.bytes.subarray(byte, byte + length))
      byte += Math.max(0, length)
    }
  }
  return [
    jobs.map(({ batch, index }) => batch.sessions[index]),
    jobs.map(({ batch, index }) => batch.after[index]),
    jobs.map(({ batch, index }) => batch.counts[index]),
    kinds,
    versions,
    bys,
    commands,
    data,
    rests,
    lengths,
    Buffer.concat(pieces),
  ]
}

const sessionOf = ({ batch, index }: AppendJob): string => batch.sessions[index] ?? ''
const ticketOf = ({ batch, index }: AppendJob): number => batch.ticket + index
/** The most that one statement holds: it is one message, with one answer. */
const bytesAtOnce = 16 * 1024 * 1024
const appendsAtOnce = 2_000

/** Divides what is waiting into groups of one statement each. */
const takeGroup = (waiting: AppendJob[]): AppendJob[] => {
  let bytes = 0
  let count = 0
  for (const { batch, index, firstEntry } of waiting) {
    for (let entry = firstEntry; entry < firstEntry + (batch.counts[index] ?? 0); entry++)
      bytes += Math.max(0, batch.lengths[entry] ?? 0) + (batch.cells[entry * 4 + 3]?.length ?? 0)
    if (count > 0 && (bytes > bytesAtOnce || count >= appendsAtOnce)) break
    count++
  }
  return waiting.splice(0, count)
}

/** The kinds of an append that no log has held so far, each with its version. */
const newKindsOf = ({ batch, index, firstEntry }: AppendJob, servers: PostgresServers): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (let entry = firstEntry; entry < firstEntry + (batch.counts[index] ?? 0); entry++) {
    const kind = batch.cells[entry * 4] ?? ''
    const version = batch.versions[entry] ?? 1
    if (!servers.isInUse(kind, version)) found.set(kind, version)
  }
  return found
}

/**
 * The appends of this server: one statement at a time, with everything that arrived while the last one ran. When a statement is refused,
 * each append is tried alone, so that one room's fault affects only that room. An append that another server could not read fails. Calls
 * `tell` with the result of each.
 */
export function createPostgresAppends(
  { append }: PostgresConnections,
  servers: PostgresServers,
  tell: (answers: AppendAnswers) => void,
) {
  const waiting: AppendJob[] = []
  let running: Promise<void> | null = null

  const runGroup = async (jobs: readonly AppendJob[], answers: number[], errors: AppendAnswers['errors']) => {
    // Two servers that append to the same sessions lock them in the same order. A stable sort: appends of one session stay in order.
    const ordered = jobs.toSorted((a, b) => (sessionOf(a) < sessionOf(b) ? -1 : Number(sessionOf(a) > sessionOf(b))))
    try {
      const { rows } = await append(columnsOf(ordered))
      if (rows.length !== ordered.length) throw new Error('The database answered a different number of appends.')
      for (const [index, job] of ordered.entries()) {
        const { outcome, number, stamp } = rows[index] ?? {}
        answers.push(ticketOf(job), outcome === 0 ? appended : fellBehind, Number(number), Number(stamp))
      }
    } catch (error) {
      if (jobs.length > 1 && isRefusedStatement(error)) {
        for (const job of jobs) await runGroup([job], answers, errors)
        return
      }
      const number = errors.push(toThreadError(error)) - 1
      for (const job of jobs) answers.push(ticketOf(job), failed, number, 0)
    }
  }

  /** Leaves those that every server can read; the others fail. */
  const keepReadable = async (
    jobs: readonly AppendJob[],
    answers: number[],
    errors: AppendAnswers['errors'],
  ): Promise<readonly AppendJob[]> => {
    const firsts = jobs.filter((job) => newKindsOf(job, servers).size > 0)
    if (firsts.length === 0) return jobs
    let error: unknown = new Error('Another server on this database cannot read these entries.')
    try {
      await servers.use(new Map(firsts.flatMap((job) => [...newKindsOf(job, servers)])))
    } catch (cause) {
      error = cause
    }
    const unread = new Set(firsts.filter((job) => newKindsOf(job, servers).size > 0))
    if (unread.size === 0) return jobs
    const number = errors.push(toThreadError(error)) - 1
    for (const job of unread) answers.push(ticketOf(job), failed, number, 0)
    return jobs.filter((job) => !unread.has(job))
  }

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const started = performance.now()
      const answers: number[] = []
      const errors: AppendAnswers['errors'] = []
      const jobs = await keepReadable(takeGroup(waiting), answers, errors)
      if (jobs.length > 0) await runGroup(jobs, answers, errors)
      tell({ type: 'appended', answers, errors, took: performance.now() - started })
    }
  }

  return {
    take: (batch: AppendBatch): void => {
      waiting.push(...jobsOf(batch))
      running ??= run().finally(() => {
        running = null
      })
    },
    /** Resolves when everything that was accepted has been answered. */
    settled: async (): Promise<void> => {
      while (running !== null) await running
    },
  }
}
