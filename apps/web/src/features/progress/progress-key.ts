import { browserStore } from '../../browser/browser-store.ts'

/** Where progress is stored: the start page asks whether there is any before it loads the code that reads it. */
export const progressKey = 'greenroom.progress'

export function hasProgress(): boolean {
  return browserStore.keys('device', progressKey).includes(progressKey)
}
