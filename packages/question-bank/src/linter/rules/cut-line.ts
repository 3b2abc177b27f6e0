import type { ReferenceItem } from '../../schema/reference-board.ts'
import type { CaseRule, Fault } from '../lint-message.ts'
import { computed, namedValues, numbersIn } from '../numbers.ts'

type Placed = { readonly index: number; readonly item: ReferenceItem }

const isAbove = ({ item }: Placed): boolean => item.fields.verdict === 'above'
const at = (index: number) => ['guide', 'referenceBoard', 'items', index, 'id']

/** The first number in a field: “8 weeks” is 8. `null` for a field without one. */
const amountIn = (field: string | undefined): number | null => numbersIn(field ?? '')[0]?.value ?? null

function effortFaults(bets: readonly Placed[], capacities: readonly Placed[]): Fault[] {
  const faults: Fault[] = []
  for (const { index, item } of bets)
    if (item.fields.verdict !== 'refused' && amountIn(item.fields.effort) === null)
      faults.push({
        at: at(index),
        message: `the bet ${item.id} needs its effort as a number: a line cannot be drawn without it`,
      })
  for (const { index, item } of capacities)
    if (amountIn(item.fields.available) === null)
      faults.push({ at: at(index), message: `the capacity ${item.id} needs what is available as a number` })
  const [first] = capacities
  if (faults.length > 0 || first === undefined) return faults
  const available = capacities.reduce((sum, { item }) => sum + (amountIn(item.fields.available) ?? 0), 0)
  const used = bets.filter(isAbove).reduce((sum, { item }) => sum + (amountIn(item.fields.effort) ?? 0), 0)
  if (used > available)
    return [
      {
        at: at(first.index),
        message: `the bets above the line take ${used}, and ${first.item.id} has ${available}; move one below`,
      },
    ]
  return bets.flatMap(({ index, item }) => {
    const effort = amountIn(item.fields.effort) ?? 0
    return item.fields.verdict === 'next' && used + effort <= available
      ? [
          {
            at: at(index),
            message: `${item.id} is below the line and would still fit: ${used} and ${effort} are at most ${available}; move it above, or say “below” and why`,
          },
        ]
      : []
  })
}

function reachFaults(
  targets: readonly Placed[],
  bets: readonly Placed[],
  numbers: ReadonlyMap<string, number>,
): Fault[] {
  return targets.flatMap(({ index, item }) => {
    const before = computed(item.value?.before, numbers)
    const after = computed(item.value?.after, numbers)
    if (before === null || after === null)
      return [
        {
          at: at(index),
          message: `the target ${item.id} needs its value: { before: where it would be without us, after: the target }`,
        },
      ]
    const gains = bets
      .filter(isAbove)
      .filter((bet) => bet.item.links.some(({ kind, to }) => kind === 'raises' && to === item.id))
      .map((bet) => computed(bet.item.value?.now, numbers) ?? 0)
    const carried = gains.reduce((sum, gain) => sum + gain, 0)
    const wanted = Math.abs(after - before)
    const within = (item.value?.within ?? 0) + 1e-9
    return wanted <= carried + within
      ? []
      : [
          {
            at: at(index),
            message: `${item.id} goes ${Number(wanted.toPrecision(6))} further than without us, and the bets above the line carry ${Number(carried.toPrecision(6))}; lower it, or give the bets their value`,
          },
        ]
  })
}

/** Applies wherever a framework has bets with a verdict, whatever its category is called. */
export const cutLine: CaseRule = {
  id: 'cut-line',
  guarantees:
    'Bets above the line fit into the capacity, the first below does not, and together they carry each target.',
  check: ({ case: { guide }, framework }) => {
    const kind = framework.kinds.find(({ id }) => id === 'bet')
    if (kind === undefined || !kind.fields.some(({ id }) => id === 'verdict')) return []
    const of = (id: string): Placed[] =>
      [...guide.referenceBoard.items.entries()].flatMap(([index, item]) => (item.kind === id ? [{ index, item }] : []))
    const [bets, capacities, targets] = [of('bet'), of('capacity'), of('target')]
    const missing = [
      ['capacity', capacities],
      ['target', targets],
      ['bet', bets],
    ] as const
    const board = ['guide', 'referenceBoard', 'items']
    const faults: Fault[] = missing.flatMap(([name, found]) =>
      found.length > 0 ? [] : [{ at: board, key: true, message: `the board has no ${name}` }],
    )
    if (bets.length > 0 && bets.every(isAbove))
      faults.push({ at: board, key: true, message: 'every bet is above the line; show what is refused' })
    return [
      ...faults,
      ...effortFaults(bets, capacities),
      ...reachFaults(targets, bets, namedValues(guide.reconciliation)),
    ]
  },
}
