import { t } from '@lingui/core/macro'
import { useSyncExternalStore } from 'react'
import { browserStore } from '../../browser/browser-store.ts'
import type { Progress } from '../progress/progress.ts'
import type { FileAnswer } from '../progress/progress-file.ts'
import { createProgressStore } from '../progress/progress-store.ts'
import { type Coached, withRounds } from './coached.ts'

/** The rounds that a coach has collected, stored like one's own progress but separately. */
export const coachStore = createProgressStore(browserStore, 'greenroom.coach')

export function useCoached(): Progress {
  return useSyncExternalStore(coachStore.subscribe, coachStore.read)
}

/** Adds rounds, and returns how many are new, or a sentence if they could not be stored. */
export function addRounds(coached: Coached): FileAnswer<number> {
  const before = coachStore.read()
  const after = withRounds(before, coached, Date.now())
  if (!after.ok) return after
  switch (coachStore.change(() => after.value)) {
    case 'kept':
      return { ok: true, value: after.value.records.length - before.records.length }
    case 'newer':
      return {
        ok: false,
        message: t`The coach’s view in this browser was saved by a newer Greenroom. Reload this page, then try again.`,
      }
    case 'not-kept':
      // What is drawn is what is stored.
      coachStore.change(() => before)
      return { ok: false, message: t`This browser’s storage is full or blocked. Nothing was changed.` }
  }
}
