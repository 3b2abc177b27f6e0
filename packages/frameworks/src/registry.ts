import type { Framework } from '@greenroom/board'
import type { Category } from './category.ts'
import { type CoverageRuleId, coverageRules } from './coverage/coverage-rules.ts'

export type FrameworkRegistry = {
  /** In the order in which lists show them. */
  readonly categories: readonly Category[]
  readonly frameworks: readonly Framework[]
  readonly categoryOf: (categoryId: string) => Category | null
  readonly frameworkOf: (categoryId: string) => Framework | null
  /** The rules of coverage for a board of this framework; all of them for a framework of an older or another Greenroom. */
  readonly coverageRulesFor: (framework: Pick<Framework, 'id'>) => readonly CoverageRuleId[]
}

/** Throws when two categories, or two frameworks, share an id. */
export function createFrameworkRegistry(list: readonly Category[]): FrameworkRegistry {
  const categories = [...list].sort((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1))
  const byId = new Map<string, Category>()
  for (const category of categories) {
    if (byId.has(category.id)) throw new Error(`two categories are called ${category.id}`)
    byId.set(category.id, category)
  }
  const frameworkIds = new Set(categories.map((category) => category.framework.id))
  if (frameworkIds.size < categories.length) throw new Error('two categories share the id of a framework')
  return {
    categories,
    frameworks: categories.map((category) => category.framework),
    categoryOf: (categoryId) => byId.get(categoryId) ?? null,
    frameworkOf: (categoryId) => byId.get(categoryId)?.framework ?? null,
    coverageRulesFor: ({ id }) =>
      categories.find(({ framework }) => framework.id === id)?.coverage ?? coverageRules.map((rule) => rule.id),
  }
}
