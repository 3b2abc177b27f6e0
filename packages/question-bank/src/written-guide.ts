import { isPlaceholder } from './placeholder.ts'
import { type Guide, guideSchema } from './schema/guide.ts'

/** Lists that may be shorter: an entry that its author has not finished is left out. */
const optional = [
  'clarifying',
  'facts',
  'hints',
  'probes',
  'curveballs',
  'mistakes',
  'drills',
  'samples',
  'tradeOffs',
  'implications',
  'sampleBoards',
  'competencies',
] as const satisfies readonly (keyof Guide)[]

/** What stands where an author has to write and has not. */
export const notWritten = 'Not written yet'

const holdsPlaceholder = (value: unknown): boolean => {
  if (typeof value === 'string') return isPlaceholder(value)
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsPlaceholder)
}

const replaced = (value: unknown): unknown => {
  if (typeof value === 'string') return isPlaceholder(value) ? notWritten : value
  if (Array.isArray(value)) return value.map(replaced)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, replaced(part)]))
}

/**
 * What of a guide may be shown at a desk: nobody reads, or gives away, what the template asks its author for. Unfinished entries of
 * lists are gone; where something has to stand, it says that it was not written yet.
 */
export function writtenGuide(guide: Guide): Guide {
  if (!holdsPlaceholder(guide)) return guide
  const shorter: Record<string, unknown> = { ...guide }
  for (const list of optional) shorter[list] = guide[list].filter((one) => !holdsPlaceholder(one))
  return guideSchema.parse(replaced(shorter))
}

/** Whether `writtenGuide` leaves out this entry of the guide's list of that name. */
export function isLeftOut(list: string, entry: unknown): boolean {
  return optional.some((name) => name === list) && holdsPlaceholder(entry)
}
