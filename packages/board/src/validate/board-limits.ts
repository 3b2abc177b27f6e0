import { contentLimits } from '../document/keys.ts'

/**
 * What a board may hold and what one update may bring, the same for every board. Bytes are bytes, lengths UTF-16 units; all counts include
 * removed content, which a Yjs document keeps.
 */
export const boardLimits = {
  /** One Yjs update. */
  updateBytes: 256 * 1024,
  /** What applying one update may cost, in roughly microseconds: `update-cost.ts`. */
  updateCost: 50_000,
  /** Yjs clients whose new structs one update may bring: what the log's entry has room for. */
  clientsPerUpdate: 64,
  /** One board, encoded. */
  boardBytes: 2 * 1024 * 1024,
  items: contentLimits.items,
  textLength: contentLimits.textLength,
  clientIds: 5000,
  /** Yjs structs of one board, and of one text or one entry's history. */
  structs: 60_000,
  structsPerList: 4_000,
  /** What one participant may hold of a board, so that nobody fills it for the others. */
  share: { clientIds: 2500, items: 1000, structs: 30_000, bytes: 1024 * 1024 },
} as const
