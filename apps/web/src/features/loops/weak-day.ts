import type { PracticeRecord } from '../progress/progress.ts'
import { drawForWeakness, type Weakness, weakestDimension } from '../progress/same-weakness.ts'

type Drawable = Parameters<typeof drawForWeakness>[1][number]

/**
 * What a day by the weakest dimension draws from: the category in which the lowest levels of this browser were given, among those that
 * the track asks for. Without levels, or without an unseen case, the category that the plan names.
 */
export function weakDay(
  records: readonly PracticeRecord[],
  mix: readonly { readonly category: string }[],
  cases: readonly Drawable[],
  seen: ReadonlySet<string>,
  otherwise: string,
): { readonly weakness: Weakness | null; readonly drawn: string } {
  const asked = new Set(mix.map(({ category }) => category))
  const weakness = weakestDimension(records.filter((record) => asked.has(record.case.category)))
  if (weakness === null) return { weakness, drawn: otherwise }
  const draw = drawForWeakness(
    weakness,
    cases.filter(({ category }) => asked.has(category)),
    seen,
  )
  return { weakness, drawn: draw?.category ?? otherwise }
}
