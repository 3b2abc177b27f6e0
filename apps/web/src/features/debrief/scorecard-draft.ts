import { evidenceSchema, type Scorecard, scoreSchema } from '@greenroom/session'
import { z } from 'zod'
import type { StoreEntry } from '../../browser/browser-store.ts'
import { keptDraft } from '../../browser/drafts.ts'
import { scorecardDraftKey } from '../../live/room-draft.ts'

const draftSchema = z.record(
  z.string(),
  z.object({ score: scoreSchema.nullable(), words: z.string(), evidence: z.array(evidenceSchema) }),
)
/** A scorecard while it is being filled in: kept on this device until it is sealed, so that nothing is lost with the page. */
export type ScorecardDraft = z.infer<typeof draftSchema>

export const emptyLine: ScorecardDraft[string] = { score: null, words: '', evidence: [] }

/** Every dimension needs a call, `not seen` included; answers those that are missing. */
export function missingIn(draft: ScorecardDraft, dimensions: readonly { readonly id: string }[]): readonly string[] {
  return dimensions.filter(({ id }) => (draft[id] ?? emptyLine).score === null).map(({ id }) => id)
}

export function scorecardOf(draft: ScorecardDraft, dimensions: readonly { readonly id: string }[]): Scorecard {
  return {
    scores: Object.fromEntries(
      dimensions.flatMap(({ id }) => {
        const line = draft[id] ?? emptyLine
        return line.score === null
          ? []
          : [[id, { score: line.score, words: line.words.trim(), evidence: [...line.evidence] }]]
      }),
    ),
  }
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
