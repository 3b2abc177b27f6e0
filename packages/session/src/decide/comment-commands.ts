import { z } from 'zod'
import { textLimits } from '../limits/text-limits.ts'
import { findComment, ownComment, refusalToComment, unlessFull, unlessWithin } from '../rules/comment-rules.ts'
import { type CommandContext, contextIn } from '../rules/context.ts'
import { type RefusalCode, refuse } from '../rules/refusals.ts'
import { firstRefusal, unlessScored } from '../rules/refusals-if.ts'
import { type CommentRef, commentRefSchema, isComment } from '../state/comment.ts'
import { commentIdSchema, participantIdSchema, type RoundId, roundIdSchema } from '../state/ids.ts'
import { typedText } from '../state/typed-words.ts'
import { command, entry } from './command.ts'

const commentWords = typedText(textLimits.comment)

/** Judged in the round that the command names. */
function inRound(
  current: CommandContext,
  round: RoundId,
  refusal: (context: CommandContext) => RefusalCode | null,
): RefusalCode | null {
  const context = contextIn(current, round)
  return context === null ? 'unknown-round' : refusal(context)
}

/** Whether a person's own id is new, or that of the comment whose text is to be replaced: in the same thread, and not deleted. */
function unlessSame(context: CommandContext, id: CommentRef['comment'], to: CommentRef | null): RefusalCode | null {
  const own = ownComment(context, id)
  if (own === null) return null
  const same = to === null || own.to === null ? to === own.to : isComment(own.to, to)
  return same && own.deletedAt === null ? null : 'unknown-comment'
}

export const commentCommands = {
  /**
   * A comment on a moment and, with `item`, on a card; without text it is a pin. Under an existing id of one's own it replaces the text,
   * and leaves the comment where it is.
   */
  writeComment: command({
    whenClosed: true,
    schema: z.object({
      round: roundIdSchema,
      comment: commentIdSchema,
      moment: z.number().int(),
      item: z.string().min(1).max(64).nullable(),
      words: commentWords,
    }),
    refusal: (current, { round, comment, moment }) =>
      inRound(current, round, (context) =>
        firstRefusal(
          refusalToComment(context),
          unlessSame(context, comment, null),
          ownComment(context, comment) === null
            ? firstRefusal(unlessWithin(context, moment), unlessFull(context))
            : null,
        ),
      ),
    decide: (current, { round, comment, moment, item, words }) => {
      const context = contextIn(current, round)
      if (context === null) return refuse('unknown-round')
      const own = ownComment(context, comment)
      if (own?.words === words) return []
      return [
        entry('comment-written', {
          round,
          comment,
          to: null,
          moment: own?.moment ?? moment,
          item: own === null ? item : own.item,
          words,
          writtenAt: own?.at ?? null,
        }),
      ]
    },
  }),

  /** A reply in somebody's thread, once everybody can read the thread; under an existing id of one's own the text is replaced. */
  replyToComment: command({
    whenClosed: true,
    schema: z.object({
      round: roundIdSchema,
      comment: commentIdSchema,
      to: commentRefSchema,
      words: commentWords.min(1),
    }),
    refusal: (current, { round, comment, to }) =>
      inRound(current, round, (context) =>
        firstRefusal(
          refusalToComment(context),
          unlessScored(context.round),
          findComment(context, to)?.to === null ? null : 'unknown-comment',
          unlessSame(context, comment, to),
          ownComment(context, comment) === null ? unlessFull(context) : null,
        ),
      ),
    decide: (current, { round, comment, to, words }) => {
      const context = contextIn(current, round)
      const first = context && findComment(context, to)
      if (context === null || first === null) return refuse('unknown-comment')
      const own = ownComment(context, comment)
      if (own?.words === words) return []
      const { moment, item } = first
      return [entry('comment-written', { round, comment, to, moment, item, words, writtenAt: own?.at ?? null })]
    },
  }),

  /** By its author or the owner, at any time. */
  deleteComment: command({
    whenClosed: true,
    schema: z.object({ round: roundIdSchema, author: participantIdSchema, comment: commentIdSchema }),
    refusal: (current, { round, author, comment }) =>
      inRound(current, round, (context) =>
        firstRefusal(
          findComment(context, { by: author, comment }) === null ? 'unknown-comment' : null,
          context.participant === author || context.participant === context.state.owner ? null : 'owner-only',
        ),
      ),
    decide: (_context, { round, author, comment }) => [entry('comment-deleted', { round, author, comment })],
  }),

  /** Resolves a thread, or reopens it: open to anyone who may write in it. */
  resolveComment: command({
    whenClosed: true,
    schema: z.object({
      round: roundIdSchema,
      author: participantIdSchema,
      comment: commentIdSchema,
      resolved: z.boolean(),
    }),
    refusal: (current, { round, author, comment }) =>
      inRound(current, round, (context) =>
        firstRefusal(
          refusalToComment(context),
          unlessScored(context.round),
          findComment(context, { by: author, comment })?.to === null ? null : 'unknown-comment',
        ),
      ),
    decide: (current, { round, author, comment, resolved }) => {
      const context = contextIn(current, round)
      const found = context && findComment(context, { by: author, comment })
      return found !== null && (found.resolvedBy !== null) === resolved
        ? []
        : [entry('comment-resolved', { round, author, comment, resolved })]
    },
  }),

  /** Whether people who only watch may comment. */
  letObserversComment: command({
    whenClosed: true,
    schema: z.object({ on: z.boolean() }),
    refusal: ({ state, participant }) => (participant === state.owner ? null : 'owner-only'),
    decide: ({ state }, { on }) => (state.observersComment === on ? [] : [entry('observer-comments-set', { on })]),
  }),

  /** Whether a mentor's own pins of a round are shown as a track of its replay. */
  showPins: command({
    whenClosed: true,
    schema: z.object({ round: roundIdSchema, shown: z.boolean() }),
    refusal: (current, { round }) =>
      inRound(current, round, ({ round: { pins }, participant }) =>
        pins.some(({ by }) => by === participant) ? null : 'unknown-pin',
      ),
    decide: (current, { round, shown }) => {
      const context = contextIn(current, round)
      if (context === null) return refuse('unknown-round')
      return context.round.pinTracks.includes(context.participant) === shown
        ? []
        : [entry('pins-shown', { round, shown })]
    },
  }),
}
