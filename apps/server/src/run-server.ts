import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Changes } from '@greenroom/protocol'
import { bankFolder, loadBank, loadRuns } from '@greenroom/question-bank/guides'
import { adminAddress } from './admin/admin-command.ts'
import { makeAdminLink } from './admin/admin-link.ts'
import { openBlobs, openImportBlobs } from './audio/open-blobs.ts'
import { openCaseBank } from './bank/open-case-bank.ts'
import { createBudgets } from './budgets/index.ts'
import { type Config, readConfig } from './config.ts'
import { createServer } from './create-server.ts'
import { type Backups, checkBackupFolder, createBackups } from './housekeeping/backups.ts'
import { isEveryInterface, localUrl, readLanAddresses } from './http/own-addresses.ts'
import { giveBackMemory } from './memory/give-back-memory.ts'
import { createLog } from './observability/log.ts'
import { createMetrics } from './observability/metrics.ts'
import { followClock, realClock, realEpoch, realIds, realInvitationId, realRandom } from './real-deps.ts'
import { createSigner } from './recordings/signer.ts'
import { StartRefusal } from './start-refusal.ts'
import { backUpBeside, restoreBeside } from './storage/backups/back-up-beside.ts'
import { openStorage } from './storage/open-storage.ts'

type Start = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly version: string
  readonly webRoot: string
  /** A file that makes the next start faster; it need not exist. */
  readonly caseCache: string
  readonly changes: Changes
}

/** The supervisor waits ten seconds. */
const stopDeadline = 9_000

const whyNoPort = (error: unknown, { port, host }: Config): unknown => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  const at = host === null ? `Port ${port}` : `Port ${port} of ${host}`
  if (code === 'EADDRINUSE') {
    return new StartRefusal(`${at} is in use by another program. Stop that program, or set PORT to another number.`)
  }
  if (code === 'EACCES') {
    return new StartRefusal(`${at} is not available to this account. Set PORT to a number above 1023.`)
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new StartRefusal(
      `HOST is "${host}", which isn't an address of this machine. Use one that is, or unset HOST.`,
    )
  }
  return error
}

/**
 * Calls back when this process is asked to stop: by a signal, by a message from the process that started it, or because that process is
 * gone. The channel does not keep this process alive.
 */
function onStopRequest(stop: (reason: string) => void): void {
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK'] as const) process.on(signal, () => stop(signal))
  if (process.channel === undefined) return
  process.on('message', (message) => {
    if (message === 'stop') stop('asked by the launcher')
  })
  process.on('disconnect', () => stop('the launcher is gone'))
  process.channel?.unref()
}

/** Opens everything, listens, and stops in an orderly way on a signal or when something unforeseen happens. */
export async function runServer({ env, version, webRoot, caseCache, changes }: Start): Promise<void> {
  const config = readConfig(env)
  // What this server writes is readable by its own account only.
  process.umask(0o077)
  const log = createLog(config, process.stdout)
  const metrics = createMetrics()
  /** Background tasks end with it. */
  const stopping = new AbortController()
  let stop = async (_code: 0 | 1): Promise<void> => process.exit(1)

  // Installed before anything is opened: whatever goes wrong from here on ends in one place.
  const fail = (error: unknown): void => {
    if (error instanceof StartRefusal) log.fatal(`${error.message} The server is stopping.`)
    else log.fatal({ err: error }, 'An unexpected error occurred; the server is stopping.')
    void stop(1)
  }
  process.on('uncaughtException', fail)
  process.on('unhandledRejection', fail)

  if (config.backupDir !== null) checkBackupFolder(config.backupDir, config.dataDir)
  // Its threads start while this one reads the cases.
  const opening = openStorage({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    clock: realClock,
    invitationId: realInvitationId,
    onCommit: metrics.onCommit,
    onLost: fail,
    onCheckpointFailed: (error) =>
      log.warn({ err: error }, 'The write-ahead log could not be merged into the database and will be retried.'),
  })
  const bank = openCaseBank(loadBank(bankFolder, caseCache), loadRuns(bankFolder))
  const storage = await opening
  if (storage.newestAt !== null) realClock.notBefore(await storage.newestAt())
  const clock = storage.readNow === null ? realClock : await followClock(realClock, storage.readNow)
  // People who waited for the start need the processors first.
  void storage.check({ aside: true }).then(
    ({ file, damaged }) => {
      if (file.length > 0)
        log.error(
          { file },
          'The database file is damaged. Stop the server and copy the data folder before anything else.',
        )
      for (const { session, seq } of damaged)
        log.error({ session, seq }, 'This session is damaged from this entry on. Other sessions are not affected.')
    },
    (error: unknown) => log.warn({ err: error }, 'The database could not be checked.'),
  )
  const signer = createSigner(await storage.signingSeed(randomBytes(32)))
  let backups: Backups | null = null
  const server = createServer(
    {
      store: storage.store,
      access: storage.access,
      bank,
      clock,
      ids: realIds,
      random: realRandom,
      epoch: realEpoch(),
      log,
      budgets: createBudgets(),
      ...(storage.readEnds !== null && { readEnds: storage.readEnds }),
      ...(storage.mayWrite !== null && { mayWrite: storage.mayWrite }),
    },
    {
      config,
      version,
      metrics,
      webRoot,
      pingStore: storage.ping,
      ownCaseStore: storage.ownCases,
      importStore: storage.imports,
      shareStore: storage.shareLinks,
      accountStore: storage.accounts,
      signer,
      blobs: openBlobs(config, signer.key),
      importBlobs: openImportBlobs(config, signer.key),
      readIdle: storage.readIdle,
      packing: storage,
      administration: {
        changes,
        readFigures: storage.readFigures,
        backups: () => (config.databaseUrl === null ? backups : null),
        restore: (from, to) => restoreBeside(from, to, stopping.signal),
      },
    },
  )
  const port = await server.listen().catch(async (error: unknown) => {
    await storage.close()
    throw whyNoPort(error, config)
  })

  const made = createBackups({
    dataDir: config.dataDir,
    folder: config.backupDir ?? join(config.dataDir, 'backups'),
    version,
    keep: config.backupDir === null ? null : config.backupKeep,
    clock: realClock,
    log,
    registry: metrics.registry,
    run: backUpBeside,
  })
  backups = made
  const memory = giveBackMemory(storage.collect, () => server.rooms.counts.appends)
  stop = async (code) => {
    if (stopping.signal.aborted) return
    stopping.abort()
    memory.close()
    setTimeout(() => process.exit(1), stopDeadline).unref()
    try {
      await Promise.all([server.close(), made.close()])
      await storage.close()
      log.info('Stopped.')
      process.exit(code)
    } catch (error) {
      log.fatal({ err: error }, 'The server could not shut down cleanly.')
      process.exit(1)
    }
  }
  onStopRequest((reason) => {
    log.info({ reason }, 'Stopping.')
    void stop(0)
  })

  const local = localUrl(config.host, port)
  const lan = isEveryInterface(config.host) ? readLanAddresses().map((address) => `http://${address}:${port}`) : []
  log.info(
    { port, local, lan, ...(config.publicUrl !== null && { publicUrl: config.publicUrl }) },
    'Greenroom is running.',
  )
  if (config.logFormat === 'pretty') {
    const lines = [
      `  on this machine   ${config.publicUrl ?? local}`,
      ...lan.map((url) => `  on this network   ${url}`),
      // When nobody is watching: what a service or a container prints is kept in logs.
      `  to look after it  ${process.stdout.isTTY ? adminAddress(config, port, makeAdminLink(config.dataDir, realClock.now())) : 'npm run admin'}`,
    ]
    process.stdout.write(`\n${lines.join('\n')}\n\n`)
  }
}
