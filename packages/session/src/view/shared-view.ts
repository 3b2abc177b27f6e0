import { z } from 'zod'
import type { SharedWith } from '../fold/audience-rows.ts'
import type { EntryKind, LogEntry, ProjectedEntry } from '../fold/entries.ts'
import type { LeavingSound } from '../rules/audio-rules.ts'
import { mayReplayDocument } from '../rules/document-rules.ts'
import { type DocumentName, participantIdSchema, placeOfDocument, type RoundId } from '../state/ids.ts'
import type { Scorecard } from '../state/scorecard.ts'
import { sharedAudienceSchema } from '../state/vocabulary.ts'
import { audienceOf } from './audience.ts'
import type { Erased } from './erased.ts'
import { createProjector, type Projector } from './project.ts'

/** What a share link shows to somebody who is not in the session. */
export const sharedViewSchema = z.object({
  audience: sharedAudienceSchema,
  names: z.boolean(),
  /** Shared notes, feedback points, comments, and the text of pins and scorecards. */
  words: z.boolean(),
  /** Recorded voices. Absent: no, and what is shown is then the same as if nobody had ever been recorded. */
  sound: z.boolean().optional(),
})
export type SharedView = z.infer<typeof sharedViewSchema>

/** Somebody who is in no seat and has written nothing. No server makes such an id. */
const onlooker = participantIdSchema.parse('-'.repeat(64))

function isShared(shared: SharedWith, { audience, names, words, sound }: SharedView): boolean {
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
    case 'sound':
      return sound === true
    case 'never':
      return false
  }
}

/** Whether a part of a recorded voice goes along: what was erased in the meantime never does. */
const isHeard = (entry: ProjectedEntry, leaving: LeavingSound): boolean =>
  entry.kind !== 'audio-part-kept' || leaving.has(entry.data.hash)

const noSound: LeavingSound = new Set()

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

/** An entry without what no outsider is sent: where people talk and, without `words`, the text of a scorecard. */
function strip(entry: ProjectedEntry, view: SharedView): ProjectedEntry {
  if (entry.kind === 'session-created') return { ...entry, data: { ...entry.data, callLink: null } }
  if (entry.kind === 'scorecard-filled' && !view.words)
    return { ...entry, data: { ...entry.data, scorecard: withoutWords(entry.data.scorecard) } }
  return entry
}

/** A stream that leaves the room, and which documents go with it. */
export type LeavingProjector = Projector & {
  /** Whether edits of this document are included; asked for each edit in log order, between the entries. */
  readonly carries: (document: DocumentName) => boolean
}

/** Which rounds are about their candidate's own life, by the newest case that was prepared for each. */
function createPersonalRounds() {
  const personal = new Set<RoundId>()
  return {
    has: (round: RoundId): boolean => personal.has(round),
    follow: (entry: LogEntry): void => {
      if (entry.kind !== 'case-prepared') return
      if (entry.data.case.personal === true) personal.add(entry.data.round)
      else personal.delete(entry.data.round)
    },
  }
}

/** What somebody says, writes or thinks in a round; for a personal one, no outsider is sent any of it. */
function isTold(kind: EntryKind): boolean {
  if (kind === 'fact-asked') return true
  const shared = audienceOf(kind).replayLink
  return shared === 'words' || shared === 'desk' || shared === 'desk-words'
}

/**
 * The stream of a share link: that of an onlooker without a seat, of which the column `link` of the audience table lets through what the view
 * has. Numbered without holes, so that nothing tells how much was left out. What a round withholds until its scores open is withheld
 * here too. Of a personal round only its course goes out: no board, and nothing that anybody said of it. `leaving`: the sound that may go out
 * (`soundToShare`); without it no part does.
 */
export function createSharedProjector(
  view: SharedView,
  erased: Erased,
  leaving: LeavingSound = noSound,
): LeavingProjector {
  const projector = createProjector(onlooker, erased)
  const personal = createPersonalRounds()
  let current: RoundId | null = null
  let count = 0
  const staysInside = ({ kind, data }: ProjectedEntry): boolean => {
    const round = 'round' in data ? data.round : current
    return round !== null && personal.has(round) && isTold(kind)
  }
  return {
    next: (entry: LogEntry) => {
      if (entry.kind === 'round-opened') current = entry.data.round
      personal.follow(entry)
      return projector
        .next(entry)
        .filter(
          (each) => isShared(audienceOf(each.kind).replayLink, view) && isHeard(each, leaving) && !staysInside(each),
        )
        .map((each) => ({ ...strip(each, view), n: ++count }))
    },
    count: () => count,
    carries: (document) => {
      const { kind, round } = placeOfDocument(document)
      return kind === 'board' && !personal.has(round)
    },
  }
}

/**
 * A participant's own stream as it may leave the room: without whispers and the count of the tray. Numbered without holes. `leaving`: the sound
 * that goes along (`soundToTake`); `null`: the stream is the same as if nobody had ever been recorded.
 */
export function createExportProjector(
  participant: Parameters<typeof createProjector>[0],
  erased: Erased,
  leaving: LeavingSound | null = null,
): LeavingProjector {
  const projector = createProjector(participant, erased)
  let count = 0
  return {
    next: (entry: LogEntry) =>
      projector
        .next(entry)
        .filter((each) => {
          const { export: taken } = audienceOf(each.kind)
          return taken === 'seen' || (taken === 'sound' && leaving !== null && isHeard(each, leaving))
        })
        .map((each) => ({ ...each, n: ++count })),
    count: () => count,
    carries: (document) => mayReplayDocument(document, participant),
  }
}
