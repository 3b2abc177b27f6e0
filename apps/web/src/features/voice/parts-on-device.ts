import type { NewAudioPart } from '@greenroom/session'
import { type DBSchema, openDB } from 'idb'

/** One part of this person's voice that the server does not have yet. */
export type UnsentPart = Omit<NewAudioPart, 'bytes'> & { readonly sound: Blob }

interface Parts extends DBSchema {
  parts: { key: [number, number]; value: UnsentPart }
}

export type PartsOnDevice = {
  /** Resolves once the browser has stored it. */
  readonly add: (part: UnsentPart) => Promise<void>
  /** The oldest first. */
  readonly list: () => Promise<readonly UnsentPart[]>
  readonly remove: (part: UnsentPart) => Promise<void>
}

/**
 * What was recorded here and is still to be sent, on this device: it outlives the tab. One database for each person of a session, under a name
 * with their ids, so that forgetting the session forgets it.
 */
export function openPartsOnDevice(session: string, participant: string): PartsOnDevice {
  // Where a browser is told to store nothing, it throws at once.
  const open = async () =>
    openDB<Parts>(`greenroom-voice.${session}.${participant}`, 1, {
      upgrade: (database) => {
        database.createObjectStore('parts', { keyPath: ['audio', 'at'] })
      },
      // The session is being forgotten on this device.
      blocking: () => void opening.then((database) => database.close()),
    })
  const opening = open()
  // Those who use it are told.
  opening.catch(() => undefined)
  return {
    add: async (part) => {
      await (await opening).put('parts', part)
    },
    list: async () => (await opening).getAll('parts'),
    remove: async ({ audio, at }) => {
      await (await opening).delete('parts', [audio, at])
    },
  }
}
