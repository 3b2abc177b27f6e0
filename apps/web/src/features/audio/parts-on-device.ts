import { openDeviceDatabase } from '@greenroom/room-client'
import type { NewAudioPart } from '@greenroom/session'
import type { DBSchema } from 'idb'

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
  const database = openDeviceDatabase<Parts>(`greenroom-announcer.${session}.${participant}`, (created) => {
    created.createObjectStore('parts', { keyPath: ['audio', 'at'] })
  })
  return {
    add: async (part) => {
      await database.use((open) => open.put('parts', part))
    },
    list: () => database.use((open) => open.getAll('parts')),
    remove: ({ audio, at }) => database.use((open) => open.delete('parts', [audio, at])),
  }
}
