import type { ElementHandle, Locator } from 'playwright-core'
import { expect } from 'vitest'
import type { Actor } from '../fixtures/chromium.ts'

/** A screen on which more presses of Tab are needed has too few keys of its own. */
const mostStops = 45

/** Somebody without a mouse: every press is counted. */
export type Hands = Actor & {
  readonly keys: () => number
  readonly press: (...keys: readonly string[]) => Promise<void>
  readonly type: (words: string) => Promise<void>
  /** Goes on with Tab until this has the focus, or back with Shift and Tab where that is nearer, and presses a key there. */
  readonly use: (target: Locator, key?: string, way?: 'Tab' | 'Shift+Tab') => Promise<void>
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
  /** Found once: to look for it by its name at each stop costs more than the stop. */
  const isFocused = async (target: Locator, found: ElementHandle | null): Promise<boolean> => {
    const stands = await found?.evaluate((one) => (one.isConnected ? one === document.activeElement : null))
    return stands ?? target.evaluate((element) => element === document.activeElement)
  }
  return {
    ...actor,
    keys: () => keys,
    press,
    type: async (words) => {
      // The first letter says that letters are taken here; the others arrive together, as from an input method.
      await page.keyboard.type(words.slice(0, 1))
      await page.keyboard.insertText(words.slice(1))
      keys += words.length
    },
    use: async (target, key = 'Enter', way = 'Tab') => {
      await target.waitFor()
      // Nothing reaches a button that cannot be pressed: without a connection, as after a sleep, most cannot.
      await expect.poll(() => target.isEnabled()).toBe(true)
      const found = await target.elementHandle()
      for (let stops = 0; !(await isFocused(target, found)); stops += 1) {
        if (stops === mostStops) throw new Error(`${mostStops} presses of ${way} do not reach ${target}`)
        await press(way)
      }
      await press(key)
    },
  }
}
