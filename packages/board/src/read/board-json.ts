import type { BoardView, ItemId } from '../document/board-view.ts'
import type { Framework } from '../document/framework.ts'
import { computeTrees } from './compute-tree.ts'
import { readOutline } from './outline.ts'

export type BoardJson = {
  readonly framework: { readonly id: string; readonly version: number; readonly title: string }
  readonly sections: readonly {
    readonly id: string
    readonly title: string
    /** In reading order, each item after its parent: a flat list, because a tree may be deeper than JSON parsers can nest. */
    readonly items: readonly {
      readonly id: ItemId
      readonly kind: string
      readonly text: string
      readonly fields: Readonly<Record<string, string>>
      readonly links: readonly { readonly kind: string; readonly to: ItemId }[]
      readonly parent: ItemId | null
      /** What the board works out for it, if it does; shares as fractions of one. */
      readonly computed?: { readonly low: number; readonly mid: number; readonly high: number; readonly unit: string }
    }[]
  }[]
}

/** A board as plain JSON data, for export. */
export function boardToJson(view: BoardView, framework: Framework): BoardJson {
  const computed = computeTrees(view, framework)
  const computedOf = (id: ItemId) => {
    const result = computed.get(id)?.result
    if (!result?.ok) return {}
    const { low, mid, high, unit } = result.amount
    return { computed: { low, mid, high, unit } }
  }
  return {
    framework: { id: framework.id, version: framework.version, title: framework.title },
    sections: readOutline(view, framework).map(({ id, section, rows }) => ({
      id,
      title: section?.title ?? id,
      items: rows.map(({ item }) => ({
        id: item.id,
        kind: item.kind,
        text: item.text,
        fields: { ...item.fields },
        links: item.links.map((link) => ({ ...link })),
        parent: item.parent,
        ...computedOf(item.id),
      })),
    })),
  }
}
