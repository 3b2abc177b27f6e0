import { frameworkRegistry } from '@greenroom/frameworks'
import type { PracticeRecord } from './progress.ts'

/** How many of the newest levels of a dimension count. */
const newest = 3

export type Weakness = {
  readonly id: string
  readonly title: string
  /** The mean of the newest levels, 1 to 4. */
  readonly level: number
  readonly category: string
  /** Companies and cases on which it was scored. */
  readonly companies: readonly string[]
  readonly cases: readonly string[]
}

const levelOf = ({ own, given }: PracticeRecord['dimensions'][number]): number | null =>
  // Where nobody else scored, as in solo, one's own level is all there is.
  typeof given === 'number' ? given : given === null && typeof own === 'number' ? own : null

/**
 * The dimensions below the top level, the one with the lowest level first: the mean of its newest three, by the interviewer if there was
 * one. In a tie, the one that was scored last, then the rubric's order. Empty when nothing was scored, or everything is at the top.
 * @param records newest first.
 */
export function weakestDimensions(records: readonly PracticeRecord[]): readonly Weakness[] {
  const found = new Map<string, { readonly levels: number[]; readonly of: PracticeRecord[]; readonly title: string }>()
  for (const record of records) {
    for (const dimension of record.dimensions) {
      const level = levelOf(dimension)
      if (level === null) continue
      const known = found.get(dimension.id) ?? { levels: [], of: [], title: dimension.title }
      known.levels.push(level)
      known.of.push(record)
      found.set(dimension.id, known)
    }
  }
  return [...found]
    .map(([id, { levels, of, title }]): Weakness => {
      const counted = levels.slice(0, newest)
      return {
        id,
        title,
        level: counted.reduce((sum, each) => sum + each, 0) / counted.length,
        category: of[0]?.case.category ?? '',
        companies: [...new Set(of.map((record) => record.case.company))],
        cases: [...new Set(of.map((record) => record.case.id))],
      }
    })
    .filter(({ level }) => level < 4)
    .sort((a, b) => a.level - b.level)
}

/** The first of them. */
export function weakestDimension(records: readonly PracticeRecord[]): Weakness | null {
  return weakestDimensions(records)[0] ?? null
}

/** What the draw reads of a case. */
type Drawable = { readonly caseId: string; readonly category: string; readonly company: string }

/** A draw among `left` cases of a category. `except`: cases of the category that are excluded, in addition to seen ones. */
export type WeaknessDraw = { readonly category: string; readonly except: readonly string[]; readonly left: number }

const scores = (category: string, dimension: string): boolean =>
  frameworkRegistry.categoryOf(category)?.weights.some(({ id }) => id === dimension) === true

/**
 * Where the same weakness can be practised on another product: among unseen cases, by other companies, of the category in which it showed;
 * otherwise of the other categories that score this dimension, those with the most cases first; otherwise by the same companies. `null`
 * when no unseen case is left.
 */
export function drawForWeakness(
  weakness: Weakness,
  cases: readonly Drawable[],
  seen: ReadonlySet<string>,
): WeaknessDraw | null {
  const unseen = cases.filter(({ caseId }) => !seen.has(caseId) && !weakness.cases.includes(caseId))
  const isOther = ({ company }: Drawable): boolean => !weakness.companies.includes(company)
  const drawFrom = (category: string, allows: (one: Drawable) => boolean): WeaknessDraw | null => {
    const there = unseen.filter((one) => one.category === category)
    const meant = there.filter(allows)
    if (meant.length === 0) return null
    const except = cases.filter((one) => one.category === category && !meant.includes(one)).map(({ caseId }) => caseId)
    return { category, except: except.filter((id) => !seen.has(id)), left: meant.length }
  }
  const elsewhere = [...new Set(cases.map(({ category }) => category))]
    .filter((category) => category !== weakness.category && scores(category, weakness.id))
    .flatMap((category) => drawFrom(category, isOther) ?? [])
    .sort((a, b) => b.left - a.left)
  return drawFrom(weakness.category, isOther) ?? elsewhere[0] ?? drawFrom(weakness.category, () => true)
}
