import * as Y from 'yjs'
import { rootName } from '../document/keys.ts'
import type { FreshBlock } from './place-structs.ts'
import { Refused, type UpdateAuthor, type ValidationLimits } from './refusals.ts'

/** What a struct takes in an encoded document in addition to its content: roughly its info byte and the ids of its neighbors. */
const bytesPerStruct = 10

/**
 * Throws `share-full` when the author alone would hold more of the board than one participant may. Removed content counts, too, because it
 * is still sent to everybody. Walks the document only when it contains more than one share altogether.
 */
export function checkShare(
  doc: Y.Doc,
  fresh: readonly FreshBlock[],
  brings: { readonly items: number; readonly structs: number; readonly bytes: number },
  limits: ValidationLimits,
  author: UpdateAuthor,
): void {
  const { share } = limits
  const { clients } = doc.store
  const isOwn = (client: number) => author.owns(client) || fresh.some((part) => part.block.client === client)
  const newClients = fresh.filter((part) => !clients.has(part.block.client)).length
  if (newClients > 0 && clients.size + newClients > share.clientIds) {
    let own = newClients
    for (const client of clients.keys()) if (isOwn(client)) own++
    if (own > share.clientIds) throw new Refused('share-full', `${own} Yjs clients of one participant`)
  }
  const entries = doc.share.get(rootName)?._map
  if (brings.items > 0 && entries !== undefined && entries.size + brings.items > share.items) {
    let own = brings.items
    for (const entry of entries.values()) if (isOwn(entry.id.client)) own++
    if (own > share.items) throw new Refused('share-full', `${own} items of one participant`)
  }
  let structs = brings.structs
  for (const [client, held] of clients) if (isOwn(client)) structs += held.length
  if (structs > share.structs) throw new Refused('share-full', `${structs} structs of one participant`)
  if (limits.documentBytes + brings.bytes <= share.bytes) return
  let bytes = brings.bytes
  for (const [client, held] of clients) {
    if (!isOwn(client)) continue
    for (const struct of held) bytes += bytesPerStruct + contentBytes(struct)
  }
  if (bytes > share.bytes) throw new Refused('share-full', `about ${bytes} bytes of one participant`)
}

function contentBytes(struct: Y.Item | Y.GC): number {
  if (!(struct instanceof Y.Item)) return 0
  const { content } = struct
  if (content instanceof Y.ContentString) return content.str.length
  if (!(content instanceof Y.ContentAny)) return 0
  return content.arr.reduce((sum: number, value: unknown) => sum + (typeof value === 'string' ? value.length : 4), 0)
}
