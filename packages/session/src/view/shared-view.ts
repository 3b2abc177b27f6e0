import { z } from 'zod'
import type { LogEntry, ProjectedEntry } from '../log/entries.ts'
import { participantIdSchema } from '../state/ids.ts'
import type { Scorecard } from '../state/scorecard.ts'
import { audienceOf } from './audience.ts'
import type { SharedWith } from './audience-rows.ts'
import type { Erased } from './erased.ts'
import { createProjector, type Projector } from './project.ts'

/** What a share link shows to somebody who is not in the session. */
export const sharedViewSchema = z.object({
  /** `candidate`: what everybody was sent while it happened. `desk`: also what opened with the scores of each round. */
  audience: z.enum(['candidate', 'desk']),
  names: z.boolean(),
  /** Shared notes, feedback points, comments, and the words of pins and scorecards. */
  words: z.boolean(),
})
export type SharedView = z.infer<typeof sharedViewSchema>

/** Somebody who is in no seat and has written nothing. No server makes such an id. */
const onlooker = participantIdSchema.parse('-'.repeat(64))

function isShared(shared: SharedWith, { audience, names, words }: SharedView): boolean {
  switch (shared) {
    case 'everyone':
      return true
    case 'names':
      return names
    case 'words':
      return words
    case 'desk':
      return audience === 'desk'
    case 'desk-words':
      return audience === 'desk' && words
    case 'never':
      return false
  }
}

const withoutWords = ({ scores, guesses, aboutInterviewer }: Scorecard): Scorecard => ({
  scores: Object.fromEntries(
    Object.entries(scores).map(([dimension, score]) => [
      dimension,
      { ...score, words: '', evidence: score.evidence.map((one) => ({ ...one, label: '' })) },
    ]),
  ),
  ...(guesses !== undefined && { guesses }),
  ...(aboutInterviewer !== undefined && {
    aboutInterviewer: Object.fromEntries(
      Object.entries(aboutInterviewer).map(([dimension, view]) => [dimension, { ...view, words: '' }]),
    ),
  }),
})

/** An entry without what no outsider is sent of it: where people talk, and, without words, those of a scorecard. */
function strip(entry: ProjectedEntry, view: SharedView): ProjectedEntry {
  if (entry.kind === 'session-created') return { ...entry, data: { ...entry.data, callLink: null } }
  if (entry.kind === 'scorecard-filled' && !view.words)
    return { ...entry, data: { ...entry.data, scorecard: withoutWords(entry.data.scorecard) } }
  return entry
}

/**
 * The stream of a share link: that of an onlooker without a seat, of which the column `link` of the audience table lets through what the view
 * has. Numbered without holes, so that nothing tells how much was left out. What a round withholds until its scores open is withheld
 * here too.
 */
export function createSharedProjector(view: SharedView, erased: Erased): Projector {
  const projector = createProjector(onlooker, erased)
  let count = 0
  return {
    next: (entry: LogEntry) =>
      projector
        .next(entry)
        .filter(({ kind }) => isShared(audienceOf(kind).replayLink, view))
        .map((each) => ({ ...strip(each, view), n: ++count })),
    count: () => count,
  }
}

/** A participant's own stream as it may leave the room: without whispers and the count of the tray. Numbered without holes. */
export function createExportProjector(participant: Parameters<typeof createProjector>[0], erased: Erased): Projector {
  const projector = createProjector(participant, erased)
  let count = 0
  return {
    next: (entry: LogEntry) =>
      projector
        .next(entry)
        .filter(({ kind }) => audienceOf(kind).export === 'seen')
        .map((each) => ({ ...each, n: ++count })),
    count: () => count,
  }
}
