import { browserStore } from '../../browser/browser-store.ts'

/** Where progress is kept: the start page asks whether there is any before it loads what reads it. */
export const progressKey = 'greenroom.progress'

export function hasProgress(): boolean {
  return browserStore.keys('device', progressKey).includes(progressKey)
}
