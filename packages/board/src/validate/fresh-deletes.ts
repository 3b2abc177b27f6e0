import * as Y from 'yjs'
import { seedClient } from '../document/keys.ts'
import type { FreshBlock } from './place-structs.ts'
import { Refused } from './refusals.ts'
import type { DeleteRange } from './scan-update.ts'
import type { UpdateCost } from './update-cost.ts'

export type FreshDeletes = {
  readonly ranges: readonly DeleteRange[]
  /** Whether something was cut away. */
  readonly cut: boolean
}

/**
 * Cuts away deletions that the document already has. Everybody who may edit may delete anybody's work; what must be true is that the range
 * exists, in the document or this update, and that it is not one of the room's own items.
 */
export function cutKnownDeletes(
  doc: Y.Doc,
  deletes: readonly DeleteRange[],
  fresh: readonly FreshBlock[],
  cost: UpdateCost,
): FreshDeletes {
  const ranges: DeleteRange[] = []
  let cut = false
  for (const range of deletes) {
    cost.range()
    const { client, clock } = range
    const end = clock + range.length
    const structs = doc.store.clients.get(client)
    const state = structs === undefined ? 0 : Y.getState(doc.store, client)
    if (end > state && end > (fresh.find((part) => part.block.client === client)?.end ?? 0))
      throw new Refused('gap', `deletes up to ${end} of client ${client}, but only ${state} are held`)
    const before = ranges.length
    if (structs !== undefined && clock < state) addStanding(structs, client, clock, Math.min(end, state), ranges, cost)
    if (client === seedClient && ranges.length > before)
      throw new Refused('forbidden-content', "deletes what is the room's own")
    if (end > state) addRange(ranges, client, Math.max(clock, state), end)
    const only = ranges[before]
    if (ranges.length !== before + 1 || only?.clock !== clock || only.length !== range.length) cut = true
    else ranges[before] = range
  }
  return { ranges, cut }
}

/** Adds the parts of [clock, end) that are not deleted. */
function addStanding(
  structs: (Y.Item | Y.GC)[],
  client: number,
  clock: number,
  end: number,
  ranges: DeleteRange[],
  cost: UpdateCost,
): void {
  for (let i = Y.findIndexSS(structs, clock); i < structs.length; i++) {
    const struct = structs[i]
    if (struct === undefined || struct.id.clock >= end) return
    cost.range()
    if (struct.deleted) continue
    if (struct.id.clock < clock) cost.split(client)
    if (struct.id.clock + struct.length > end) cost.split(client)
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) cost.deletedType(struct.content.type)
    addRange(ranges, client, Math.max(clock, struct.id.clock), Math.min(end, struct.id.clock + struct.length))
  }
}

/** Adds [clock, end), joined to any range that ends there. */
function addRange(ranges: DeleteRange[], client: number, clock: number, end: number): void {
  const last = ranges.at(-1)
  if (last !== undefined && last.client === client && last.clock + last.length === clock)
    ranges[ranges.length - 1] = { client, clock: last.clock, length: end - last.clock }
  else ranges.push({ client, clock, length: end - clock })
}
