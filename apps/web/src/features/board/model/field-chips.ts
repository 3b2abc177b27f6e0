import type { Field, Item } from '@greenroom/board'

export type FieldChip = {
  readonly field: string
  readonly label: string
  readonly value: string
  readonly choice: boolean
}

/** Fields with content, as they are shown on a card. */
export function fieldChips(fields: readonly Field[], item: Item, except: readonly string[] = []): readonly FieldChip[] {
  return fields.flatMap((field): FieldChip[] => {
    const value = item.fields[field.id] ?? ''
    if (value === '' || except.includes(field.id)) return []
    const choice = field.type === 'choice' ? field.choices.find((one) => one.value === value) : undefined
    return [{ field: field.id, label: field.label, value: choice?.label ?? value, choice: choice !== undefined }]
  })
}
