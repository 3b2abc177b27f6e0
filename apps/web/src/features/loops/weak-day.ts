import type { PracticeRecord } from '../progress/progress.ts'
import { drawForWeakness, type Weakness, weakestDimensions } from '../progress/same-weakness.ts'

type Drawable = Parameters<typeof drawForWeakness>[1][number]

/**
 * What a day by the weakest dimensions draws from: the category with the lowest levels in this browser, among those that the track asks
 * for. Without levels, or without an unseen case, the category that the plan names.
 * @param place which of them: 0 is the weakest. When fewer are below the top level, the last of them.
 */
export function weakDay(
  records: readonly PracticeRecord[],
  mix: readonly { readonly category: string }[],
  cases: readonly Drawable[],
  seen: ReadonlySet<string>,
  otherwise: string,
  place: number,
): { readonly weakness: Weakness | null; readonly drawn: string } {
  const asked = new Set(mix.map(({ category }) => category))
  const weaknesses = weakestDimensions(records.filter((record) => asked.has(record.case.category)))
  const weakness = weaknesses[place] ?? weaknesses.at(-1) ?? null
  if (weakness === null) return { weakness, drawn: otherwise }
  const draw = drawForWeakness(
    weakness,
    cases.filter(({ category }) => asked.has(category)),
    seen,
  )
  return { weakness, drawn: draw?.category ?? otherwise }
}

/** Which of the weakest dimensions a day is about: each day the next one, and on the last day the weakest again. */
export function weakPlace(plan: readonly { readonly kind: string }[], day: number): number {
  const days = plan.flatMap(({ kind }, index) => (kind === 'weakest' ? [index] : []))
  const nth = days.indexOf(day)
  return nth === days.length - 1 ? 0 : Math.max(0, nth)
}
