import { z } from 'zod'
import type { Guide } from './interview-case.ts'

/** The yardstick of a debrief: which card of a round's board is compared with which item of its case's reference board. */

/** `card`: this card of the board answers the item; `none`: no card does; `proposed`: back to what the matcher proposes. */
export const pairSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), item: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('proposed') }),
])
export type Pair = z.infer<typeof pairSchema>

/** What people said about pairs: a card of the board by item of the reference board. `null`: none answers it. */
export type PairCorrections = Readonly<Record<string, string | null>>

const referenceSchema = z.object({ referenceBoard: z.object({ items: z.array(z.object({ id: z.string() })) }) })

/** Whether a guide's reference board has such an item. Guides of older sessions may have no reference board. */
export function hasReferenceItem(guide: Guide | null, reference: string): boolean {
  const read = referenceSchema.safeParse(guide)
  return read.success && read.data.referenceBoard.items.some(({ id }) => id === reference)
}

/** What was said about one item of the reference board. */
export function pairOf(pairs: PairCorrections, reference: string): Pair {
  if (!Object.hasOwn(pairs, reference)) return { kind: 'proposed' }
  const item = pairs[reference]
  return item == null ? { kind: 'none' } : { kind: 'card', item }
}
