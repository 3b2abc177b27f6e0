import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { Counter, Gauge, type Registry } from '@prometheus-io/client'
import type { Logger } from 'pino'
import type { Clock } from '../ports.ts'
import { StartRefusal } from '../start-refusal.ts'
import { type BackedUp, backupNameOf, removeUnfinished } from '../storage/backups/back-up.ts'
import type { BackupOrder } from '../storage/backups/back-up-beside.ts'

export type KeptBackup = {
  readonly name: string
  readonly bytes: number
  /** Milliseconds since the epoch. */
  readonly madeAt: number
}

export type Backups = {
  readonly folder: string
  /**
   * Makes a backup now. A second call while one is being made returns the same one. Rejects with a `StartRefusal` when it cannot be made.
   */
  readonly make: () => Promise<BackedUp>
  /** Backups in the folder that this server named, newest first. */
  readonly list: () => readonly KeptBackup[]
  /** The path of one in the list. `null` when there is none of that name. */
  readonly find: (name: string) => string | null
  readonly isRunning: () => boolean
  /** Why the last backup failed. `null` when it succeeded, or none was tried. */
  readonly lastFailure: () => { readonly at: number; readonly sentence: string } | null
  /** Stops a backup that is being made and leaves nothing behind. */
  readonly close: () => Promise<void>
}

type Making = {
  readonly dataDir: string
  readonly folder: string
  readonly version: string
  /** How many are kept when they are made every night. `null`: they are made only on request, and all of them are kept. */
  readonly keep: number | null
  readonly clock: Clock
  readonly log: Pick<Logger, 'info' | 'error' | 'warn'>
  readonly registry: Registry
  readonly run: (order: BackupOrder, signal: AbortSignal) => Promise<BackedUp>
}

const ownName = /^greenroom-(\d{4}-\d{2}-\d{2})-(\d{2})(\d{2})(\d{2})\.tar$/
const nightlyHour = 3
const lookEvery = 10 * 60_000
/** How long to wait after a failure, so that a full disk does not fill the log. */
const retryAfter = 60 * 60_000

/** The latest three o’clock in the morning, local time, at or before `now`. */
export function lastNight(now: number): number {
  const night = new Date(now)
  night.setHours(nightlyHour, 0, 0, 0)
  if (night.getTime() > now) night.setDate(night.getDate() - 1)
  return night.getTime()
}

/** Throws a `StartRefusal` when backups cannot be written to `folder`. Creates the folder when it is missing. */
export function checkBackupFolder(folder: string, dataDir: string): void {
  const path = resolve(folder)
  if (path === resolve(dataDir) || path.startsWith(resolve(dataDir) + sep))
    throw new StartRefusal(
      `BACKUP_DIR is ${path}, which is in the data folder: what destroys the data would destroy its backups. Set BACKUP_DIR to another folder, on another disk if you can.`,
    )
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
    removeUnfinished(path)
  } catch (cause) {
    throw new StartRefusal(
      `The folder for backups ${path} is not writable. Give this account permission to write there, or set BACKUP_DIR to another folder.`,
      { cause },
    )
  }
}

/** A server's backups: every night if `keep` is set, and whenever somebody asks. */
export function createBackups({ dataDir, folder, version, keep, clock, log, registry, run }: Making): Backups {
  const stopping = new AbortController()
  let running: Promise<BackedUp> | null = null
  let failure: { at: number; sentence: string } | null = null

  const list = (): readonly KeptBackup[] =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .flatMap((name) => {
        const [, day, ...time] = ownName.exec(name) ?? []
        if (day === undefined) return []
        const madeAt = Date.parse(`${day}T${time.join(':')}Z`)
        return [{ name, bytes: statSync(join(folder, name)).size, madeAt }]
      })
      .sort((a, b) => b.madeAt - a.madeAt)

  const outcomes = new Counter({
    name: 'greenroom_backups_total',
    help: 'Backups that this server has made, or could not make.',
    labelNames: ['outcome'],
    registers: [registry],
  })
  for (const outcome of ['made', 'failed']) outcomes.inc({ outcome }, 0)
  new Gauge({
    name: 'greenroom_backup_newest_timestamp_seconds',
    help: 'When the newest backup was made, in seconds since the epoch; 0 when there is none.',
    registers: [registry],
    collect() {
      this.set((list()[0]?.madeAt ?? 0) / 1000)
    },
  })
  new Gauge({
    name: 'greenroom_backup_failing',
    help: '1 when the last backup could not be made.',
    registers: [registry],
    collect() {
      this.set(failure === null ? 0 : 1)
    },
  })

  const removeOld = (): void => {
    if (keep === null) return
    for (const { name } of list().slice(keep)) rmSync(join(folder, name), { force: true })
  }

  const makeOne = async (): Promise<BackedUp> => {
    const madeAt = clock.now()
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const to = join(folder, backupNameOf(madeAt))
      const made = await run({ dataDir: resolve(dataDir), to, version, madeAt }, stopping.signal)
      failure = null
      outcomes.inc({ outcome: 'made' })
      if (made.damaged.length > 0)
        log.error({ damaged: made.damaged.length }, 'A backup was made, and some of its sessions are damaged.')
      else log.info({ file: made.file, sessions: made.sessions, bytes: made.bytes }, 'A backup was made.')
      removeOld()
      return made
    } catch (error) {
      const sentence = error instanceof StartRefusal ? error.message : 'The backup could not be made.'
      if (!stopping.signal.aborted) {
        failure = { at: madeAt, sentence }
        outcomes.inc({ outcome: 'failed' })
        log.error({ err: error }, sentence)
      }
      throw error instanceof StartRefusal ? error : new StartRefusal(sentence, { cause: error })
    }
  }
  const make = (): Promise<BackedUp> => {
    running ??= makeOne().finally(() => {
      running = null
    })
    return running
  }

  const look = (): void => {
    const now = clock.now()
    const newest = list()[0]?.madeAt ?? 0
    // Makes up for a night that this server slept through.
    if (newest >= lastNight(now) || (failure !== null && now - failure.at < retryAfter)) return
    // Already logged.
    make().catch(() => {})
  }
  const timer = keep === null ? null : setInterval(look, lookEvery)
  if (keep !== null) look()

  return {
    folder,
    make,
    list,
    find: (name) => (list().some((kept) => kept.name === name) ? join(folder, name) : null),
    isRunning: () => running !== null,
    lastFailure: () => failure,
    close: async () => {
      if (timer !== null) clearInterval(timer)
      stopping.abort()
      await running?.catch(() => {})
    },
  }
}
