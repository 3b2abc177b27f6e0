import type { FeedbackPoint, FeedbackPointNumber } from './feedback-point.ts'
import type { ParticipantId, RoundId } from './ids.ts'
import { gapBetween, judgesOf } from './judges.ts'
import { displayNames, holderOf } from './readings.ts'
import type { Round, SessionState } from './state.ts'
import type { Score } from './vocabulary.ts'

/** One dimension of a round for its candidate; `null`: nobody scored it. */
export type PracticeDimension = {
  readonly id: string
  readonly title: string
  readonly own: Score | null
  /** The candidate's guess of the interviewer's score. */
  readonly guess: Score | null
  /** The interviewer's score, or that of the first person who sealed if the interviewer has none. */
  readonly given: Score | null
  /** The difference between the lowest and the highest level that anybody gave, not counting guesses: 0 to 3. */
  readonly gap: number | null
}

export type PracticePoint = {
  readonly by: ParticipantId
  readonly name: string
  readonly point: FeedbackPointNumber
  /** The label of its evidence; empty without one. */
  readonly where: string
  readonly gap: string
  /** `at`: the moment from which a stretch is taken again, in the store's milliseconds. */
  readonly next: { readonly kind: 'drill' | 'take' | 'own'; readonly words: string; readonly at: number | null } | null
}

/** What a candidate takes away from a round once its scores are open, for further practice. */
export type Practice = {
  readonly round: RoundId
  readonly candidate: ParticipantId
  readonly name: string
  readonly isTake: boolean
  readonly case: { readonly id: string; readonly title: string; readonly category: string; readonly company: string }
  readonly startedAt: number
  readonly endedAt: number
  /** In the order of the rubric. */
  readonly dimensions: readonly PracticeDimension[]
  /** Everybody's, including their own. */
  readonly points: readonly PracticePoint[]
}

/** `null` until the scores are open, and for a round that nobody played as candidate. Times are the store's milliseconds. */
export function readPractice(state: SessionState, round: Round): Practice | null {
  const candidate = holderOf(round, 'candidate')
  if (round.status !== 'scored' || round.case === null || round.startedAt === null || candidate === null) return null
  // A second take that was not scored: the take before it counts.
  if (round.fork !== null && round.sealedBy.length === 0 && Object.keys(round.feedbackPoints).length === 0) return null
  const names = displayNames(state)
  const nameOf = (one: ParticipantId): string => names.get(one) ?? ''
  const { caseId: id, title, category, company } = round.case
  return {
    round: round.id,
    candidate,
    name: nameOf(candidate),
    isTake: round.fork !== null,
    case: { id, title, category, company },
    startedAt: round.startedAt,
    endedAt: round.endedAt ?? round.startedAt,
    dimensions: dimensionsOf(round, candidate),
    points: Object.entries(round.feedbackPoints).flatMap(([by, points]) =>
      points.map((point) => pointOf(point, by as ParticipantId, nameOf(by as ParticipantId))),
    ),
  }
}

/**
 * What a browser may keep of a round beyond its session. For a personal one, only levels, and next steps that are drills or takes: other
 * texts quote what somebody said about themselves, and are deleted with the session.
 */
export function practiceToKeep(state: SessionState, round: Round): Practice | null {
  const practice = readPractice(state, round)
  if (practice === null || round.case?.personal !== true) return practice
  const points = practice.points.filter(({ next }) => next !== null && next.kind !== 'own')
  return { ...practice, points: points.map((point) => ({ ...point, where: '', gap: '' })) }
}

function dimensionsOf(round: Round, candidate: ParticipantId): readonly PracticeDimension[] {
  const card = round.scorecards[candidate]
  const judges = judgesOf(round)
  return round.dimensions.map(({ id, title }) => {
    const own = card?.scores[id]?.score ?? null
    const given = judges.map((judge) => round.scorecards[judge]?.scores[id]?.score ?? null)
    const gap = gapBetween([own, ...given])
    return { id, title, own, guess: card?.guesses?.[id] ?? null, given: given[0] ?? null, gap }
  })
}

function pointOf({ point, evidence, gap, next }: FeedbackPoint, by: ParticipantId, name: string): PracticePoint {
  return {
    by,
    name,
    point,
    where: evidence?.label ?? '',
    gap,
    next:
      next === null
        ? null
        : {
            kind: next.kind,
            words: next.kind === 'drill' ? next.title : next.kind === 'own' ? next.words : '',
            at: next.kind === 'take' ? next.at : null,
          },
  }
}
