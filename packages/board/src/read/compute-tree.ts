import type { BoardView, Item, ItemId } from '../document/board-view.ts'
import type { Framework, ItemKind } from '../document/framework.ts'
import { readOutline } from './outline.ts'
import { type Amount, combineUnits, middleOf, readAmount, sameUnit } from './quantity.ts'

/**
 * The results of a board's trees. A tree computes when its kind of item has the field `operator` (plus, minus, times, over: how the item
 * goes into its parent) and contains numbers: in `low`, `mid` and `high`, or in `value`, with an optional `unit`; and, computed beside
 * them, in `before` and `after`. A pure function of the view, so everybody sees the same, in a replay too.
 *
 * Items below a parent are taken in order: a sum of those that add and subtract, or a product of those that multiply and divide. The first
 * needs no operator. Guardrails and counter-metrics are not part of the arithmetic.
 */

const operatorField = 'operator'
const rangeFields = ['low', 'mid', 'high'] as const
const operators = ['plus', 'minus', 'times', 'over'] as const
type Operator = (typeof operators)[number]

/** Why there is no number, and the item that is to blame. */
export type ComputeFault =
  /** Nothing to compute with. */
  | { readonly kind: 'no-number'; readonly item: ItemId }
  /** A field contains words that are not a number. */
  | { readonly kind: 'unreadable'; readonly item: ItemId; readonly text: string }
  /** Low is above mid or high, or mid above high. */
  | { readonly kind: 'order'; readonly item: ItemId }
  | { readonly kind: 'no-operator'; readonly item: ItemId }
  /** Below this parent some items add or subtract, and others multiply or divide. */
  | { readonly kind: 'mixed-operators'; readonly item: ItemId }
  /** Below this parent there is nothing to subtract from, or to divide. */
  | { readonly kind: 'no-start'; readonly item: ItemId }
  /** The divisor is zero, or may be within its low and high. */
  | { readonly kind: 'divides-by-zero'; readonly item: ItemId }
  /** Two units that cannot be added. */
  | { readonly kind: 'units'; readonly item: ItemId; readonly other: ItemId }
  | { readonly kind: 'too-large'; readonly item: ItemId }

export type ComputeResult =
  | { readonly ok: true; readonly amount: Amount }
  | { readonly ok: false; readonly fault: ComputeFault }

/** How far one leaf alone moves a total: the total's middle with the leaf at its low and at its high, the smaller first. */
export type Swing = { readonly item: ItemId; readonly from: number; readonly to: number }

export type ComputedItem = {
  readonly result: ComputeResult
  /** Whether it is worked out from the items below, or is the item's own number. */
  readonly fromBelow: boolean
  /** The item's own number, if it also has a worked-out one and the two differ by more than a hundredth. */
  readonly stated: Amount | null
  /** For the top of a tree: the leaf whose own range moves it most. */
  readonly swing: Swing | null
  readonly before: Amount | null
  readonly after: Amount | null
}

/** Whether items of this kind take part in the arithmetic. */
export function isComputed(kind: ItemKind | undefined): boolean {
  const has = (id: string) => kind?.fields.some((field) => field.id === id) ?? false
  return has(operatorField) && ['value', 'mid', 'before'].some(has)
}

const fieldOf = (item: Item, field: string): string => (item.fields[field] ?? '').trim()
const isBlank = (item: Item): boolean =>
  item.text.trim() === '' && Object.values(item.fields).every((one) => one === '')
const standsBeside = (item: Item): boolean => ['guardrail', 'counter'].includes(item.fields.metricKind ?? '')

const isOperator = (value: string | undefined): value is Operator => operators.some((one) => one === value)

const good = (amount: Amount): ComputeResult => ({ ok: true, amount })
const bad = (fault: ComputeFault): ComputeResult => ({ ok: false, fault })

/** The number written on the item itself. `null` when its fields are empty. */
function ownAmount(item: Item): ComputeResult | null {
  const ends = rangeFields.map((field) => fieldOf(item, field))
  const texts = ends.some((text) => text !== '') ? ends : ['', fieldOf(item, 'value'), '']
  if (texts.every((text) => text === '')) return null
  const read = texts.map((text) => (text === '' ? null : readAmount(text)))
  const unread = texts.find((text, at) => text !== '' && read[at] === null)
  if (unread !== undefined) return bad({ kind: 'unreadable', item: item.id, text: unread })
  const [low, mid, high] = read
  const first = mid ?? low ?? high
  if (first === null || first === undefined) return null
  const ownUnit = fieldOf(item, 'unit')
  const asShare = ownUnit === '%' && !first.percent
  const scale = asShare ? 0.01 : 1
  const least = (low?.low ?? first.low) * scale
  const most = (high?.high ?? first.high) * scale
  const middle = mid ? mid.mid * scale : low && high ? middleOf(least, most) : first.mid * scale
  const unit = ownUnit === '' || ownUnit === '%' ? first.unit : ownUnit
  if (!(least <= middle && middle <= most)) return bad({ kind: 'order', item: item.id })
  return good({ low: least, mid: middle, high: most, percent: first.percent || asShare, unit })
}

type Part = { readonly item: Item; readonly operator: Operator; readonly amount: Amount }

const corners = (a: Amount, b: Amount, combine: (one: number, other: number) => number): readonly number[] =>
  [a.low, a.high].flatMap((one) => [b.low, b.high].map((other) => combine(one, other)))

function step(
  total: Amount,
  { operator, amount }: Pick<Part, 'operator' | 'amount'>,
): Pick<Amount, 'low' | 'mid' | 'high'> {
  const { low, mid, high } = amount
  switch (operator) {
    case 'plus':
      return { low: total.low + low, mid: total.mid + mid, high: total.high + high }
    case 'minus':
      return { low: total.low - high, mid: total.mid - mid, high: total.high - low }
    default: {
      const combine = operator === 'times' ? (a: number, b: number) => a * b : (a: number, b: number) => a / b
      const ends = corners(total, amount, combine)
      return { low: Math.min(...ends), mid: combine(total.mid, mid), high: Math.max(...ends) }
    }
  }
}

const isSum = (operator: Operator): boolean => operator === 'plus' || operator === 'minus'

/** What the parts make of their parent, in their order. */
function combined(parent: Item, parts: readonly Part[]): ComputeResult {
  const sum = parts.some(({ operator }) => isSum(operator))
  if (sum && parts.some(({ operator }) => !isSum(operator))) return bad({ kind: 'mixed-operators', item: parent.id })
  if (parts.every(({ operator }) => operator === 'minus') || parts.every(({ operator }) => operator === 'over'))
    return bad({ kind: 'no-start', item: parent.id })
  const zero = parts.find(({ operator, amount }) => operator === 'over' && amount.low <= 0 && amount.high >= 0)
  if (zero !== undefined) return bad({ kind: 'divides-by-zero', item: zero.item.id })
  const stated = fieldOf(parent, 'unit')
  let unit = stated === '%' ? '' : stated
  if (sum) {
    const first = parts.find((part) => part.amount.unit !== '')
    const other = parts.find((part) => part.amount.unit !== '' && !sameUnit(part.amount.unit, first?.amount.unit ?? ''))
    if (first !== undefined && other !== undefined)
      return bad({ kind: 'units', item: first.item.id, other: other.item.id })
    unit ||= first?.amount.unit ?? ''
  } else unit ||= combineUnits(parts.map(({ operator, amount }) => ({ unit: amount.unit, over: operator === 'over' })))
  const empty = { percent: false, unit: '' }
  const start: Amount = sum ? { low: 0, mid: 0, high: 0, ...empty } : { low: 1, mid: 1, high: 1, ...empty }
  let total = start
  for (const part of parts) total = { ...empty, ...step(total, part) }
  if (![total.low, total.mid, total.high].every(Number.isFinite)) return bad({ kind: 'too-large', item: parent.id })
  const percent =
    stated === '%' || (unit === '' && parts.every((part) => part.amount.percent && part.operator !== 'over'))
  return good({ ...total, percent, unit })
}

type Column = {
  readonly own: (item: Item) => ComputeResult | null
  readonly results: Map<ItemId, ComputeResult>
}

const columnOf = (own: Column['own']): Column => ({ own, results: new Map() })

/** A text field as a column of its own; words that are not a number are not a fault there. */
const quietColumn = (field: string): Column =>
  columnOf((item) => {
    const amount = readAmount(fieldOf(item, field))
    return amount === null ? null : good(amount)
  })

type Family = { readonly item: Item; readonly below: readonly Item[]; readonly operatorsSaid: boolean }

/** The first item, when it has no operator, is what the others are added to, or multiplied with. */
function partsOf(below: readonly Item[], amountOf: (item: Item) => Amount | null): readonly Part[] {
  const first = below.map(({ fields }) => fields[operatorField]).find(isOperator)
  const start = first !== undefined && isSum(first) ? 'plus' : 'times'
  return below.flatMap((item): readonly Part[] => {
    const said = item.fields[operatorField]
    const amount = amountOf(item)
    return amount === null ? [] : [{ item, operator: isOperator(said) ? said : start, amount }]
  })
}

function resultOf({ item, below, operatorsSaid }: Family, { own, results }: Column): ComputeResult {
  const stated = own(item)
  if (!operatorsSaid) {
    const named = below[1] ?? below[0]
    if (stated !== null) return stated
    return bad(named === undefined ? { kind: 'no-number', item: item.id } : { kind: 'no-operator', item: named.id })
  }
  const faulty = below.map(({ id }) => results.get(id)).find((result) => result?.ok === false)
  if (faulty !== undefined) return faulty
  const without = below.find(({ fields }, index) => index > 0 && !isOperator(fields[operatorField]))
  if (without !== undefined) return bad({ kind: 'no-operator', item: without.id })
  return combined(
    item,
    partsOf(below, ({ id }) => {
      const result = results.get(id)
      return result?.ok ? result.amount : null
    }),
  )
}

/** Works one column out from the leaves up. `families`: parents before the items below them. */
function work(families: readonly Family[], column: Column): void {
  for (const family of families.toReversed()) column.results.set(family.item.id, resultOf(family, column))
}

/** With more leaves than this, nobody asks which one matters most. */
const mostLeaves = 200

/** The total's middle with one leaf at another value, all others at their middles. Walks up from the leaf. */
function totalWith(
  leaf: ItemId,
  value: number,
  above: ReadonlyMap<ItemId, Family>,
  results: ReadonlyMap<ItemId, ComputeResult>,
): number | null {
  let [at, now] = [leaf, value]
  for (let family = above.get(at); family !== undefined; family = above.get(at)) {
    const parts = partsOf(family.below, ({ id }) => {
      const result = results.get(id)
      const mid = id === at ? now : result?.ok ? result.amount.mid : null
      return mid === null ? null : { low: mid, mid, high: mid, percent: false, unit: '' }
    })
    const made = combined({ ...family.item, fields: {} }, parts)
    if (!made.ok) return null
    now = made.amount.mid
    at = family.item.id
  }
  return now
}

/** For each leaf below `root`, how far its own low and high move the total; the widest range first. */
function swingsOf(
  root: ItemId,
  families: readonly Family[],
  results: ReadonlyMap<ItemId, ComputeResult>,
): readonly Swing[] {
  const above = new Map<ItemId, Family>()
  const within = new Set<ItemId>([root])
  const leaves: Item[] = []
  for (const family of families) {
    if (!within.has(family.item.id)) continue
    if (!family.operatorsSaid) leaves.push(family.item)
    else
      for (const child of family.below) {
        within.add(child.id)
        above.set(child.id, family)
      }
  }
  if (leaves.length > mostLeaves) return []
  return leaves
    .flatMap(({ id }): readonly Swing[] => {
      const result = results.get(id)
      if (!result?.ok || result.amount.low === result.amount.high) return []
      const ends = [result.amount.low, result.amount.high].map((value) => totalWith(id, value, above, results))
      const [one, other] = ends
      if (one === null || other === null || one === undefined || other === undefined) return []
      return [{ item: id, from: Math.min(one, other), to: Math.max(one, other) }]
    })
    .sort((a, b) => b.to - b.from - (a.to - a.from))
}

const differs = (one: Amount, other: Amount): boolean =>
  Math.abs(one.mid - other.mid) > 0.01 * Math.max(Math.abs(one.mid), Math.abs(other.mid))

/** The families of one section, parents first; only kinds that compute, without those that say nothing. */
function familiesOf(view: BoardView, rows: readonly Item[], computes: (item: Item) => boolean): readonly Family[] {
  const shown = rows.filter((item) => computes(item) && !isBlank(item))
  return shown.map((item) => {
    const below = (view.children.get(item.id) ?? [])
      .flatMap((id) => view.items.get(id) ?? [])
      .filter((child) => computes(child) && !isBlank(child) && !standsBeside(child))
    return { item, below, operatorsSaid: below.some((child) => isOperator(child.fields[operatorField])) }
  })
}

function topsOf(families: readonly Family[]): readonly ItemId[] {
  const below = new Set(families.flatMap((family) => family.below.map(({ id }) => id)))
  return families.flatMap(({ item }) => (below.has(item.id) ? [] : [item.id]))
}

/** Ids of a top item and everything that goes into it. */
function treeOf(top: ItemId, byId: ReadonlyMap<ItemId, Family>): readonly ItemId[] {
  const found: ItemId[] = []
  const stack = [top]
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    found.push(id)
    for (const child of (byId.get(id)?.below ?? []).toReversed()) stack.push(child.id)
  }
  return found
}

/**
 * Every item that has a number, or should have one because another item of its tree has; others are not in the result. A tree in which
 * nobody has written a number yet is left alone.
 */
export function computeTrees(view: BoardView, framework: Framework): ReadonlyMap<ItemId, ComputedItem> {
  const computing = new Set(framework.kinds.filter(isComputed).map(({ id }) => id))
  const strict = new Set(
    framework.kinds.filter(({ fields }) => fields.some(({ id }) => id === 'mid')).map(({ id }) => id),
  )
  const answer = new Map<ItemId, ComputedItem>()
  if (computing.size === 0) return answer
  const computes = (item: Item) => computing.has(item.kind)
  for (const { rows } of readOutline(view, framework)) {
    const families = familiesOf(
      view,
      rows.map(({ item }) => item),
      computes,
    )
    if (families.length === 0) continue
    const byId = new Map(families.map((family) => [family.item.id, family]))
    const now = columnOf(ownAmount)
    const columns = { now, before: quietColumn('before'), after: quietColumn('after') }
    for (const column of Object.values(columns)) work(families, column)
    for (const top of topsOf(families)) {
      const ids = treeOf(top, byId)
      const said = ids.some((id) => {
        const item = byId.get(id)?.item
        return item !== undefined && ownAmount(item) !== null
      })
      for (const id of ids) {
        const family = byId.get(id)
        if (family === undefined) continue
        const quiet = (column: Column): Amount | null => {
          const result = column.results.get(id)
          return result?.ok && family.operatorsSaid ? result.amount : null
        }
        const [before, after] = [quiet(columns.before), quiet(columns.after)]
        const result = now.results.get(id)
        if (result === undefined || (!said && (before === null || after === null))) continue
        // Metrics may be below one another without being a sum; terms of an equation may not.
        const isLoose = !result.ok && result.fault.kind === 'no-operator' && !family.operatorsSaid
        if (isLoose && !strict.has(family.item.kind)) continue
        const fromBelow = family.operatorsSaid
        const own = fromBelow ? ownAmount(family.item) : null
        const stated = own?.ok && result.ok && differs(own.amount, result.amount) ? own.amount : null
        const swing = said && id === top && fromBelow ? (swingsOf(top, families, now.results)[0] ?? null) : null
        answer.set(id, { result, fromBelow, stated, swing, before, after })
      }
    }
  }
  return answer
}
