import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Returns once the file, or the folder's list of names, has reached the disk: a rename alone may be lost in a power cut. */
export function syncToDisk(path: string): void {
  const file = openSync(path, 'r')
  fsyncSync(file)
  closeSync(file)
}
