import { useSyncExternalStore } from 'react'
import { browserStore } from '../../browser/browser-store.ts'
import type { Progress } from '../progress/progress.ts'
import { createProgressStore } from '../progress/progress-store.ts'

/** The rounds that a coach put together, kept like one's own progress and apart from it. */
export const coachStore = createProgressStore(browserStore, 'greenroom.coach')

export function useCoached(): Progress {
  return useSyncExternalStore(coachStore.subscribe, coachStore.read)
}
