import * as Y from 'yjs'
import { rootName } from '../document/keys.ts'
import type { FreshBlock } from './place-structs.ts'
import { Refused, type ValidationLimits } from './refusals.ts'
import { content, type DeleteRange, type Struct, typeRef } from './scan-update.ts'
import { valuesFit } from './scan-value.ts'
import type { Spot } from './spot.ts'
import { isSeeded } from './struct-spot.ts'

/** Two people may fill one text at the same time, and neither can know: committed texts may be this many times the limit. */
const togetherFactor = 2

type TextGrowth = { readonly held: number; added: number }

/** What an update brings, summed up while its structs are visited. */
export type Sums = { readonly newItems: Set<string>; readonly texts: Map<object, TextGrowth> }

/** Whether a struct may be where it would go; throws when not. `length`: its clocks that are new. */
export function checkContent(doc: Y.Doc, struct: Struct, spot: Spot, length: number, sums: Sums): void {
  switch (spot.at) {
    case 'gone':
      return
    case 'text':
      if (struct.content === content.deleted) return
      if (struct.content !== content.string)
        throw new Refused('forbidden-content', 'something other than characters in a text')
      grow(sums, spot.owner, spot.held, length)
      return
    case 'board':
      if (isSeeded(doc, spot.name)) throw new Refused('forbidden-content', `${spot.name} is the room's own`)
      if (struct.content === content.deleted) return
      if (struct.content !== content.type || struct.typeRef !== typeRef.map)
        throw new Refused('forbidden-content', 'an item that is not a map')
      if (doc.share.get(rootName)?._map.has(spot.name) !== true) sums.newItems.add(spot.name)
      return
    case 'item': {
      const { key, fixed } = spot
      if (fixed && key.is !== 'field' && key.is !== 'link')
        throw new Refused('forbidden-content', `the ${key.is} of an item that is the room's own`)
      if (struct.content === content.deleted) return
      const fits =
        struct.content === content.any
          ? valuesFit(key, struct.values)
          : key.is === 'text' && struct.content === content.type && struct.typeRef === typeRef.text
      if (!fits) throw new Refused('forbidden-content', `no ${key.is}`)
    }
  }
}

function grow(sums: Sums, owner: object, held: number, by: number): void {
  const growth = sums.texts.get(owner)
  if (growth === undefined) sums.texts.set(owner, { held, added: by })
  else growth.added += by
}

/** Throws when there would be too many items, or too long a text. */
export function checkSums(
  doc: Y.Doc,
  sums: Sums,
  fresh: readonly FreshBlock[],
  deletes: readonly DeleteRange[],
  limits: ValidationLimits,
): void {
  if (sums.newItems.size > 0) {
    const items = sums.newItems.size + (doc.share.get(rootName)?._map.size ?? 0)
    if (items > limits.items && sums.newItems.size + standing(doc) > limits.items)
      throw new Refused('board-full', `${items} items`)
  }
  for (const [owner, { held, added }] of sums.texts) {
    const most = limits.textLength * togetherFactor
    if (added <= limits.textLength && held + added <= most) continue
    // What was typed and removed again may still be in the update, and replaced content makes room.
    const own = added - removedOfNew(owner, fresh, deletes)
    if (own > limits.textLength || held + own - removedOfHeld(doc, owner, deletes) > most)
      throw new Refused('update-too-large', 'a text that is too long')
  }
}

/** Entries of the board that are not deleted; tombstones count. */
function standing(doc: Y.Doc): number {
  let count = 0
  for (const entry of doc.share.get(rootName)?._map.values() ?? []) if (!entry.deleted) count++
  return count
}

function removedOfNew(owner: object, fresh: readonly FreshBlock[], deletes: readonly DeleteRange[]): number {
  let removed = 0
  for (const { block, from, offset } of fresh) {
    const ranges = deletes.filter((range) => range.client === block.client)
    let r = 0
    for (let i = from; i < block.structs.length; i++) {
      const struct = block.structs[i]
      if (struct === undefined || struct.content !== content.string) continue
      if (struct.spot?.at !== 'text' || struct.spot.owner !== owner) continue
      const start = struct.clock + (i === from ? offset : 0)
      const end = struct.clock + struct.length
      for (let range = ranges[r]; range !== undefined && range.clock < end; range = ranges[++r]) {
        removed += Math.max(0, Math.min(end, range.clock + range.length) - Math.max(start, range.clock))
        if (range.clock + range.length > end) break
      }
    }
  }
  return removed
}

function removedOfHeld(doc: Y.Doc, owner: object, deletes: readonly DeleteRange[]): number {
  let removed = 0
  for (const range of deletes) {
    const structs = doc.store.clients.get(range.client)
    if (structs === undefined || range.clock >= Y.getState(doc.store, range.client)) continue
    const end = range.clock + range.length
    for (let i = Y.findIndexSS(structs, range.clock); i < structs.length; i++) {
      const struct = structs[i]
      if (struct === undefined || struct.id.clock >= end) break
      if (!(struct instanceof Y.Item) || struct.deleted || struct.parent !== owner) continue
      removed += Math.min(end, struct.id.clock + struct.length) - Math.max(range.clock, struct.id.clock)
    }
  }
  return removed
}
