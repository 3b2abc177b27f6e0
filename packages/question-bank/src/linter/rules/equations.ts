import {
  type Amount,
  type BoardView,
  computeTrees,
  type Item,
  type ItemId,
  isComputed,
  readAmount,
  writeAmount,
} from '@greenroom/board'
import type { Guide } from '../../schema/guide.ts'
import type { CaseRule, Fault } from '../lint-message.ts'

/** Two ways to estimate one quantity may differ by this factor. */
const mostApart = 3
/** How far a parent may differ from the result of its terms: it is written with two digits. */
const rounding = 0.06

/** The reference board as the board of a round reads it. Links and tombstones do not count here. */
function viewOf(items: Guide['referenceBoard']['items']): BoardView {
  const shown = new Map<ItemId, Item>()
  const roots = new Map<string, ItemId[]>()
  const children = new Map<ItemId, ItemId[]>()
  for (const { id, kind, text, fields, section, parent } of items) {
    const above = (parent ?? null) as ItemId | null
    shown.set(id as ItemId, { id: id as ItemId, kind, text, fields, links: [], section, parent: above, removed: false })
    if (above === null) roots.set(section, [...(roots.get(section) ?? []), id as ItemId])
    else children.set(above, [...(children.get(above) ?? []), id as ItemId])
  }
  return { items: shown, roots, children }
}

const isNear = (one: number, other: number): boolean =>
  Math.abs(one - other) <= rounding * Math.max(Math.abs(one), Math.abs(other))

/** Parents whose own number their terms do not produce. */
function misstated(
  fields: Readonly<Record<string, string>>,
  { low, mid, high }: Amount,
): 'low' | 'mid' | 'high' | null {
  const wanted = { low, mid, high }
  for (const field of ['low', 'mid', 'high'] as const) {
    const worked = wanted[field]
    const said = fields[field]
    const amount = said === undefined ? null : readAmount(said)
    if (said === undefined) continue
    if (amount === null || !isNear(amount.mid, worked)) return field
  }
  return null
}

export const equations: CaseRule = {
  id: 'equations',
  guarantees:
    'Equations on the reference board work out; parents say what their terms make; two ways to a number agree within a factor of three.',
  check: ({ case: { guide }, framework }) => {
    const kinds = new Set(
      framework.kinds
        .filter((kind) => isComputed(kind) && kind.fields.some(({ id }) => id === 'mid'))
        .map(({ id }) => id),
    )
    if (kinds.size === 0) return []
    const { items } = guide.referenceBoard
    const faults: Fault[] = []
    const at = (id: string) => ['guide', 'referenceBoard', 'items', items.findIndex((item) => item.id === id)]
    const computed = computeTrees(viewOf(items), framework)
    const tops: { readonly section: string; readonly id: string; readonly mid: number }[] = []
    for (const item of items) {
      if (!kinds.has(item.kind)) continue
      const one = computed.get(item.id as ItemId)
      if (one === undefined || !one.result.ok) {
        const why =
          one?.result.ok === false ? `${one.result.fault.kind} at ${one.result.fault.item}` : 'it has no number'
        faults.push({ at: at(item.id), message: `${item.id} cannot be worked out: ${why}` })
        continue
      }
      const said = one.fromBelow ? misstated(item.fields, one.result.amount) : null
      if (said !== null)
        faults.push({
          at: [...at(item.id), 'fields', said],
          message: `${item.id}: its terms come to ${writeAmount(one.result.amount)}, and its ${said} is “${item.fields[said]}”; correct one of them`,
        })
      if (item.parent === undefined) tops.push({ section: item.section, id: item.id, mid: one.result.amount.mid })
    }
    const sections = framework.sections.filter((section) => section.kinds.some((kind) => kinds.has(kind)))
    for (const section of sections)
      if (!items.some((item) => item.section === section.id && kinds.has(item.kind)))
        faults.push({
          at: ['guide', 'referenceBoard', 'items'],
          key: true,
          message: `the section ${section.title} has no equation`,
        })
    const [first, ...more] = sections.flatMap(({ id }) => tops.find((top) => top.section === id) ?? [])
    for (const other of more) {
      const factor = first === undefined ? 1 : Math.max(other.mid / first.mid, first.mid / other.mid)
      if (!(factor <= mostApart))
        faults.push({
          at: at(other.id),
          message: `${other.id} is a factor of ${factor.toPrecision(3)} from ${first?.id}; two ways may differ by ${mostApart}`,
        })
    }
    return faults
  },
}
