import { categories } from '@greenroom/frameworks'

/** What a category tests, in one sentence. */
export function categorySentence(id: string): string {
  return categories.find((one) => one.id === id)?.description ?? ''
}

export function categoryTitle(id: string): string {
  return categories.find((one) => one.id === id)?.title ?? id
}
