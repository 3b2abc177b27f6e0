import * as Y from 'yjs'
import type { BoardCommand, ItemId, Placement } from '../document/board-view.ts'
import type { Framework } from '../document/framework.ts'
import { isRemoved, itemsOf, kindOf, mapOf, placeOf } from '../document/items.ts'
import { contentLimits, isItemId, kindKey, placeKey, removedKey, textKey } from '../document/keys.ts'
import { orderAt } from '../document/order-keys.ts'
import { writePlace } from '../document/place.ts'
import { descendantsOf, readShape, type Shape } from '../document/shape.ts'
import { type BoardRefusal, type CommandContext, type Decision, isFixed, standingMap } from './command-context.ts'
import { writeText } from './commands-text.ts'

/** A removed item's id may be added again, with the same fields and links: a card keeps its id between tray and board. */
export function addItem(context: CommandContext, command: Extract<BoardCommand, { kind: 'addItem' }>): Decision {
  const { doc, framework } = context
  const { item, itemKind, at } = command
  if (!isItemId(item)) return 'bad-value'
  if (isFixed(framework, item)) return 'fixed-item'
  const before = mapOf(doc, item)
  if (before !== null && !isRemoved(before)) return 'bad-value'
  if (!framework.kinds.some((kind) => kind.id === itemKind)) return 'unknown-kind'
  const text = command.text.toWellFormed()
  if (text.length > contentLimits.textLength) return 'text-too-long'
  if (before === null && itemsOf(doc).size >= contentLimits.items) return 'board-full'
  const shape = readShape(doc)
  const refusal = refusePlacement(context, shape, item, at) ?? refuseKinds(framework, at.section, [itemKind])
  if (refusal !== null) return refusal
  return () => {
    const map = before ?? new Y.Map<unknown>()
    map.set(kindKey, itemKind)
    if (before === null) map.set(textKey, new Y.Text(text))
    else writeText(map, text)
    if (before === null) itemsOf(doc).set(item, map)
    placeAt(context, shape, item, at)
    map.delete(removedKey)
  }
}

export function moveItem(context: CommandContext, command: Extract<BoardCommand, { kind: 'moveItem' }>): Decision {
  const { doc, framework } = context
  const { item, at } = command
  if (standingMap(doc, item) === null) return 'unknown-item'
  if (isFixed(framework, item)) return 'fixed-item'
  const shape = readShape(doc)
  const below = descendantsOf(shape.forest, item)
  const refusal = refusePlacement(context, shape, item, at)
  if (refusal !== null) return refusal
  if (at.parent === item || (at.parent !== null && below.includes(at.parent))) return 'would-close-ring'
  if (shape.forest.sectionOf.get(item) !== at.section) {
    const kinds = [item, ...below].map((id) => {
      const map = mapOf(doc, id)
      return map === null ? '' : kindOf(map)
    })
    const misfit = refuseKinds(framework, at.section, kinds)
    if (misfit !== null) return misfit
    if (below.length > 0 && !nests(framework, at.section)) return 'does-not-nest'
  }
  if (standsAlready(shape, item, at)) return null
  return () => placeAt(context, shape, item, at)
}

function refusePlacement(context: CommandContext, shape: Shape, item: ItemId, at: Placement): BoardRefusal | null {
  if (!context.framework.sections.some((section) => section.id === at.section)) return 'unknown-section'
  if (at.parent === null) return null
  if (at.parent !== item && !shape.standing.has(at.parent)) return 'unknown-item'
  if (!nests(context.framework, at.section)) return 'does-not-nest'
  if (at.parent !== item && shape.forest.sectionOf.get(at.parent) !== at.section) return 'bad-value'
  return null
}

function nests(framework: Framework, sectionId: string): boolean {
  const section = framework.sections.find((candidate) => candidate.id === sectionId)
  return section !== undefined && (section.nests || section.layout === 'tree')
}

export function refuseKinds(framework: Framework, sectionId: string, kinds: readonly string[]): BoardRefusal | null {
  const section = framework.sections.find((candidate) => candidate.id === sectionId)
  return kinds.every((kind) => section?.kinds.includes(kind)) ? null : 'kind-not-in-section'
}

/** The items of the requested list without the item itself, and its index among them. A `before` that is not in the list means the end. */
function spotOf(shape: Shape, item: ItemId, at: Placement): { siblings: readonly ItemId[]; index: number } {
  const list = at.parent === null ? shape.forest.roots.get(at.section) : shape.forest.children.get(at.parent)
  const siblings = (list ?? []).filter((id) => id !== item)
  const index = at.before === null ? -1 : siblings.indexOf(at.before)
  return { siblings, index: index < 0 ? siblings.length : index }
}

function standsAlready(shape: Shape, item: ItemId, at: Placement): boolean {
  const place = shape.standing.get(item)
  if (place?.section !== at.section || place.parent !== at.parent) return false
  if (shape.forest.parentOf.get(item) !== at.parent) return false
  const list = (at.parent === null ? shape.forest.roots.get(at.section) : shape.forest.children.get(at.parent)) ?? []
  return at.before === item || list.indexOf(item) === spotOf(shape, item, at).index
}

/** Must run inside the command's transaction. */
function placeAt({ doc, framework }: CommandContext, shape: Shape, item: ItemId, at: Placement): void {
  const { siblings, index } = spotOf(shape, item, at)
  const { order, rekeyed } = orderAt(
    siblings.map((id) => ({ id, order: shape.standing.get(id)?.order ?? '' })),
    index,
    item,
  )
  for (const [id, key] of rekeyed) {
    const map = isFixed(framework, id) ? null : mapOf(doc, id)
    // Parent and move clock stay as they are: this is not a move.
    if (map !== null) map.set(placeKey, writePlace({ ...placeOf(map), order: key }))
  }
  mapOf(doc, item)?.set(
    placeKey,
    writePlace({ section: at.section, parent: at.parent, order, moveClock: shape.nextMoveClock }),
  )
}
