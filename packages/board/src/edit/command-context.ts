import type * as Y from 'yjs'
import type { ItemId } from '../document/board-view.ts'
import type { Framework } from '../document/framework.ts'
import { isRemoved, mapOf } from '../document/items.ts'

/** Why a command changed nothing. */
export type BoardRefusal =
  | 'unknown-item'
  | 'unknown-kind'
  | 'unknown-section'
  | 'kind-not-in-section'
  | 'does-not-nest'
  | 'would-close-ring'
  | 'unknown-field'
  | 'bad-value'
  | 'link-not-allowed'
  | 'text-too-long'
  | 'board-full'
  | 'fixed-item'

/** What a command looks at. */
export type CommandContext = { readonly doc: Y.Doc; readonly framework: Framework }
/** A refusal, or what to do in the one transaction. `null` when everything is already as requested. */
export type Decision = BoardRefusal | (() => void) | null

/** Whether an item is one of the framework's own: it can be filled in, but not moved, removed or turned into something else. */
export function isFixed(framework: Framework, item: ItemId): boolean {
  return framework.seeds.some((seed) => seed.item === item)
}

/** The map of an item that is on the board. */
export function standingMap(doc: Y.Doc, item: ItemId): Y.Map<unknown> | null {
  const map = mapOf(doc, item)
  return map === null || isRemoved(map) ? null : map
}
