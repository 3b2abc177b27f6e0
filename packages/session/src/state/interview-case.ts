import { z } from 'zod'

/**
 * What a log holds of a case. The case is copied into the log when it is prepared, so that nothing is looked up in the bank afterwards.
 * Only what the rules of a session need has fields here; the rest is carried along unread.
 */
const text = z.string().max(8000)
const partId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/)

export const phaseSchema = z.object({
  id: partId,
  name: z.string().min(1).max(80),
  minutes: z.number().positive().max(120),
  /** Section ids of the framework that are open in this phase. */
  sections: z.array(z.string().max(64)).max(16),
  /** How many hints the phase has. Present only in the agenda of a solo round, whose candidate asks for hints without the guide. */
  hints: z.number().int().min(0).max(64).optional(),
})
export type Phase = z.infer<typeof phaseSchema>

export const agendaSchema = z.array(phaseSchema).min(1).max(16)
export type Agenda = z.infer<typeof agendaSchema>

/** What may reach the candidate's browser. */
export const publicCaseSchema = z.object({
  caseId: partId,
  version: z.string().max(32),
  title: text,
  prompt: text,
  category: z.string().max(40),
  difficulty: z.enum(['easy', 'medium', 'hard']),
  industry: z.string().max(80),
  company: z.string().max(80),
  skills: z.array(z.string().max(60)).max(24),
  topics: z.array(z.string().max(60)).max(24),
  /** Sources and figures invented for practice are disclosed to everybody. */
  notice: text,
  /** The candidate talks about their own life: what they say stays in the session (S113). */
  personal: z.boolean().optional(),
})
export type PublicCase = z.infer<typeof publicCaseSchema>

export const factSchema = z.looseObject({
  id: partId,
  label: z.string().max(200),
  text,
  /** Words of a question that ask for this fact; used when the room itself answers (solo). */
  askFor: z.array(z.string().max(80)).max(24),
})
export const hintSchema = z.looseObject({
  id: partId,
  rung: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  /** The phase the hint belongs to. */
  phase: partId,
  text,
})
export const curveballSchema = z.looseObject({ id: partId, text })
export const probeSchema = z.looseObject({ id: partId, text })
export const dimensionSchema = z.looseObject({
  id: partId,
  title: z.string().max(120),
  weight: z.number().min(0).max(100),
})

/** The part for the desk. Everything beyond these fields travels along (`looseObject`) and is read by the desk's panel. */
export const guideSchema = z.looseObject({
  facts: z.array(factSchema).max(64),
  hints: z.array(hintSchema).max(64),
  curveballs: z.array(curveballSchema).max(32),
  probes: z.array(probeSchema).max(128),
  rubric: z.array(dimensionSchema).min(1).max(8),
})
export type Guide = z.infer<typeof guideSchema>

/** A framework as data: read by `packages/board`, carried here unread. */
export const frameworkDataSchema = z.record(z.string(), z.json())
export type FrameworkData = z.infer<typeof frameworkDataSchema>

export const preparedCaseSchema = z.object({
  public: publicCaseSchema,
  guide: guideSchema,
  framework: frameworkDataSchema,
  agenda: agendaSchema,
})
/** A case prepared for a round: the server draws it and passes it to `decide`. */
export type PreparedCase = z.infer<typeof preparedCaseSchema>
