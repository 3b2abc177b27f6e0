import { categories } from '@greenroom/frameworks'

export const categoryTitle = (id: string): string => categories.find((one) => one.id === id)?.title ?? id
