import type { LocalStore } from '../connection/ports.ts'

/**
 * How many edits of a board are not known to be committed, so that a reloaded page does not call them saved. Written when the first one is
 * made and when the last is confirmed, and again when the page is hidden: not at every letter.
 */
export type UnsavedMark = {
  readonly read: () => number
  readonly write: (unsaved: number) => void
  readonly flush: () => void
}

export function createUnsavedMark(store: LocalStore, name: string): UnsavedMark {
  const key = `${name}:unsaved`
  let written = 0
  let now = 0
  const put = (unsaved: number): void => {
    written = unsaved
    if (unsaved === 0) store.remove(key)
    else store.write(key, String(unsaved))
  }
  return {
    read: () => {
      const kept = Number(store.read(key) ?? '0')
      now = Number.isSafeInteger(kept) && kept > 0 ? kept : 0
      written = now
      return now
    },
    write: (unsaved) => {
      now = unsaved
      if ((unsaved === 0) !== (written === 0)) put(unsaved)
    },
    // Even if it is there already: another tab of the same person may have removed it.
    flush: () => {
      if (now > 0) put(now)
    },
  }
}
