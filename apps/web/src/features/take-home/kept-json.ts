import { boardToJson } from '@greenroom/board'
import { type Comment, type ParticipantId, type SessionState, threadsOf } from '@greenroom/session'
import { plainNameIn } from '../../live/room-props.ts'
import { practiceWords, viewWords } from '../../live/view-words.ts'
import type { KeptRound, KeptSession } from '../replay/source/kept-session.ts'

/** Counts changes of the form that docs/exports.md describes. Version 1 had one round's debrief at the top level. */
const keptFormat = 2

/**
 * A session, or the debrief of one round of it, as data: everything that this participant may see and that may leave the room, with the
 * names of that moment. Times are milliseconds since the epoch. docs/exports.md describes the form.
 */
export function keptToJson(kept: KeptSession, what: 'debrief' | 'session'): string {
  const { session, me, rounds } = kept
  const only = rounds.length === 1 ? (rounds[0]?.round ?? null) : null
  return `${JSON.stringify(
    {
      format: keptFormat,
      what,
      view: { by: me, name: plainNameIn(session, me), words: viewWords(session, what === 'debrief' ? only : null, me) },
      scores: practiceWords(),
      damaged: kept.damaged,
      session: session.session,
      mode: session.mode,
      minutes: session.cut,
      createdAt: session.createdAt,
      loop: session.loop,
      people: Object.values(session.participants).map(({ id, joinedAt }) => ({
        participant: id,
        name: plainNameIn(session, id),
        joinedAt,
      })),
      rounds: rounds.map((one) => roundToJson(kept, one)),
      ...(what === 'session' ? { entries: kept.entries } : {}),
    },
    null,
    2,
  )}\n`
}

function roundToJson({ session, me }: KeptSession, { round, board, thoughts, strip }: KeptRound) {
  const byAuthor = <T extends object>(all: Readonly<Record<ParticipantId, T>>) =>
    (Object.entries(all) as [ParticipantId, T][]).map(([by, own]) => ({ by, name: plainNameIn(session, by), ...own }))
  return {
    round: round.id,
    status: round.status,
    scoresOpen: round.status === 'scored',
    startedAt: round.startedAt,
    endedAt: round.endedAt,
    takenFrom: round.fork === null ? null : { round: round.fork.from, at: round.fork.at },
    seats: round.seats,
    case: round.case,
    guide: round.guide,
    agenda: round.agenda,
    phases: round.phaseStarts,
    quietTimes: round.quiets.map(({ startedAt, endedAt }) => ({ startedAt, endedAt })),
    focus: round.focus,
    dimensions: round.dimensions,
    sealedBy: round.sealedBy,
    scorecards: byAuthor(round.scorecards),
    feedbackPoints: byAuthor(mapValues(round.feedbackPoints, (points) => ({ points }))),
    takeaways: byAuthor(round.takeaways),
    pairs: round.pairs,
    notes: round.notes.filter((note) => note.shared || note.by === me),
    marks: round.marks,
    pins: round.pins,
    comments: threadsOf(round).map(({ first, replies }) => ({
      ...commentToJson(session, first),
      moment: first.moment,
      item: first.item,
      resolvedBy: first.resolvedBy,
      replies: replies.map((reply) => commentToJson(session, reply)),
    })),
    probes: round.probes,
    asked: round.asked,
    facts: round.facts.map((fact) => ({ ...fact, origin: round.factOrigins[fact.fact] ?? null })),
    hints: round.hints,
    curveballs: round.curveballs,
    openedThoughts: round.openedThoughts,
    thinkTray: thoughts,
    strip,
    board: board === null ? null : boardToJson(board.view, board.framework),
  }
}

/** A deleted comment is present only as the place of its replies. */
const commentToJson = (session: SessionState, { by, words, at, editedAt, deletedAt }: Comment) => ({
  by,
  name: plainNameIn(session, by),
  words,
  at,
  editedAt,
  deleted: deletedAt !== null,
})

const mapValues = <V, W>(all: Readonly<Record<ParticipantId, V>>, make: (value: V) => W): Record<ParticipantId, W> =>
  Object.fromEntries(Object.entries(all).map(([key, value]) => [key, make(value)])) as Record<ParticipantId, W>
