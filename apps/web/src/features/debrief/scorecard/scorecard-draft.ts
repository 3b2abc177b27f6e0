import {
  evidenceSchema,
  type InterviewerDimension,
  interviewerDimensions,
  type Scorecard,
  scoreSchema,
  typedWords,
} from '@greenroom/session'
import { z } from 'zod'
import type { StoreEntry } from '../../../browser/browser-store.ts'
import { keptDraft } from '../../../browser/drafts.ts'
import { scorecardDraftKey } from '../../../live/room-draft.ts'

const lineSchema = z.object({
  score: scoreSchema.nullable(),
  words: z.string(),
  evidence: z.array(evidenceSchema),
  ticks: z.array(z.string()).optional(),
  guess: scoreSchema.nullable().optional(),
})
const draftSchema = z.record(z.string(), lineSchema)
/**
 * A scorecard while it is being filled in: stored on this device until it is sealed, so that nothing is lost with the page. A line for each
 * dimension of the rubric, by its id, and for each rating of the interviewer, by `lineAbout`.
 */
export type ScorecardDraft = z.infer<typeof draftSchema>
export type DraftLine = z.infer<typeof lineSchema>

export const emptyLine: DraftLine = { score: null, words: '', evidence: [] }

/** A rubric's ids contain no full stop. */
export function lineAbout(dimension: InterviewerDimension): string {
  return `interviewer.${dimension}`
}

/**
 * Every dimension needs a decision, which may be `not seen`; returns those that are missing. Guesses and ratings of the interviewer may be
 * left open. In a second take only what it touched is scored again: one is enough, and the others are carried over.
 */
export function missingIn(
  draft: ScorecardDraft,
  dimensions: readonly { readonly id: string }[],
  isTake = false,
): readonly string[] {
  const missing = dimensions.filter(({ id }) => (draft[id] ?? emptyLine).score === null).map(({ id }) => id)
  return isTake && missing.length < dimensions.length ? [] : missing
}

/** Progress of a scorecard, in fifths; the fifth is the seal. */
export function fifthsOf(draft: ScorecardDraft, dimensions: readonly { readonly id: string }[]): number {
  const done = dimensions.length - missingIn(draft, dimensions).length
  return dimensions.length === 0 ? 0 : Math.min(4, Math.floor((done * 5) / dimensions.length))
}

/** The form that is sealed. `interviewed`: it is the candidate's, in a round with an interviewer. */
export function scorecardOf(
  draft: ScorecardDraft,
  dimensions: readonly { readonly id: string }[],
  interviewed: boolean,
): Scorecard {
  const scores = Object.fromEntries(
    dimensions.flatMap(({ id }) => {
      const { score, words, evidence, ticks } = draft[id] ?? emptyLine
      const ticked = ticks === undefined || ticks.length === 0 ? {} : { ticks: [...ticks] }
      return score === null ? [] : [[id, { score, words: typedWords(words), evidence: [...evidence], ...ticked }]]
    }),
  )
  if (!interviewed) return { scores }
  const guesses = dimensions.flatMap(({ id }) => {
    const guess = draft[id]?.guess ?? null
    return guess === null ? [] : [[id, guess] as const]
  })
  const about = interviewerDimensions.flatMap((dimension) => {
    const { score, words } = draft[lineAbout(dimension)] ?? emptyLine
    return score === null ? [] : [[dimension, { score, words: typedWords(words) }] as const]
  })
  return {
    scores,
    ...(guesses.length > 0 && { guesses: Object.fromEntries(guesses) }),
    ...(about.length > 0 && { aboutInterviewer: Object.fromEntries(about) }),
  }
}

/** The lines of what was sealed: the starting point for a scorecard that is changed before the scores open. */
export function linesOf(sealed: Scorecard | undefined): ScorecardDraft {
  if (sealed === undefined) return noDraft
  const lines: Record<string, DraftLine> = {}
  for (const [id, line] of Object.entries(sealed.scores)) lines[id] = { ...line }
  for (const [id, guess] of Object.entries(sealed.guesses ?? {})) lines[id] = { ...(lines[id] ?? emptyLine), guess }
  for (const dimension of interviewerDimensions) {
    const view = sealed.aboutInterviewer?.[dimension]
    if (view) lines[lineAbout(dimension)] = { ...emptyLine, ...view }
  }
  return lines
}

/** The draft of one person in one round. Two tabs of that person read and write the same one, a dimension at a time. */
export function scorecardDraftOf(session: string, round: string, participant: string): StoreEntry<ScorecardDraft> {
  return keptDraft<ScorecardDraft>({
    key: scorecardDraftKey(session, round, participant),
    formerKey: `greenroom.scorecard.${session}.${round}.${participant}`,
    schema: draftSchema,
    otherwise: noDraft,
  })
}
const noDraft: ScorecardDraft = {}
