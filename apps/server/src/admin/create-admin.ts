import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { AdminState, Changes, LogLevel } from '@greenroom/protocol'
import type { Logger } from 'pino'
import type { KeptVoices } from '../audio/audio-keeper.ts'
import type { Config } from '../config.ts'
import type { Backups } from '../housekeeping/backups.ts'
import type { Admin } from '../http/routes/admin-routes.ts'
import type { Clock } from '../ports.ts'
import type { RoomCounts } from '../rooms/counts.ts'
import type { Restored } from '../storage/backups/restore.ts'
import type { StoreFigures } from '../storage/thread-messages.ts'
import { createAdminActions } from './admin-actions.ts'
import { takeAdminLink } from './admin-link.ts'
import { adminStays, createAdminSessions } from './admin-sessions.ts'
import { tryPart } from './try-parts.ts'

export type AdminParts = {
  readonly config: Config
  readonly version: string
  readonly changes: Changes
  readonly clock: Clock
  readonly secret: () => string
  readonly log: Logger
  readonly counts: Pick<RoomCounts, 'rooms' | 'boardConnections' | 'liveConnections'>
  readonly keptVoices: () => KeptVoices
  readonly readFigures: (now: number, before: number | null) => Promise<StoreFigures>
  readonly pingStore: () => Promise<void>
  /** This server's backups, once it is listening. `null` with Postgres. */
  readonly backups: () => Backups | null
  /** Restores the backup at `from` into the new folder `to`. */
  readonly restore: (from: string, to: string) => Promise<Restored>
}

const day = 24 * 60 * 60_000
/** Figures are counted again only after this long (milliseconds), however often the page asks. */
const figuresHold = 5_000

/** Where a backup of that name is restored to: next to it, where this server may write. */
function restoredFolder(backups: string, name: string): string {
  return join(backups, `restored-${name.replace(/\.tar$/, '')}`)
}

export function createAdmin(parts: AdminParts): Admin {
  const { config, version, changes, clock, log, counts, readFigures, restore } = parts
  const sessions = createAdminSessions({ monotonic: clock.monotonic, secret: parts.secret })
  const actions = createAdminActions(clock, log)
  const startedAt = clock.now()
  let restoring = false
  let restoreFailure: { readonly at: number; readonly sentence: string } | null = null
  let figures: { readonly at: number; readonly read: Promise<StoreFigures> } | null = null

  const figuresNow = (): Promise<StoreFigures> => {
    const at = clock.monotonic()
    if (figures === null || at - figures.at >= figuresHold) {
      const now = clock.now()
      const read = readFigures(now, config.retentionDays === null ? null : now - config.retentionDays * day)
      figures = { at, read }
      read.catch(() => {
        figures = null
      })
    }
    return figures.read
  }

  const readDisk = async (): Promise<AdminState['storage']> => {
    const { bytes } = await figuresNow()
    if (config.databaseUrl !== null) return { kind: 'postgres', folder: null, bytes, free: null, total: null }
    const { bavail, blocks, bsize } = await statfs(config.dataDir)
    return {
      kind: 'sqlite',
      folder: resolve(config.dataDir),
      bytes,
      free: bavail * bsize,
      total: blocks * bsize,
    }
  }

  const readBackups = (): AdminState['backups'] => {
    const backups = parts.backups()
    if (backups === null) return null
    const failures = [backups.lastFailure(), restoreFailure].filter((failure) => failure !== null)
    return {
      folder: resolve(backups.folder),
      nightly: config.backupDir === null ? null : config.backupKeep,
      doing: restoring ? 'restoring' : backups.isRunning() ? 'making' : null,
      failure: failures.sort((a, b) => b.at - a.at)[0] ?? null,
      list: backups.list().map((kept) => {
        const folder = restoredFolder(resolve(backups.folder), kept.name)
        return { ...kept, restoredTo: existsSync(join(folder, 'greenroom.sqlite')) ? folder : null }
      }),
    }
  }

  return {
    changes,
    has: sessions.has,
    enter: (secret) => {
      if (!takeAdminLink(config.dataDir, secret, clock.now())) {
        log.warn('Somebody tried an admin link that does not work.')
        return null
      }
      actions.note('entered')
      return { kind: 'admin', value: sessions.open(), seconds: adminStays }
    },
    leave: (cookie) => {
      sessions.end(cookie)
      actions.note('left')
      return { kind: 'admin', value: '', seconds: 0 }
    },
    readState: async () => {
      const { retentionDue, openInvitations, openShareLinks, ownCases, keptRecordings, count, usedWithin, longest } =
        await figuresNow()
      return {
        version,
        now: clock.now(),
        startedAt,
        sessions: {
          count,
          usedWithin,
          longestUnusedSince: longest,
          openRooms: counts.rooms,
          connections: counts.liveConnections,
        },
        openInvitations,
        openShareLinks,
        ownCases,
        keptRecordings,
        keptVoices: parts.keptVoices(),
        retention: { days: config.retentionDays, due: retentionDue },
        storage: await readDisk(),
        backups: readBackups(),
        logLevel: log.level as LogLevel,
        configuredLogLevel: config.logLevel,
        parts: [
          { part: 'postgres', on: config.databaseUrl !== null },
          { part: 'backups', on: config.backupDir !== null },
          { part: 'public-url', on: config.publicUrl !== null },
          { part: 'stun', on: config.stunUrls.length > 0 },
          { part: 'turn', on: config.turnUrls.length > 0 },
          { part: 'livekit', on: config.liveKit !== null },
          { part: 'metrics', on: config.metricsToken !== null },
          { part: 'bucket', on: config.s3 !== null },
          { part: 'sign-in', on: config.oidc !== null },
          { part: 'passkeys', on: config.passkeys !== null },
        ],
        actions: [...actions.list()],
      }
    },
    setLogLevel: (level) => {
      // Logged if either of the two levels lets it through.
      if (log.level === 'silent') log.level = level
      actions.note('log-level-set', level)
      log.level = level
    },
    beginBackup: () => {
      const backups = parts.backups()
      if (backups === null) return 'not-found'
      if (restoring || backups.isRunning()) return 'admin-busy'
      backups.make().then(
        ({ file }) => actions.note('backup-made', file.split(/[/\\]/).at(-1)),
        () => actions.note('backup-failed'),
      )
      return null
    },
    takeBackup: (name) => {
      const path = parts.backups()?.find(name) ?? null
      if (path !== null) actions.note('backup-downloaded', name)
      return path
    },
    beginRestore: (name) => {
      const backups = parts.backups()
      const from = backups?.find(name) ?? null
      if (backups === null || from === null) return 'unknown-backup'
      if (restoring || backups.isRunning()) return 'admin-busy'
      const folder = restoredFolder(resolve(backups.folder), name)
      if (existsSync(folder)) return 'already-restored'
      restoring = true
      restoreFailure = null
      restore(from, folder)
        .then(
          () => actions.note('backup-restored', name),
          (error: unknown) => {
            // The error's own message may name sessions.
            const sentence = 'The backup could not be restored, and nothing was left behind. The log says why.'
            restoreFailure = { at: clock.now(), sentence }
            actions.note('restore-failed', name)
            log.error({ err: error }, 'A backup could not be restored.')
          },
        )
        .finally(() => {
          restoring = false
        })
      return null
    },
    tryPart: async (part) => {
      actions.note('part-tried', part)
      return tryPart(part, { config, version, clock, pingStore: parts.pingStore })
    },
  }
}
