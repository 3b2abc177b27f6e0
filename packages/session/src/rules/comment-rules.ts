import { sessionLimits } from '../limits/session-limits.ts'
import { type Comment, type CommentRef, countComments, isComment } from '../state/comment.ts'
import type { ParticipantId } from '../state/ids.ts'
import { seatIn } from '../state/readings.ts'
import type { SessionState } from '../state/state.ts'
import type { CommandContext } from './context.ts'
import type { RefusalCode } from './refusals.ts'
import { firstRefusal } from './refusals-if.ts'

/** Whether this participant has had a seat, in any round, in which one does more than watch. */
function hasTakenPart({ rounds }: SessionState, participant: ParticipantId): boolean {
  return rounds.some((round) => {
    const seat = seatIn(round, participant)
    return seat !== null && seat !== 'observer'
  })
}

/** People who only watch may comment if the owner allows it. */
function unlessAdmitted({ state, participant }: CommandContext): RefusalCode | null {
  const admitted = participant === state.owner || state.observersComment || hasTakenPart(state, participant)
  return admitted ? null : 'watching-only'
}

/** Why this participant may not comment on this round, or `null`: allowed from its end on, without limit. */
export function refusalToComment(context: CommandContext): RefusalCode | null {
  const { round } = context
  return firstRefusal(
    unlessAdmitted(context),
    round.status === 'lobby' ? 'round-not-started' : null,
    round.status === 'running' ? 'round-not-ended' : null,
  )
}

/** Whether the moment is between the start and the end of the round. */
export function unlessWithin({ round: { startedAt, endedAt } }: CommandContext, moment: number): RefusalCode | null {
  const within = startedAt !== null && endedAt !== null && startedAt <= moment && moment <= endedAt
  return within ? null : 'no-such-moment'
}

/** Whether there is room for one more comment in the session, and by this participant. */
export function unlessFull({ state, participant }: CommandContext): RefusalCode | null {
  return countComments(state) < sessionLimits.comments &&
    countComments(state, participant) < sessionLimits.commentsPerAuthor
    ? null
    : 'too-many'
}

/** A comment that this participant can read: their own, and everybody's once the scores are open. Deleted ones are not included. */
export function findComment({ round, participant }: CommandContext, ref: CommentRef): Comment | null {
  const found = round.comments.findLast((one) => isComment(one, ref))
  if (found === undefined || found.deletedAt !== null) return null
  return found.by === participant || round.status === 'scored' ? found : null
}

/** The participant's own comment with this id, deleted or not: an id is used once. */
export function ownComment({ round, participant }: CommandContext, comment: Comment['comment']): Comment | null {
  return round.comments.findLast((one) => isComment(one, { by: participant, comment })) ?? null
}
