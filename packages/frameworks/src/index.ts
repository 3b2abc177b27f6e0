import { categoryList } from './category-list.ts'
import { createFrameworkRegistry } from './registry.ts'

export { type Category, type CategoryPhase, categorySchema, type DimensionWeight, defineCategory } from './category.ts'
export { faultsOfCategory } from './category-faults.ts'
export { createFrameworkRegistry, type FrameworkRegistry } from './registry.ts'

/** The registry of the files in `categories/`. */
export const frameworkRegistry = createFrameworkRegistry(categoryList)
export const { categories, frameworks, categoryOf, frameworkOf } = frameworkRegistry
