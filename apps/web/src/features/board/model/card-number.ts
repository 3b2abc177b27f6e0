import {
  type BoardView,
  type ComputedItem,
  type ComputeFault,
  computeTrees,
  type Framework,
  type Item,
  type ItemId,
  isPowerKind,
  readSampleSize,
  type SampleFault,
  type SampleSize,
  writeAmount,
  writeNumber,
} from '@greenroom/board'
import { t } from '@lingui/core/macro'
import { short } from './board-words.ts'

/** What a board works out about one card, in words: the same on the screen, in a picture and on paper. */
export type CardNumber = {
  /** “= 1.2M (800k–1.9M) trips”, or what is missing. */
  readonly text: string
  /** Remarks below it, one per line: the leaf that matters most, what the card itself says. */
  readonly notes: readonly string[]
  readonly isFault: boolean
}

/** Fields whose numbers are already shown in the card's number line. */
export const numberFields: readonly string[] = ['value', 'low', 'mid', 'high', 'unit']

/** Two ways to one quantity that differ by more than this factor cannot both be roughly right. */
const farApart = 3

/** The number lines of every card for which the board works something out. Depends only on the view, so it is the same for everybody. */
export function readCardNumbers(view: BoardView, framework: Framework): ReadonlyMap<ItemId, CardNumber> {
  const numbers = new Map<ItemId, CardNumber>()
  const computed = computeTrees(view, framework)
  const apart = waysApart(view, framework, computed)
  for (const [id, one] of computed) {
    const words = wordsOf(id, one, view, apart.get(id) ?? null)
    if (words !== null) numbers.set(id, words)
  }
  const power = new Set(framework.kinds.filter(isPowerKind).map(({ id }) => id))
  if (power.size > 0)
    for (const item of view.items.values()) {
      const size = power.has(item.kind) ? readSampleSize(item) : null
      if (size !== null) numbers.set(item.id, sampleWords(size, fieldName(framework, item)))
    }
  return numbers
}

export function sameNumber(one: CardNumber | null, other: CardNumber | null): boolean {
  if (one === null || other === null) return one === other
  return one.text === other.text && one.isFault === other.isFault && one.notes.join('\n') === other.notes.join('\n')
}

const quoted = (view: BoardView, id: ItemId): string => short(view.items.get(id)?.text ?? '', 40) || t`an empty card`

function wordsOf(id: ItemId, one: ComputedItem, view: BoardView, apart: string | null): CardNumber | null {
  const { result, before, after } = one
  const beside = before !== null && after !== null ? `${writeAmount(before)} → ${writeAmount(after)}` : null
  if (!result.ok) {
    if (beside !== null) return { text: `= ${beside}`, notes: [], isFault: false }
    return { text: faultWords(result.fault, id, view), notes: [], isFault: true }
  }
  const { swing, stated } = one
  const { percent } = result.amount
  const notes = [
    ...(beside === null ? [] : [beside]),
    ...(stated === null ? [] : [t`The card says ${writeAmount(stated)}`]),
    ...(swing === null
      ? []
      : [
          t`“${quoted(view, swing.item)}” moves it most: ${writeNumber(swing.from, percent)} to ${writeNumber(swing.to, percent)}`,
        ]),
    ...(apart === null ? [] : [apart]),
  ]
  return { text: `${one.fromBelow ? '= ' : ''}${writeAmount(result.amount)}`, notes, isFault: false }
}

function faultWords(fault: ComputeFault, at: ItemId, view: BoardView): string {
  const name = quoted(view, fault.item)
  switch (fault.kind) {
    case 'no-number':
      return fault.item === at ? t`No number yet` : t`No number in “${name}”`
    case 'unreadable':
      return t`“${short(fault.text, 24)}” in “${name}” is not a number`
    case 'order':
      return t`In “${name}”, low, best guess and high are not in order`
    case 'no-operator':
      return t`Choose +, −, × or ÷ for “${name}”`
    case 'mixed-operators':
      return t`Under “${name}”, some add and some multiply. Put the sum one level lower`
    case 'no-start':
      return t`Under “${name}”, there is nothing to subtract from or to divide`
    case 'divides-by-zero':
      return t`“${name}” can be zero, and nothing can be divided by zero`
    case 'units':
      return t`“${name}” and “${quoted(view, fault.other)}” have different units. Convert one of them`
    case 'too-large':
      return t`The number for “${name}” is too large`
  }
}

/** For the top of a second equation of terms: how far it is from the first, in words. */
function waysApart(
  view: BoardView,
  framework: Framework,
  computed: ReadonlyMap<ItemId, ComputedItem>,
): ReadonlyMap<ItemId, string> {
  const tops = framework.sections.flatMap(({ id }) => {
    const top = (view.roots.get(id) ?? []).flatMap((root) => {
      const one = computed.get(root)
      const isTerm = view.items.get(root)?.kind === 'term'
      return isTerm && one?.result.ok ? [{ root, mid: one.result.amount.mid }] : []
    })
    return top.slice(0, 1)
  })
  const [first, ...more] = tops
  const apart = new Map<ItemId, string>()
  if (first === undefined || first.mid <= 0) return apart
  for (const { root, mid } of more) {
    if (mid <= 0) continue
    const factor = Math.max(mid / first.mid, first.mid / mid)
    const by = writeNumber(Number(factor.toPrecision(2)))
    if (factor < 1.05) apart.set(root, t`The same as the first way`)
    else if (factor <= farApart) apart.set(root, t`Within a factor of ${by} of the first way`)
    else apart.set(root, t`Off by a factor of ${by} from the first way: find out which one is wrong`)
  }
  return apart
}

const fieldName = (framework: Framework, item: Item) => {
  const kind = framework.kinds.find(({ id }) => id === item.kind)
  return (field: string): string => kind?.fields.find(({ id }) => id === field)?.label ?? field
}

function sampleWords(size: SampleSize, nameOf: (field: string) => string): CardNumber {
  if (!size.ok) return { text: sampleFaultWords(size.fault, nameOf), notes: [], isFault: true }
  const { perGroup, total, days, stated } = size
  const whole = (count: number): string => count.toLocaleString('en-GB')
  const weeks = days === null ? 0 : Math.ceil(days / 7)
  return {
    text: t`≈ ${whole(perGroup)} per group, ${whole(total)} in all`,
    notes: [
      ...(days === null ? [] : [t`Days needed: ${whole(days)}; in whole weeks: ${whole(weeks)}`]),
      ...(stated.perGroup === null ? [] : [t`The card says ${whole(stated.perGroup)} per group`]),
      ...(stated.days === null ? [] : [t`The card says ${whole(stated.days)} days`]),
    ],
    isFault: false,
  }
}

function sampleFaultWords(fault: SampleFault, nameOf: (field: string) => string): string {
  const name = nameOf(fault.field)
  switch (fault.kind) {
    case 'no-number':
      return t`No number in “${name}” yet`
    case 'unreadable':
      return t`“${short(fault.text, 24)}” in “${name}” is not a number`
    case 'no-variance':
      return t`“${name}” must be a share between 0% and 100%, or the spread of a mean above 0`
    case 'no-effect':
      return t`“${name}” must not be zero`
    case 'too-few':
      return t`“${name}” is too small`
  }
}
