import { categoryList } from './category-list.ts'
import { createFrameworkRegistry } from './registry.ts'

export type { CaseDemands } from './case-demands.ts'
export { type Category, type CategoryPhase, categorySchema, type DimensionWeight, defineCategory } from './category.ts'
export { faultsOfCategory } from './category-faults.ts'
export type { CoverageRuleId } from './coverage/coverage-rules.ts'
export { type Finding, readCoverage } from './coverage/read-coverage.ts'
export { isAskedAt } from './levels/asked-at.ts'
export { createFrameworkRegistry, type FrameworkRegistry } from './registry.ts'
export { type Seniority, seniorities } from './seniorities.ts'

/** The registry of the files in `categories/`. */
export const frameworkRegistry = createFrameworkRegistry(categoryList)
export const { categories, frameworks, categoryOf, frameworkOf, coverageRulesFor } = frameworkRegistry
