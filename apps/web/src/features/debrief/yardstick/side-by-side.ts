import { type BoardView, type Framework, type Item, readOutline } from '@greenroom/board'
import type { ReferenceItem } from '@greenroom/question-bank'
import { comparedCards } from '@greenroom/replay'

export type Placed<T> = { readonly card: T; readonly depth: number }

/** A section with its cards on the round's board and on the reference board, each in its own order; depth counts from 0. */
export type SectionPair = {
  readonly id: string
  readonly title: string
  readonly own: readonly Placed<Item>[]
  readonly reference: readonly Placed<ReferenceItem>[]
}

function depthOf(item: ReferenceItem, byId: ReadonlyMap<string, ReferenceItem>): number {
  let depth = 0
  // A cycle of parents in an author's file would never end.
  for (let one = byId.get(item.parent ?? ''); one !== undefined && depth < 6; one = byId.get(one.parent ?? ''))
    depth += 1
  return depth
}

/** Both boards by section, so that cards that may answer one another are side by side. Sections that neither has are left out. */
export function sectionPairs(
  view: BoardView,
  framework: Framework,
  items: readonly ReferenceItem[],
): readonly SectionPair[] {
  const byId = new Map(items.map((item) => [item.id, item]))
  const outline = readOutline(view, framework)
  return framework.sections
    .map(({ id, title }): SectionPair => {
      const rows = outline.filter((one) => one.id === id).flatMap((one) => one.rows)
      const compared = new Set(comparedCards(rows.map(({ item }) => item)))
      return {
        id,
        title,
        own: rows.filter(({ item }) => compared.has(item)).map(({ item, depth }) => ({ card: item, depth })),
        reference: items.filter(({ section }) => section === id).map((card) => ({ card, depth: depthOf(card, byId) })),
      }
    })
    .filter(({ own, reference }) => own.length + reference.length > 0)
}
