import { z } from 'zod'

const least = z.number().int().min(0).max(40).optional()

/** The headings that the desk reads above each passage of the brief, where the usual words do not fit. */
const briefTitlesSchema = z.object({
  product: z.string().min(1).max(60),
  tension: z.string().min(1).max(60),
  truth: z.string().min(1).max(60),
})

/**
 * What a case of a category needs, beyond what every case needs. The bank's linter, the template of an own case and the screens read it
 * here, so that no code asks for a category by name.
 */
export const caseDemandsSchema = z.object({
  /** The minimum length of each list of the guide; for those left out, the usual one applies. */
  clarifying: least,
  facts: least,
  hints: least,
  probes: least,
  curveballs: least,
  mistakes: least,
  samples: least,
  drills: least,
  sources: least,
  implications: least,
  tradeOffs: least,
  competencies: least,
  /** It is about a product with its stakeholders, flow, rivals and stage. */
  context: z.boolean().default(true),
  /** One good board, for comparison. */
  referenceBoard: z.boolean().default(true),
  /** Levels at which it shows a whole board of an invented person. */
  sampleBoards: z.array(z.number().int().min(1).max(4)).max(4).default([]),
  /** Ladders of follow-up questions, each going deeper into one moment. */
  ladders: z.number().int().min(0).max(12).default(0),
  /** The numbers of its facts are shown to add up. */
  reconciliation: z.boolean().default(false),
  /** At least one fact is true and beside the point. */
  redHerring: z.boolean().default(false),
  /** The top metric of its reference board is worked out from the leaves of its tree. */
  computedTree: z.boolean().default(false),
  /** One assumption reverses the decision at a stated number, which is worked out. */
  flip: z.boolean().default(false),
  /** A case that practises a skill has this many cards of a kind on its reference board. */
  variants: z
    .array(z.object({ skill: z.string().max(60), kind: z.string().max(40), least: z.number().int().min(1) }))
    .max(8)
    .default([]),
  /** What is said and written in a round is about the candidate's own life: the notice says that it is deleted with the session. */
  personal: z.boolean().default(false),
  briefTitles: briefTitlesSchema.optional(),
})
export type CaseDemands = z.infer<typeof caseDemandsSchema>
