import { type Framework, frameworkSchema } from '@greenroom/board'
import type { FrameworkData } from '@greenroom/session'

const parsed = new WeakMap<FrameworkData, Framework>()

/** The framework that a log carries as data; parsed once for each such object. */
export function frameworkOf(data: FrameworkData): Framework {
  const known = parsed.get(data)
  if (known) return known
  const framework = frameworkSchema.parse(data)
  parsed.set(data, framework)
  return framework
}
