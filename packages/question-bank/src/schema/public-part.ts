import { z } from 'zod'
import { caseStatuses, cuts, difficulties } from '../vocabulary.ts'
import { lineSchema, partIdSchema, textSchema } from './part.ts'

const minutesSchema = z.number().positive().max(60)

/** A phase as everybody may see it: its name and its minutes in either cut. Without minutes it is not in that cut. */
const publicPhaseSchema = z.object({
  id: partIdSchema,
  name: z.string().trim().min(1).max(80),
  minutes: z.object({ 45: minutesSchema.optional(), 20: minutesSchema.optional() }),
  /** Sections of the framework that are open; if left out, those of the category's phase of the same id. */
  sections: z.array(z.string().max(64)).min(1).max(16).optional(),
})

/** `public:` of a case file: all that may reach a candidate's browser, and `readAloud`, which goes to the desk alone. */
export const publicFieldsSchema = z.object({
  title: lineSchema,
  /** Short and open: one or two sentences. The rest is earned by asking. */
  prompt: textSchema,
  /** How the interviewer says the prompt, in one line: written beside the prompt, sent with the guide and never in the public part. */
  readAloud: lineSchema,
  category: partIdSchema,
  difficulty: z.enum(difficulties),
  industry: z.string().trim().min(1).max(80),
  company: z.string().trim().min(1).max(80),
  /** Who owns the company, nearest first, so that somebody who looks for Meta finds Instagram. */
  parents: z.array(z.string().trim().min(1).max(80)).max(4).default([]),
  /** Whether the company was invented for the case. */
  fictional: z.boolean(),
  skills: z.array(z.string().max(60)).min(1).max(24),
  topics: z.array(z.string().max(60)).min(1).max(24),
  /** That numbers are invented, and where the rest comes from. */
  notice: textSchema,
  phases: z.array(publicPhaseSchema).min(1).max(16),
})

/** What a case file says of itself, seen by everybody. */
export const colophonSchema = z.object({
  id: partIdSchema,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be like 1.0.0'),
  locale: z.string().regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language tag such as en'),
  licence: z.literal('CC-BY-4.0'),
  author: z.string().trim().min(1).max(120),
  reviewer: z.string().trim().min(1).max(120),
  /**
   * How well the case is tried. `draft`: written and checked by the linter alone; `run`, `run twice`: run aloud with a candidate by
   * somebody else than its author; `calibrated`: runs of it were scored by three people who agreed.
   */
  status: z.enum(caseStatuses).default('draft'),
  lastChecked: z.iso.date(),
})

export const agendaPhaseSchema = z.object({
  id: partIdSchema,
  name: z.string(),
  minutes: z.number(),
  sections: z.array(z.string()),
})
export type AgendaPhase = z.infer<typeof agendaPhaseSchema>

/** The public part as lists, pages and search use it: flat, with the agendas of both cuts, without what the desk alone is sent. */
export const publicPartSchema = publicFieldsSchema
  .omit({ phases: true, readAloud: true })
  .extend(colophonSchema.omit({ id: true }).shape)
  .extend({
    caseId: partIdSchema,
    agendas: z.object({ 45: z.array(agendaPhaseSchema), 20: z.array(agendaPhaseSchema) }),
  })
export type PublicPart = z.infer<typeof publicPartSchema>

export const cutSchema = z.literal(cuts)
