import type { DatabaseSync } from 'node:sqlite'

/**
 * The write-ahead log is carried over into the database when it holds so many pages of 4 KiB (64 MiB). A commit writes one page of
 * the index for each session in it, the same ones again and again: carried over at SQLite's own 1,000 pages, each would be
 * written twice, and a commit would stand still several times a second.
 */
const pagesAtMost = 16_384
/** Carried over also when nothing was written for so long (milliseconds), if there are as many as this. */
const quiet = 2_000
const worthCarrying = 256
/** A log file of more pages (8 MiB) is cut down to nothing when it is quiet. */
const worthCutting = 2_048

/** When the writer carries its log over: never inside a commit that somebody waits for. */
export function createCheckpoints(
  db: DatabaseSync,
  {
    most = pagesAtMost,
    after = quiet,
    failed = () => {},
  }: { readonly most?: number; readonly after?: number; readonly failed?: (error: unknown) => void } = {},
) {
  db.exec('PRAGMA wal_autocheckpoint=0')
  const look = db.prepare('PRAGMA wal_checkpoint(NOOP)')
  const carry = db.prepare('PRAGMA wal_checkpoint(PASSIVE)')
  /** Carries over when the log alone holds so many pages. Should that fail (a full disk), the log serves as well, until it works. */
  const carryFrom = (most: number): void => {
    try {
      const row = look.get()
      if (Number(row?.log ?? 0) - Number(row?.checkpointed ?? 0) >= most) carry.get()
    } catch (error) {
      failed(error)
    }
  }
  const cut = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)')
  const waitBriefly = db.prepare('PRAGMA busy_timeout=50')
  const waitAsUsual = db.prepare('PRAGMA busy_timeout=5000')
  const inQuiet = (): void => {
    carryFrom(worthCarrying)
    try {
      if (Number(look.get()?.log ?? 0) < worthCutting) return
      waitBriefly.get()
      // A reader in the middle of its page is in the way: later.
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
    /** Call after each commit, when its outcome has been told. */
    committed: (): void => {
      carryFrom(most)
      timer.refresh()
    },
    close: (): void => clearTimeout(timer),
  }
}
