import { useSyncExternalStore } from 'react'
import { browserStore } from '../../browser/browser-store.ts'
import { createRecents, type Recent } from './recents.ts'

export const recents = createRecents({ store: browserStore, now: () => Date.now() })

export function useRecents(): readonly Recent[] {
  return useSyncExternalStore(recents.subscribe, recents.list)
}
