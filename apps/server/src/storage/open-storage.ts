import { statSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type EntryKind, type LogStore, type SessionId, sessionIdSchema, versionsRead } from '@greenroom/session'
import type { OwnCaseStore } from '../own-cases/own-cases.ts'
import type { AccessStore, AccountStore, Clock, ShareStore } from '../ports.ts'
import { besideThis } from '../programs.ts'
import type { ImportStore } from '../recordings/imports.ts'
import { StartRefusal } from '../start-refusal.ts'
import { createAccessStore } from './access-store.ts'
import { createAccountStore } from './account-store.ts'
import type { DamagedLog, LogCheckPart } from './check-logs.ts'
import { openDataFolder } from './data-folder.ts'
import { createImportStore } from './import-store.ts'
import { type CommitReport, createLogStore } from './log-store.ts'
import { createOwnCaseStore } from './own-case-store.ts'
import type { SharedCalls } from './postgres/postgres-reads.ts'
import { createShareStore } from './share-store.ts'
import { openStoreThread, remote, type StoreThread, storeError } from './store-thread.ts'
import type { ReaderCalls, Remote, StoreFigures, ToThread, WriterCalls } from './thread-messages.ts'

export type StorageOptions = {
  readonly dataDir: string
  /** A Postgres database that holds the data; the folder is then not touched. */
  readonly databaseUrl?: string | null
  /** The highest version of each kind of entry that this server reads; today's, unless a test plays an older one. */
  readonly reads?: Readonly<Record<string, number>>
  readonly clock: Clock
  readonly invitationId: () => string
  readonly onCommit?: (report: CommitReport) => void
  /** A thread of the store has ended unexpectedly: nothing can be saved or read any more. */
  readonly onLost?: (error: Error) => void
  /** The write-ahead log could not be checkpointed into the database: it grows until it can. */
  readonly onCheckpointFailed?: (error: Error) => void
}

export type Storage = {
  readonly store: LogStore
  readonly access: AccessStore
  readonly accounts: AccountStore
  readonly ownCases: OwnCaseStore
  readonly imports: ImportStore
  readonly shareLinks: ShareStore
  /** The 32 bytes that recordings are signed with: those of this data folder or, when it has none yet, `made`, which is stored. */
  readonly signingSeed: (made: Uint8Array) => Promise<Uint8Array>
  /**
   * Resolves when both threads answer, a commit reaches the disk, and the disk has room for more. However often it is called, it checks
   * once a second.
   */
  readonly ping: () => Promise<void>
  /** Sessions without an entry since `before` (milliseconds since the epoch), at most `limit`. */
  readonly readIdle: (before: number, limit: number) => Promise<readonly SessionId[]>
  /** Sessions without an entry since `before` that are worth packing, at most `limit`. */
  readonly readUnpacked: (before: number, limit: number) => Promise<readonly SessionId[]>
  /** Packs the next entries of a session that are not packed yet. Returns whether there may be more. */
  readonly packNext: (session: SessionId) => Promise<boolean>
  /**
   * Reads the whole database: what SQLite reports about the file (nothing when it is sound), and every session whose log is damaged. Other
   * reads do not wait for it, unless the database is small. `aside`: it rests after each part of a log,
   * because people are waiting for what it would hold up.
   */
  readonly check: (how?: {
    readonly aside: boolean
  }) => Promise<{ readonly file: readonly string[]; readonly damaged: readonly DamagedLog[] }>
  /** What the store contains, in figures. `before`: sessions without an entry since then are due to be deleted; `null` when none are. */
  readonly readFigures: (now: number, before: number | null) => Promise<StoreFigures>
  /** Collects the garbage of both threads. */
  readonly collect: () => Promise<unknown>
  /**
   * For a store that several servers share: where these logs end by now, in one query. A session that is gone is left out. `null` when
   * nobody else writes here.
   */
  readonly readEnds: ((sessions: readonly SessionId[]) => Promise<ReadonlyMap<SessionId, number>>) | null
  /** The clock of a database that several servers share, in milliseconds since the epoch. `null` when this server's own is the only one. */
  readonly readNow: (() => Promise<number>) | null
  /** Where this server's own clock is the only one: when the newest entry was made, which that clock may not be behind. */
  readonly newestAt: (() => Promise<number | null>) | null
  /**
   * Of a store that several servers share: whether all of them can read entries of this kind as this server writes them. Until then an
   * append with one fails. `null`: nobody else reads here.
   */
  readonly mayWrite: ((kind: EntryKind) => boolean) | null
  /** Commits what was appended, closes the threads and releases the data folder. May be called more than once. */
  readonly close: () => Promise<void>
}

/** A store's threads, whatever they store the data in. */
type OpenedThreads = {
  readonly writer: StoreThread
  readonly reader: StoreThread
  /** One more reader, for reading everything: others do not wait behind it. The caller closes it. `null`: the other one reads that as well. */
  readonly openChecker: () => Promise<StoreThread> | null
  /** Rejects when there is no room for more. */
  readonly checkRoom: () => Promise<void>
  readonly readEnds: Storage['readEnds']
  readonly readNow: Storage['readNow']
  readonly mayWrite: Storage['mayWrite']
  /** Called when the threads are closed. */
  readonly close: () => void
}

/** A check that is made aside rests for this many times as long as its last part took. */
const restsFor = 2

/** A database of at most so many bytes is checked sooner than one more thread is started. */
const smallDatabase = 512 * 1024

/** With less than this left (bytes), a disk counts as full: for a while the log may still fit into space that it used before. */
const leastFree = 512 * 1024

/** A call made while the work is running, or within a second of it, shares its result. */
const onceASecond = (clock: Clock, work: () => Promise<void>): (() => Promise<void>) => {
  let last: { readonly at: number; readonly done: Promise<void> } | null = null
  return () => {
    const now = clock.monotonic()
    if (last === null || now - last.at >= 1_000) {
      const done = work()
      done.catch(() => {})
      last = { at: now, done }
    }
    return last.done
  }
}

/** Its threads on SQLite, in a data folder. */
const openSqlite = async ({ dataDir }: StorageOptions): Promise<OpenedThreads> => {
  const folder = openDataFolder(dataDir)
  try {
    const workerData = { path: folder.database }
    const startReader = (name: string): Worker =>
      new Worker(besideThis('./reader/reader-thread', import.meta.url), { workerData, name })
    // Both start at once, and the reader waits before it connects: it finds the database created, migrated and recovered.
    const readerWorker = startReader('store-reader')
    const writer = await openStoreThread(
      new Worker(besideThis('./writer/writer-thread', import.meta.url), { workerData, name: 'store-writer' }),
    ).catch(async (error: unknown) => {
      await readerWorker.terminate()
      throw error
    })
    readerWorker.postMessage({ type: 'open' } satisfies ToThread)
    const reader = await openStoreThread(readerWorker).catch(async (error: unknown) => {
      await writer.close()
      throw error
    })
    return {
      writer,
      reader,
      openChecker: () => {
        const sizes = ['', '-wal'].map((end) => statSync(folder.database + end, { throwIfNoEntry: false })?.size ?? 0)
        if (sizes.every((size) => size <= smallDatabase)) return null
        const checker = startReader('store-checker')
        checker.postMessage({ type: 'open' } satisfies ToThread)
        return openStoreThread(checker)
      },
      checkRoom: async () => {
        const { bavail, bsize } = await statfs(dataDir)
        if (bavail * bsize < leastFree) throw new Error('The disk is full.')
      },
      readEnds: null,
      readNow: null,
      mayWrite: null,
      close: folder.close,
    }
  } catch (error) {
    folder.close()
    if (error instanceof StartRefusal) throw error
    throw new StartRefusal(
      `The database ${folder.database} cannot be opened. Check that the disk has free space and that the file is intact, or set DATA_DIR to another folder.`,
      { cause: error },
    )
  }
}

/** Its one thread on Postgres. Only that thread loads the client library. */
const openPostgres = async (url: string, reads: Readonly<Record<string, number>>): Promise<OpenedThreads> => {
  const thread = await openStoreThread(
    new Worker(besideThis('./postgres/postgres-thread', import.meta.url), {
      workerData: { url, reads },
      name: 'store',
    }),
  )
  const calls = remote<SharedCalls>(thread)
  return {
    writer: thread,
    reader: thread,
    openChecker: () => null,
    checkRoom: async () => {},
    readNow: async () => (await calls.readEnds([])).now,
    mayWrite: (kind) => !thread.withheld().has(kind),
    readEnds: async (sessions) => {
      const { ends } = await calls.readEnds(sessions)
      return new Map(ends.map(([session, seq]) => [sessionIdSchema.parse(session), seq]))
    },
    close: () => {},
  }
}

/** Opens the store: in a data folder, or on Postgres. Throws a `StartRefusal` when the folder or the database cannot be used. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { databaseUrl = null, reads = versionsRead() } = options
  const opened = databaseUrl === null ? await openSqlite(options) : await openPostgres(databaseUrl, reads)
  const { writer, reader } = opened
  const onLost = options.onLost ?? (() => {})
  writer.onLost(onLost)
  writer.onCheckpointDue(() => {
    const done = (): void => writer.post({ type: 'checkpointed' }, [])
    // If the reader could not, the writer tries, and reports why. A writer that has ended needs no answer.
    reader
      .call('checkpoint', [])
      .then(done, done)
      .catch(() => {})
  })
  writer.onCheckpointFailed((reason) =>
    options.onCheckpointFailed?.(storeError('The write-ahead log could not be merged into the database.', reason)),
  )
  if (reader !== writer) reader.onLost(onLost)

  const store = createLogStore(writer, reader, options.clock, options.onCommit)
  const toReader = remote<ReaderCalls>(reader)
  const toWriter = remote<WriterCalls>(writer)
  let closing: Promise<void> | null = null
  const close = (): Promise<void> => {
    closing ??= Promise.allSettled([...checking])
      .then(store.close)
      .finally(opened.close)
    return closing
  }
  const checking = new Set<Promise<unknown>>()
  const checkWith = async (calls: Remote<ReaderCalls>, rests: number): ReturnType<Storage['check']> => {
    const file = await calls.checkFile()
    const damaged: DamagedLog[] = []
    const sessions = await calls.listSessions().catch(() => [])
    for (const session of sessions) {
      for (let after: number | null = 0; after !== null; ) {
        if (closing !== null) throw new Error('The store was closed before all of it was checked.')
        const since = options.clock.monotonic()
        const part: LogCheckPart = await calls.checkLog(session, after)
        if (part.damaged !== null) damaged.push(part.damaged)
        after = part.next
        if (rests > 0) await sleep(rests * (options.clock.monotonic() - since))
      }
    }
    return { file, damaged }
  }
  const check = async (rests: number): ReturnType<Storage['check']> => {
    const checker = await opened.openChecker()
    if (checker === null) return checkWith(toReader, rests)
    try {
      return await checkWith(remote<ReaderCalls>(checker), rests)
    } finally {
      await checker.close()
    }
  }
  return {
    store: { ...store, close },
    access: createAccessStore(writer, reader, options.invitationId),
    accounts: createAccountStore(writer, reader, () => `account-${options.invitationId()}`),
    ownCases: createOwnCaseStore(writer, reader),
    imports: createImportStore(writer, reader),
    shareLinks: createShareStore(writer, reader, options.invitationId),
    signingSeed: (made) => toWriter.keepServerKey(made),
    ping: onceASecond(options.clock, async () => {
      await Promise.all([store.probe(), reader.call('ping', [])])
      await opened.checkRoom()
    }),
    check: ({ aside } = { aside: false }) => {
      const checked = check(aside ? restsFor : 0)
      checking.add(checked)
      const over = (): void => void checking.delete(checked)
      checked.then(over, over)
      return checked
    },
    collect: () => Promise.all([reader.call('collect', []), writer.call('collect', [])]),
    readFigures: toReader.readFigures,
    readIdle: async (before, limit) => (await toReader.readIdle(before, limit)).map((id) => sessionIdSchema.parse(id)),
    readUnpacked: async (before, limit) =>
      (await toReader.readUnpacked(before, limit)).map((id) => sessionIdSchema.parse(id)),
    packNext: async (session) => {
      const pack = await toReader.makePack(session)
      if (pack !== null && (await toWriter.storePack(session, pack))) return true
      return toWriter.finishPacking(session)
    },
    readEnds: opened.readEnds,
    readNow: opened.readNow,
    newestAt: opened.readNow === null ? toReader.newestAt : null,
    mayWrite: opened.mayWrite,
    close,
  }
}
