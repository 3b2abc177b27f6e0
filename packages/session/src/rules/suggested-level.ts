/** What a judge has ticked in one dimension, and the help that was given. */
export type LevelSigns = {
  /** How many ticks the rubric has for the dimension, and how many of them were seen. */
  readonly ticks: number
  readonly ticked: number
  /** The best level that each hint given in this dimension still allows. */
  readonly ceilings: readonly number[]
}

/**
 * The level that a scorecard suggests for one dimension: 4 when all its ticks were seen, 3 for at least half of them, otherwise 2, and no
 * more than the lowest ceiling of the hints that were given. `null` when nothing is ticked: an empty tick does not prove that something was
 * missing, so 1 comes from a ceiling alone. It is only a suggestion; the person scoring can overrule it.
 */
export function suggestedLevel({ ticks, ticked, ceilings }: LevelSigns): 1 | 2 | 3 | 4 | null {
  if (ticked === 0) return null
  const seen = ticked >= ticks ? 4 : ticked * 2 >= ticks ? 3 : 2
  return Math.max(1, Math.min(seen, ...ceilings)) as 1 | 2 | 3 | 4
}
