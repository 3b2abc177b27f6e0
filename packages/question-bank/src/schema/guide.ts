import { z } from 'zod'
import { factSchema } from './facts.ts'
import { flipSchema } from './flip.ts'
import { limitsSchema } from './limits.ts'
import { lineSchema, partIdSchema, textSchema } from './part.ts'
import { plotSchema } from './plot.ts'
import { reconciliationSchema } from './reconciliation.ts'
import { referenceBoardSchema } from './reference-board.ts'
import { dimensionSchema } from './rubric.ts'
import { competencySchema, sampleBoardSchema } from './story.ts'
import {
  clarifyingSchema,
  curveballSchema,
  drillSchema,
  guidePhaseSchema,
  hintSchema,
  mistakeSchema,
  probeSchema,
  sampleSchema,
} from './talk.ts'

/** What an interviewer reads in two minutes and can then run the case from. */
const briefSchema = z.object({
  /** The product in plain words. */
  product: textSchema,
  /** What pulls in two directions. */
  tension: textSchema,
  /** Where most people fall. */
  trap: textSchema,
  /** How a good run feels, minute by minute. */
  goodRun: textSchema,
  /** The hidden cause, or where a sound answer lands. */
  truth: textSchema,
})
export type Brief = z.infer<typeof briefSchema>

const contextSchema = z.object({
  whatItIs: textSchema,
  stakeholders: z
    .array(z.object({ who: lineSchema, wants: lineSchema, risks: lineSchema }))
    .min(2)
    .max(10),
  userFlow: z.array(lineSchema).min(3).max(12),
  strategy: textSchema,
  rivals: textSchema,
  lifecycle: z.object({ stage: z.enum(['introduction', 'growth', 'maturity', 'decline']), why: textSchema }),
  /** Where people meet it: web, phone, counter. */
  platform: textSchema,
  /** What it is connected to: shops, banks, other programs. */
  integration: textSchema.optional(),
  /** How it runs and how changes reach people. */
  deployment: textSchema.optional(),
  /** What can be seen and measured from inside, and what cannot. */
  sees: textSchema.optional(),
})

/** What could go wrong for the product, not for the interview. */
const riskSchema = z.object({
  risk: lineSchema,
  /** What would show it first. */
  sign: lineSchema,
  answer: lineSchema,
  owner: lineSchema,
})

const sourceSchema = z.object({
  title: lineSchema,
  url: z.url({ protocol: /^https$/ }).optional(),
  /** What was taken from it: knowledge, never sentences. */
  note: lineSchema.optional(),
})

/** The next case of an interview that stays with the same people or the same trouble. */
const followUpSchema = z.object({ to: partIdSchema, ask: lineSchema })

/** One reading or run of a case: at which version, by whom, in how many minutes, and what it changed. */
const changeSchema = z.object({
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be like 1.0.0'),
  on: z.iso.date(),
  by: lineSchema,
  minutes: z.number().positive().max(600).optional(),
  note: textSchema,
})

/** `guide:` of a case file, and the guide of a prepared case: for the desk, and for all once the scores are open. */
export const guideSchema = z.object({
  /**
   * How the interviewer says the prompt, in one line. A case file has it beside the prompt (`public.readAloud`), so its own guide
   * never holds it, nor does that of a session from before 29 November 2026.
   */
  readAloud: lineSchema.optional(),
  /** What only this case teaches. */
  insight: textSchema,
  tests: textSchema,
  plot: plotSchema.optional(),
  brief: briefSchema,
  /** Left out where no product stands behind the case. */
  context: contextSchema.optional(),
  phases: z.array(guidePhaseSchema).min(1).max(16),
  cuts: z.object({ 45: textSchema, 20: textSchema }),
  clarifying: z.array(clarifyingSchema).max(24),
  facts: z.array(factSchema).max(64),
  hints: z.array(hintSchema).max(64),
  probes: z.array(probeSchema).max(64),
  curveballs: z.array(curveballSchema).max(16),
  rubric: z.array(dimensionSchema).min(1).max(8),
  mistakes: z.array(mistakeSchema).max(24),
  /** Empty where there is no one good board. */
  referenceBoard: referenceBoardSchema.default({ note: '', items: [] }),
  /** Whole boards of somebody invented, by level. */
  sampleBoards: z.array(sampleBoardSchema).max(8).default([]),
  /** What styles of company call what is asked for. */
  competencies: z.array(competencySchema).max(12).default([]),
  tradeOffs: z.array(z.object({ tension: lineSchema, lean: textSchema })).default([]),
  risks: z.array(riskSchema).max(12).default([]),
  /** What would follow for the company's strategy. */
  implications: z.array(textSchema).default([]),
  samples: z.array(sampleSchema).max(16),
  drills: z.array(drillSchema).max(8),
  /** Cases to run next, with the question that leads from this one to them. */
  followUps: z.array(followUpSchema).max(3).default([]),
  sources: z.array(sourceSchema).max(16),
  /** What readings and runs changed, version by version, and how long they took. */
  history: z.array(changeSchema).max(24).optional(),
  /** Numbers that must stay in order: what is expected, when somebody stops, what must be kept, what is forbidden. */
  limits: limitsSchema.default([]),
  reconciliation: reconciliationSchema.optional(),
  flip: flipSchema.optional(),
})
export type Guide = z.infer<typeof guideSchema>
