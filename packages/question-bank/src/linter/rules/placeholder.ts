import { isPlaceholder, readPlaceholder } from '../../placeholder.ts'
import type { CaseRule, Fault } from '../lint-message.ts'

function walk(value: unknown, at: readonly (string | number)[]): Fault[] {
  if (typeof value === 'string') {
    if (!isPlaceholder(value)) return []
    // Everybody reads the title and the prompt: while those are unwritten, there is no case yet.
    const broken = at[0] === 'public' && (at[1] === 'title' || at[1] === 'prompt')
    return [{ at, message: `not written yet: ${readPlaceholder(value)}`, broken }]
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => walk(item, [...at, index]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]) => walk(item, [...at, key]))
}

export const placeholder: CaseRule = {
  id: 'placeholder',
  guarantees: 'No template text in square brackets is left.',
  check: ({ case: interviewCase }) => walk(interviewCase, []),
}
