import { frameworkSchema } from '@greenroom/board'
import { z } from 'zod'
import { caseDemandsSchema } from './case-demands.ts'
import { type CoverageRuleId, coverageRules } from './coverage/coverage-rules.ts'
import { seniorities } from './seniorities.ts'

/** Phases and rubric dimensions are named in kebab-case, like everything that a case's author writes. */
const partId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

const categoryPhaseSchema = z.object({
  id: partId,
  name: z.string().min(1).max(80),
  minutes: z.number().positive().max(120),
  /** Sections of the framework that are open in this phase. */
  sections: z.array(z.string().max(64)).min(1).max(16),
})
export type CategoryPhase = z.infer<typeof categoryPhaseSchema>

const ruleIds = coverageRules.map(({ id }) => id) as [CoverageRuleId, ...CoverageRuleId[]]

const dimensionWeightSchema = z.object({
  id: partId,
  title: z.string().min(1).max(120),
  weight: z.number().min(0).max(100),
})
export type DimensionWeight = z.infer<typeof dimensionWeightSchema>

/** A category of cases: its framework, and what a case of it starts from. One file in `categories/` each. */
export const categorySchema = z
  .object({
    id: partId,
    /** Its position in lists; ties are broken by id. */
    order: z.number().int(),
    title: z.string().min(1).max(60),
    /** One line that says what it tests. */
    description: z.string().min(1).max(200),
    /** Other names and words that people search for it by. Search reads them; nobody is shown them. */
    alsoCalled: z.array(z.string().min(1).max(60)).max(16).default([]),
    framework: frameworkSchema,
    /** The seniorities at which interview loops usually include it. */
    askedAt: z
      .array(z.enum(seniorities))
      .min(1)
      .default([...seniorities]),
    /** The default agenda of each cut; a case may use other minutes. Keys are the minutes of the slot. */
    agendas: z.object({ 45: z.array(categoryPhaseSchema).min(1), 20: z.array(categoryPhaseSchema).min(1) }),
    /** The rubric's dimensions with their usual weights, which add up to 100. */
    weights: z.array(dimensionWeightSchema).min(1).max(8),
    /** The rules of coverage that make sense for it. By default, all that its framework could break. */
    coverage: z.array(z.enum(ruleIds)).optional(),
    /** What its cases need beyond what every case needs; the linter of the bank reads it. */
    demands: caseDemandsSchema.prefault({}),
  })
  .readonly()
export type Category = z.infer<typeof categorySchema>

/** Fills in the defaults that a file may leave out. Throws on a file that is not a category. */
export function defineCategory(category: z.input<typeof categorySchema>): Category {
  return categorySchema.parse(category)
}
