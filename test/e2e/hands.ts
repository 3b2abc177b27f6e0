import type { Locator } from 'playwright-core'
import type { Actor } from '../fixtures/chromium.ts'

/** A screen on which more presses of Tab are needed has too few keys of its own. */
const mostStops = 45

/** Somebody without a mouse: every press is counted. */
export type Hands = Actor & {
  readonly keys: () => number
  readonly press: (...keys: readonly string[]) => Promise<void>
  readonly type: (words: string) => Promise<void>
  /** Goes on with Tab until this has the focus, and presses a key there. */
  readonly use: (target: Locator, key?: string) => Promise<void>
}

export function handsOf(actor: Actor): Hands {
  const { page } = actor
  let keys = 0
  const press = async (...all: readonly string[]): Promise<void> => {
    for (const key of all) {
      await page.keyboard.press(key)
      keys += 1
    }
  }
  const isFocused = (target: Locator): Promise<boolean> =>
    target.evaluate((element) => element === document.activeElement)
  return {
    ...actor,
    keys: () => keys,
    press,
    type: async (words) => {
      await page.keyboard.type(words)
      keys += words.length
    },
    use: async (target, key = 'Enter') => {
      await target.waitFor()
      for (let stops = 0; !(await isFocused(target)); stops += 1) {
        if (stops === mostStops) throw new Error(`${mostStops} presses of Tab do not reach ${target}`)
        await press('Tab')
      }
      await press(key)
    },
  }
}
