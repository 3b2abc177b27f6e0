import { z } from 'zod'
import { type BrowserStore, browserStore } from '../../browser/browser-store.ts'
import { recents } from './browser-recents.ts'
import type { Recents } from './recents.ts'

export type DeviceDatabases = Pick<IDBFactory, 'databases' | 'deleteDatabase'> | null

/** Where a browser is told to store nothing, even reading the name throws. */
const openDatabases = (): DeviceDatabases => {
  try {
    return typeof indexedDB === 'undefined' ? null : indexedDB
  } catch {
    return null
  }
}

const forgetBoards = async (databases: DeviceDatabases, isTheirs: (name: string) => boolean): Promise<void> => {
  try {
    for (const { name } of (await databases?.databases?.()) ?? [])
      if (name !== undefined && isTheirs(name)) databases?.deleteDatabase(name)
  } catch {
    // A browser that cannot list its databases keeps these until its storage is cleared.
  }
}

/**
 * Forgets somebody on this device: the way in, text that was typed and not sent, boards stored here, secrets of invitations. Everything of
 * a session or a person is under a key with their id, so nothing has to be listed. What others using this browser have in the same session
 * stays. The session itself stays on the server.
 */
export function createForget({
  store,
  recents,
  databases,
}: {
  readonly store: BrowserStore
  readonly recents: Pick<Recents, 'of' | 'forget'>
  readonly databases: () => DeviceDatabases
}) {
  return (session: string, participant: string): void => {
    recents.forget(session, participant)
    // Without an id, everything would be theirs.
    if (session === '') return
    const alone = recents.of(session).length === 0
    const isTheirs = (key: string): boolean => key.includes(session) && (alone || key.includes(participant))
    for (const area of ['device', 'tab'] as const)
      for (const key of store.keys(area, 'greenroom'))
        if (isTheirs(key)) store.entry({ area, key, schema: z.unknown(), otherwise: null }).remove()
    void forgetBoards(databases(), isTheirs)
  }
}

export const forgetSession = createForget({ store: browserStore, recents, databases: openDatabases })

/** Removes the boards and trays of a session that was deleted; text that somebody typed here and never sent stays, to be copied. */
export function forgetKeptBoards(session: string): Promise<void> {
  return forgetBoards(openDatabases(), (name) => name.startsWith(`greenroom:${session}:`))
}
