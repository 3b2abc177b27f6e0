import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'

/**
 * The write-ahead log is checkpointed when it has this many pages of 4 KiB (64 MiB). A commit writes one index page for each session in it,
 * the same pages again and again: checkpointing at SQLite's default of 1,000 pages would write each of them twice, and commits would stall
 * several times a second.
 */
const pagesAtMost = 16_384
/** How long the log is, is asked only after this many commits: asking costs as much as writing one or two edits, and a commit adds few pages. */
const lookEvery = 16
/** It is also checkpointed when nothing was written for this long (milliseconds), if it has at least this many pages. */
const quiet = 2_000
const worthCarrying = 256
/**
 * A log file longer than this (bytes) is truncated when it is quiet. Its length counts, not the pages in use: SQLite writes from the start again
 * once all of them are checkpointed, and the file keeps the length that it had.
 */
const worthCutting = 8 * 1024 * 1024

/**
 * When the writer checkpoints its log: never inside a commit that somebody is waiting for. The next commit would still wait for all that is
 * copied, so on a busy server another thread is asked to copy what the log holds, and the writer copies only what came in the meantime.
 * Only the writer can finish: a log is written from its start again once all of it is in the database.
 */
export function createCheckpoints(
  db: DatabaseSync,
  {
    most = pagesAtMost,
    every = lookEvery,
    after = quiet,
    before = () => {},
    askOther = null,
    failed = () => {},
  }: {
    readonly most?: number
    readonly every?: number
    readonly after?: number
    /** What is still to be written once nothing was written for a while. */
    readonly before?: () => void
    /** Asks another thread to checkpoint; `otherIsDone` has to be called afterwards, whether or not it could. */
    readonly askOther?: (() => void) | null
    readonly failed?: (error: unknown) => void
  } = {},
) {
  db.exec('PRAGMA wal_autocheckpoint=0')
  const look = db.prepare('PRAGMA wal_checkpoint(NOOP)')
  const carry = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  let hasAsked = false
  let commits = 0
  /** Checkpoints when the log alone has this many pages. If that fails (a full disk), the log is used until it works. */
  const carryFrom = (most: number, other: (() => void) | null): void => {
    try {
      const row = look.get()
      const pages = Number(row?.log ?? 0) - Number(row?.checkpointed ?? 0)
      if (pages < most) return
      // One that does not come in time, because it is reading something long, is not waited for.
      if (other === null || pages >= 2 * most) carry.get()
      else if (!hasAsked) {
        hasAsked = true
        other()
      }
    } catch (error) {
      failed(error)
    }
  }
  const cut = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)')
  const logLength = (): number => statSync(`${db.location()}-wal`, { throwIfNoEntry: false })?.size ?? 0
  const waitBriefly = db.prepare('PRAGMA busy_timeout=50')
  const waitAsUsual = db.prepare('PRAGMA busy_timeout=5000')
  const inQuiet = (): void => {
    before()
    carryFrom(worthCarrying, null)
    try {
      if (logLength() < worthCutting) return
      waitBriefly.get()
      // A reader in the middle of its page is in the way: tried again later.
      if (Number(cut.get()?.busy ?? 1) !== 0) timer.refresh()
    } catch (error) {
      failed(error)
    } finally {
      waitAsUsual.get()
    }
  }
  const timer = setTimeout(inQuiet, after)
  timer.unref()
  return {
    /** Call after each commit, when its outcome has been announced. */
    committed: (): void => {
      if (++commits % every === 0) carryFrom(most, askOther)
      timer.refresh()
    },
    otherIsDone: (): void => {
      hasAsked = false
      carryFrom(1, null)
    },
    close: (): void => clearTimeout(timer),
  }
}
