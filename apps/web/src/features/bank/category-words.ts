import { categories } from '@greenroom/frameworks'

export function categoryTitle(id: string): string {
  return categories.find((one) => one.id === id)?.title ?? id
}
