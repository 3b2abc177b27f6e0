import { evidenceSchema, type Scorecard, scoreSchema } from '@greenroom/session'
import { z } from 'zod'

const draftSchema = z.record(
  z.string(),
  z.object({ score: scoreSchema.nullable(), words: z.string(), evidence: z.array(evidenceSchema) }),
)
/** A scorecard while it is being filled in: kept on this device until it is sealed, so that a reload loses nothing. */
export type ScorecardDraft = z.infer<typeof draftSchema>

export const emptyLine: ScorecardDraft[string] = { score: null, words: '', evidence: [] }

/** Every dimension needs a call, `not seen` included; answers those that are missing. */
export const missingIn = (draft: ScorecardDraft, dimensions: readonly { readonly id: string }[]): readonly string[] =>
  dimensions.filter(({ id }) => (draft[id] ?? emptyLine).score === null).map(({ id }) => id)

export const scorecardOf = (draft: ScorecardDraft, dimensions: readonly { readonly id: string }[]): Scorecard => ({
  scores: Object.fromEntries(
    dimensions.flatMap(({ id }) => {
      const line = draft[id] ?? emptyLine
      return line.score === null
        ? []
        : [[id, { score: line.score, words: line.words.trim(), evidence: [...line.evidence] }]]
    }),
  ),
})

/** Asked for each time: where a browser is told to keep nothing, even the name `localStorage` throws. */
type OpenShelf = () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
export const deviceShelf: OpenShelf = () => localStorage

const keyOf = (session: string, round: string, participant: string): string =>
  `greenroom.scorecard.${session}.${round}.${participant}`

export function readDraft(shelf: OpenShelf, session: string, round: string, participant: string): ScorecardDraft {
  try {
    const kept = draftSchema.safeParse(JSON.parse(shelf().getItem(keyOf(session, round, participant)) ?? '{}'))
    return kept.success ? kept.data : {}
  } catch {
    return {}
  }
}

export function keepDraft(
  shelf: OpenShelf,
  session: string,
  round: string,
  participant: string,
  draft: ScorecardDraft | null,
): void {
  try {
    if (draft === null) shelf().removeItem(keyOf(session, round, participant))
    else shelf().setItem(keyOf(session, round, participant), JSON.stringify(draft))
  } catch {
    // A full or forbidden storage: the draft lives as long as the page.
  }
}
