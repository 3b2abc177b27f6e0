import type { Category } from '../category.ts'
import type { Seniority } from './seniorities.ts'

/**
 * Whether interviews at this seniority usually ask such a case: its category says at which ones it is met, the hardest are not for people
 * who begin, nor the easiest for people who lead groups. An opinion, like the difficulty.
 */
export function isAskedAt(
  seniority: Seniority,
  category: Pick<Category, 'askedAt'> | null,
  difficulty: 'easy' | 'medium' | 'hard',
): boolean {
  if (category === null || !category.askedAt.includes(seniority)) return false
  return seniority === 'apm' ? difficulty !== 'hard' : seniority === 'group' ? difficulty !== 'easy' : true
}
