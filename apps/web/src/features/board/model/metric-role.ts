import type { Item, ItemKind } from '@greenroom/board'

/** The field that says what a metric is for, in frameworks that have a metrics tree. */
export const roleField = 'metricKind'
/** The field with the value at which one acts. */
const targetField = 'threshold'

export type MetricRole = { readonly value: string; readonly label: string }

const choicesOf = (kind: ItemKind): readonly MetricRole[] => {
  const field = kind.fields.find((one) => one.id === roleField)
  return field?.type === 'choice' ? field.choices : []
}

/** The roles that a card of this kind may have; none for kinds that are not metrics. */
export const rolesOf = choicesOf

/** What a card shows about itself in every density: its role, and the value at which one acts. */
export function roleOf(kind: ItemKind, item: Item): { readonly role: MetricRole | null; readonly target: string } {
  const choices = choicesOf(kind)
  const value = item.fields[roleField] ?? ''
  const hasTarget = choices.length > 0 && kind.fields.some((field) => field.id === targetField)
  return {
    role: choices.find((one) => one.value === value) ?? null,
    target: hasTarget ? (item.fields[targetField] ?? '').trim() : '',
  }
}
