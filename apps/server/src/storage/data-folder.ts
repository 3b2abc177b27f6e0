import { accessSync, constants, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartRefusal } from '../start-refusal.ts'

export type DataFolder = {
  readonly database: string
  /** Lets the next server have the folder. */
  readonly close: () => void
}

const sqliteBusy = 5

/**
 * Takes the data folder for this server alone, by an exclusive transaction on `lock.sqlite` that stays open. The
 * operating system frees it however this server ends.
 */
export const openDataFolder = (path: string): DataFolder => {
  const folder = resolve(path)
  try {
    // Other accounts of the machine have no business in it.
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (cause) {
    throw new StartRefusal(
      `The data folder ${folder} cannot be written to: give this account the right to write there, or set DATA_DIR to another folder.`,
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
        ? `The data folder ${folder} is in use by another Greenroom server: stop that one, or set DATA_DIR to another folder.`
        : `The data folder ${folder} cannot be locked: check that its disk has room and that this account may write to it, or set DATA_DIR to another folder.`,
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
