import { useSyncExternalStore } from 'react'
import { browserStore } from '../../browser/browser-store.ts'
import { createRecents, type Recent } from './recents.ts'

export const recents = createRecents({ store: browserStore, now: () => Date.now() })

export const useRecents = (): readonly Recent[] => useSyncExternalStore(recents.subscribe, recents.list)
