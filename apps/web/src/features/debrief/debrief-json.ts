import type { BoardView } from '@greenroom/board'
import { type ParticipantId, type Round, type SessionState, seatIn } from '@greenroom/session'
import { nameIn } from '../../live/room-props.ts'

/**
 * One round's debrief as data: everything that this participant may see of it, with the names of that moment. Times are
 * milliseconds since the epoch. `format` counts changes of this shape.
 */
export function debriefToJson(
  session: SessionState,
  round: Round,
  board: { readonly view: BoardView } | null,
  me: ParticipantId,
): string {
  const nameOf = (one: ParticipantId | null) => nameIn(session, one)
  const people = Object.keys(round.seats) as ParticipantId[]
  const mayRead = round.notes.filter((note) => note.shared || note.by === me)
  return `${JSON.stringify(
    {
      format: 1,
      session: session.session,
      round: round.id,
      mode: session.mode,
      minutes: session.cut,
      startedAt: round.startedAt,
      endedAt: round.endedAt,
      case: round.case,
      people: people.map((one) => ({ name: nameOf(one), seat: seatIn(round, one) })),
      scoresOpen: round.status === 'scored',
      scorecards: Object.entries(round.scorecards).map(([one, scorecard]) => ({
        by: nameOf(one as ParticipantId),
        ...scorecard,
      })),
      dimensions: round.dimensions,
      takeaways: Object.entries(round.takeaways).map(([one, points]) => ({
        by: nameOf(one as ParticipantId),
        ...points,
      })),
      feedbackPoints: Object.entries(round.feedbackPoints).map(([one, points]) => ({
        by: nameOf(one as ParticipantId),
        points,
      })),
      /** Corrected pairs of the yardstick: a card of the board by item of the reference board; `null`: none. */
      pairs: round.pairs,
      notes: mayRead.map(({ by, words, at, shared }) => ({ by: nameOf(by), words, at, shared })),
      marks: round.marks.map(({ by, label, at }) => ({ by: nameOf(by), label, at })),
      asked: round.asked.map(({ question, fact, at }) => ({ question, fact, at })),
      facts: round.facts,
      hints: round.hints,
      curveballs: round.curveballs,
      guide: round.status === 'scored' ? round.guide : null,
      board: board === null ? null : [...board.view.items.values()],
    },
    null,
    2,
  )}\n`
}
