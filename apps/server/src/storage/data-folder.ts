import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartRefusal } from '../start-refusal.ts'
import { manifestName } from './backups/backup-manifest.ts'

export type DataFolder = {
  readonly database: string
  /** Lets the next server have the folder. */
  readonly close: () => void
}

const sqliteBusy = 5

/** Creates one level at a time: `recursive` never ends below `/proc`, where a folder is missing whose parent accepts none. */
const makeFolders = (folder: string): void => {
  if (existsSync(folder)) return
  makeFolders(dirname(folder))
  mkdirSync(folder, { mode: 0o700 })
}

const isOurs = (name: string): boolean =>
  /^((greenroom|lock|before-version-\d+)\.sqlite|(backup\.json|backups|audio|admin-link\.json)$)/.test(name)

/** Opening a pipe would wait for a writer that never comes; a device never ends. */
const refuseOddFiles = (folder: string): void => {
  for (const name of ['greenroom.sqlite', 'greenroom.sqlite-wal', 'greenroom.sqlite-shm', 'lock.sqlite']) {
    const path = join(folder, name)
    const found = existsSync(path) ? statSync(path) : null
    if (found !== null && !found.isFile())
      throw new StartRefusal(`${path} is not a file. Move it away, or set DATA_DIR to another folder.`)
  }
}

/** Only this account may read what people wrote. SQLite gives the files beside a database the same permissions. */
const closeToOthers = (folder: string): void => {
  try {
    // The permissions of a shared folder such as `/tmp` are not ours to change; those of our files in it are.
    if (readdirSync(folder).every(isOurs)) chmodSync(folder, 0o700)
  } catch {
    // Somebody else's folder in which this account may write: the files themselves are protected instead.
  }
  for (const name of ['greenroom.sqlite', 'lock.sqlite']) closeSync(openSync(join(folder, name), 'a', 0o600))
  for (const name of ['greenroom.sqlite', 'greenroom.sqlite-wal', 'greenroom.sqlite-shm', 'lock.sqlite']) {
    const path = join(folder, name)
    if (existsSync(path)) chmodSync(path, 0o600)
  }
}

/**
 * Takes the data folder for this server alone, by an exclusive transaction on `lock.sqlite` that stays open. The operating system releases
 * it however this server ends.
 */
export function openDataFolder(path: string): DataFolder {
  const folder = resolve(path)
  refuseOddFiles(folder)
  try {
    // Not accessible to other accounts of the machine.
    makeFolders(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    closeToOthers(folder)
    // From now on the database is no longer the one that was backed up.
    rmSync(join(folder, manifestName), { force: true })
  } catch (cause) {
    throw new StartRefusal(
      `The data folder ${folder} is not writable. Give this account permission to write there, or set DATA_DIR to another folder.`,
      { cause },
    )
  }
  let lock: DatabaseSync | null = null
  try {
    lock = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 })
    lock.exec('PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE')
  } catch (cause) {
    lock?.close()
    const busy = cause instanceof Error && Reflect.get(cause, 'errcode') === sqliteBusy
    throw new StartRefusal(
      busy
        ? `The data folder ${folder} is in use by another Greenroom server. Stop that server, or set DATA_DIR to another folder.`
        : `The data folder ${folder} cannot be locked. Check that the disk has free space and that this account can write to it, or set DATA_DIR to another folder.`,
      { cause },
    )
  }
  const held = lock
  return {
    database: join(folder, 'greenroom.sqlite'),
    close: () => {
      if (held.isOpen) held.close()
    },
  }
}
