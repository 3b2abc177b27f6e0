import { type BoardView, type Framework, frameworkSchema } from '@greenroom/board'
import { type Guide, guideSchema } from '@greenroom/question-bank'
import { type BoardSeeker, createBoardTrack, createStates, type RecordedSession, type Strip } from '@greenroom/replay'
import {
  audienceOf,
  boardOf,
  type ParticipantId,
  type ProjectedEntry,
  type Round,
  type SessionState,
  trayOf,
  typedWords,
} from '@greenroom/session'
import { frameworkOf } from '../../../live/framework-of.ts'
import { withoutBlankCards } from '../../board/model/blank-cards.ts'

/** One card of the reader's own think tray. Times are the store's milliseconds. */
export type KeptThought = {
  readonly item: string
  readonly text: string
  readonly formedAt: number
  /** When it moved to the board. `null`: it stayed in the tray. */
  readonly sharedAt: number | null
}

/** A reference run that was put beside a round, in its final state. */
export type KeptRun = {
  readonly title: string
  readonly session: SessionState
  readonly strip: Strip
  readonly board: { readonly view: BoardView; readonly framework: Framework }
}

export type KeptRound = {
  readonly round: Round
  /** `null`: not sent to the reader, or in a form that only an older version could read. */
  readonly guide: Guide | null
  readonly board: { readonly view: BoardView; readonly framework: Framework } | null
  /** The reader's own; empty for everybody who was not its candidate. */
  readonly thoughts: readonly KeptThought[]
  /** The round in one picture. `null` before its start, and when no recording was available. */
  readonly strip: Strip | null
  /** The reference run that its reader has put beside it; absent: none. */
  readonly beside?: KeptRun | null
}

/** What one participant takes home from a session: everything that they may see and that may leave the room. */
export type KeptSession = {
  readonly session: SessionState
  readonly me: ParticipantId
  readonly rounds: readonly KeptRound[]
  /** Their stream, in the order in which things happened. Empty when no recording was available. */
  readonly entries: readonly ProjectedEntry[]
  /** The rest could not be read on the server. */
  readonly damaged: boolean
}

/** The framework of a round's board. `null` before its start, or in a form that only an older version could read. */
export function readFramework({ framework }: Round): Framework | null {
  return framework !== null && frameworkSchema.safeParse(framework).success ? frameworkOf(framework) : null
}

/** The guide of a round as its author wrote it. */
function guideOf(round: Round): Guide | null {
  const parsed = guideSchema.safeParse(round.guide)
  return parsed.success ? parsed.data : null
}

/** The part of a round that may leave the room: whispers and the count of the tray never do. */
function mayLeave(round: Round): Round {
  return { ...round, whispers: [], trayCounted: null }
}

/** One round from what the page knows without a recording. */
export function keptFromRoom(
  session: SessionState,
  round: Round,
  me: ParticipantId,
  board: KeptRound['board'],
): KeptSession {
  const kept = { round: mayLeave(round), guide: guideOf(round), board, thoughts: [], strip: null }
  return { session, me, rounds: [kept], entries: [], damaged: false }
}

/** The thoughts of the reader's tray in a round. One that was removed and never reached a board is not included. */
async function thoughtsOf(
  recording: RecordedSession,
  round: Round,
  me: ParticipantId,
  seeker: Pick<BoardSeeker, 'find'>,
): Promise<readonly KeptThought[]> {
  const tray = trayOf(round.id, me)
  const edits = recording.edits.filter((edit) => edit.document === tray)
  if (edits.length === 0) return []
  const thoughts: KeptThought[] = []
  for (const { item, text, formedAt, goneAt } of createBoardTrack(edits).lives()) {
    if (goneAt === null && typedWords(text) !== '') thoughts.push({ item, text, formedAt, sharedAt: null })
    if (goneAt !== null && (await seeker.find(item)) !== null) thoughts.push({ item, text, formedAt, sharedAt: goneAt })
  }
  return thoughts
}

const boardNow = ({ endedAt }: Round, view: BoardView, framework: Framework): BoardView =>
  endedAt === null ? view : withoutBlankCards(view, framework)

/** A whole session from its recording. `seeker`: opened with the edits of that recording. */
export async function keptFromRecording(
  recording: RecordedSession,
  me: ParticipantId,
  seeker: Pick<BoardSeeker, 'seek' | 'find' | 'strip'>,
  damaged: boolean,
): Promise<KeptSession> {
  const session = createStates(recording.entries)(Number.POSITIVE_INFINITY)
  const rounds: KeptRound[] = []
  for (const round of session.rounds) {
    const framework = readFramework(round)
    const sought = framework === null ? null : await seeker.seek(boardOf(round.id), Number.MAX_SAFE_INTEGER)
    rounds.push({
      round: mayLeave(round),
      guide: guideOf(round),
      board:
        framework !== null && sought !== null ? { view: boardNow(round, sought.view, framework), framework } : null,
      thoughts: await thoughtsOf(recording, round, me, seeker),
      strip: framework === null ? null : await seeker.strip(mayLeave(round), recording.entries, framework),
    })
  }
  const entries = recording.entries
    .filter(({ kind }) => audienceOf(kind).export === 'seen')
    .toSorted((a, b) => a.at - b.at || a.n - b.n)
  return { session, me, rounds, entries, damaged }
}

/** Whether everybody in the session may see an entry: those of a round whose scores are open, and what everybody saw at once. */
function isEverybodys(entry: ProjectedEntry, open: ReadonlySet<string>): boolean {
  const { live, afterScores } = audienceOf(entry.kind)
  const { data } = entry
  return ('round' in data && open.has(data.round) ? afterScores : live) === 'everyone'
}

const noComments = { comments: [], pinTracks: [] }

/**
 * The same without what others in the session may not see, to be shared with them: private notes, the think tray, and, until the scores
 * of a round are open, its guide, marks, pins, comments, ticks and scorecards.
 */
export function withoutPrivate(kept: KeptSession): KeptSession {
  const open = new Set(kept.rounds.flatMap(({ round }) => (round.status === 'scored' ? [round.id as string] : [])))
  return {
    ...kept,
    entries: kept.entries.filter((entry) => isEverybodys(entry, open)),
    rounds: kept.rounds.map(({ round, guide, board, strip }) => {
      const notes = round.notes.filter((note) => note.shared)
      if (round.status === 'scored') return { round: { ...round, notes }, guide, board, thoughts: [], strip }
      const shown = round.promptShownAt === null ? null : round.case
      const closed = {
        case: shown,
        guide: null,
        marks: [],
        pins: [],
        probes: {},
        factOrigins: {},
        scorecards: {},
        ...noComments,
      }
      // Marks, pins and comments open with the scores.
      const ticks = strip?.ticks.filter(({ kind }) => kind !== 'mark' && kind !== 'pin' && kind !== 'comment') ?? []
      const shared = strip === null ? null : { ...strip, ticks }
      return { round: { ...round, ...closed, notes }, guide: null, board, thoughts: [], strip: shared }
    }),
  }
}
