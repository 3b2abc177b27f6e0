import type { Category } from '../category.ts'
import type { Seniority } from '../seniorities.ts'

/**
 * Whether interviews at this seniority usually include such a case: its category says at which seniorities it is met, the hardest are not
 * for beginners, and the easiest are not for group leads. An opinion, like the difficulty.
 */
export function isAskedAt(
  seniority: Seniority,
  category: Pick<Category, 'askedAt'> | null,
  difficulty: 'easy' | 'medium' | 'hard',
): boolean {
  if (category === null || !category.askedAt.includes(seniority)) return false
  return seniority === 'apm' ? difficulty !== 'hard' : seniority === 'group' ? difficulty !== 'easy' : true
}
