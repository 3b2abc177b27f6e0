import type { Field } from '@greenroom/board'

export function textField(id: string, label: string, placeholder = ''): Field {
  return { type: 'text', id, label, placeholder }
}

/** A choice whose values are kebab-case words and whose labels are what the screen says. */
export function choiceField(id: string, label: string, choices: Readonly<Record<string, string>>): Field {
  return {
    type: 'choice',
    id,
    label,
    choices: Object.entries(choices).map(([value, text]) => ({ value, label: text })),
  }
}

export const lowMediumHigh = { low: 'Low', medium: 'Medium', high: 'High' } as const
