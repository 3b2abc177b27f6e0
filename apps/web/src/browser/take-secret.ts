import * as z from 'zod/mini'
import { type BrowserStore, browserStore } from './browser-store.ts'
import { tidyAddress } from './tidy-address.ts'

export type Door = 'join' | 'back' | 'shared' | 'admin'

/**
 * The secret that this tab was opened with, so that a reload still has it although the address bar has lost it. It stays in the tab, and is
 * removed once it has been used.
 */
export function createKeptSecrets(store: BrowserStore) {
  const entryOf = (door: Door) =>
    store.entry({
      area: 'tab',
      key: `greenroom.door.${door}`,
      schema: z.nullable(z.string().check(z.maxLength(200))),
      otherwise: null,
    })
  return {
    read: (door: Door): string | null => entryOf(door).read(),
    keep: (door: Door, secret: string): void => void entryOf(door).write(secret),
    forget: (door: Door): void => entryOf(door).remove(),
  }
}
export const keptSecrets = createKeptSecrets(browserStore)

/**
 * Corrects an address that was changed on its way, and removes a secret from it at once, so that it is not shared by a screenshot, a screen
 * share or the history. Call before anything is drawn, and when the address changes.
 */
export function takeSecretFromAddress(kept = keptSecrets): void {
  const tidy = tidyAddress(window.location)
  if (tidy === null) return
  if (tidy.secret !== null) kept.keep(tidy.secret.door, tidy.secret.secret)
  window.history.replaceState(window.history.state, '', tidy.path)
}
