import { z } from 'zod'

/** A reference run: a whole recorded run of a case, made in the room, that people compare their own with once their scores are open. */

/** Most bytes of one run's recording. */
export const mostRunBytes = 100 * 1024

/** How many minutes a run takes that shows a slot of so many. */
export function runMinutes(slot: number): { readonly least: number; readonly most: number } {
  return { least: Math.ceil(slot * 0.8), most: Math.floor(slot * 1.25) }
}

/** How good a run is: clearly above the bar, or at it with the gaps that are usual there. */
const runLevels = ['strong', 'at-the-bar'] as const

/** What stands beside a run's recording, as JSON. */
export const runAboutSchema = z.strictObject({
  caseId: z.string().min(1).max(80),
  /** The version of the case that was run. */
  caseVersion: z.string().regex(/^\d+\.\d+\.\d+$/),
  level: z.enum(runLevels),
  /** What it shows, in one line. */
  title: z.string().min(8).max(120),
  madeBy: z.string().min(2).max(80),
  madeOn: z.iso.date(),
})
export type RunAbout = z.infer<typeof runAboutSchema>

/** The name of a run among those of its case, and of its two files: `<case>.<level>`. */
export function runIdOf({ caseId, level }: Pick<RunAbout, 'caseId' | 'level'>): string {
  return `${caseId}.${level}`
}
