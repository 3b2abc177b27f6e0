import { z } from 'zod'
import { changeRound } from '../state/change-round.ts'
import { type Comment, commentRefSchema, isComment, withComment } from '../state/comment.ts'
import { type CommentId, commentIdSchema, type ParticipantId } from '../state/ids.ts'
import type { Round } from '../state/state.ts'
import { authorThenOpen, insiders } from './audience-rows.ts'
import { milliseconds, participant, round, words } from './entry-data.ts'
import { authorOf, entryKind } from './entry-kind.ts'

/** Comments judge, as feedback points do: an outsider reads them only in a share link of the desk's view, with words. */
const comments = { ...authorThenOpen, replayLink: 'desk-words' } as const

const change = (round: Round, ref: Pick<Comment, 'by' | 'comment'>, part: Partial<Comment>): Round => {
  const index = round.comments.findLastIndex((one) => isComment(one, ref))
  const found = round.comments[index]
  return found === undefined ? round : { ...round, comments: round.comments.with(index, { ...found, ...part }) }
}

const commentKey = (by: ParticipantId | null, comment: CommentId): string => `comment ${by} ${comment}`

export const commentEntries = {
  /**
   * A comment, or its new text under the same id. `to`: the comment that it replies to. Without text it is a pin. `writtenAt`: when a
   * comment was written whose text is being replaced; `null` for a new one, which was written at this entry's own time.
   */
  'comment-written': entryKind({
    schema: z.object({
      round,
      comment: commentIdSchema,
      to: commentRefSchema.nullable(),
      moment: milliseconds,
      item: z.string().max(64).nullable(),
      words,
      writtenAt: milliseconds.nullable(),
    }),
    audience: comments,
    replaces: ({ data, by }) => commentKey(by, data.comment),
    fold: (state, entry) => {
      const { round: id, writtenAt, ...data } = entry.data
      const by = authorOf(entry)
      return changeRound(state, id, (round) => {
        const before =
          writtenAt === null
            ? undefined
            : round.comments.findLast((one) => isComment(one, { by, comment: data.comment }))
        const comment: Comment = {
          ...data,
          by,
          at: writtenAt ?? entry.at,
          editedAt: writtenAt === null ? null : entry.at,
          resolvedBy: before?.resolvedBy ?? null,
          deletedAt: before?.deletedAt ?? null,
        }
        return { ...round, comments: withComment(round.comments, comment) }
      })
    },
  }),
  /** By its author, or by the session's owner. From then on nobody is sent its text any more (`view/erased.ts`). */
  'comment-deleted': entryKind({
    schema: z.object({ round, author: participant, comment: commentIdSchema }),
    audience: comments,
    // Of a comment that was deleted before it opened, nothing opens.
    replaces: ({ data }) => commentKey(data.author, data.comment),
    neverOpens: true,
    fold: (state, { data, at }) =>
      changeRound(state, data.round, (round) =>
        change(round, { by: data.author, comment: data.comment }, { words: '', deletedAt: at }),
      ),
  }),
  /** A thread is resolved, or reopened. */
  'comment-resolved': entryKind({
    schema: z.object({ round, author: participant, comment: commentIdSchema, resolved: z.boolean() }),
    audience: comments,
    fold: (state, entry) => {
      const { round: id, author, comment, resolved } = entry.data
      const resolvedBy = resolved ? authorOf(entry) : null
      return changeRound(state, id, (round) => change(round, { by: author, comment }, { resolvedBy }))
    },
  }),
  /** Whether people who only watch may comment. */
  'observer-comments-set': entryKind({
    schema: z.object({ on: z.boolean() }),
    audience: insiders,
    fold: (state, { data }) => ({ ...state, observersComment: data.on }),
  }),
  /** Whether the author's pins of a round are a track of its replay. */
  'pins-shown': entryKind({
    schema: z.object({ round, shown: z.boolean() }),
    audience: comments,
    replaces: ({ by }) => `pins of ${by}`,
    fold: (state, entry) => {
      const by = authorOf(entry)
      return changeRound(state, entry.data.round, (round) => {
        const others = round.pinTracks.filter((one) => one !== by)
        return { ...round, pinTracks: entry.data.shown ? [...others, by].sort() : others }
      })
    },
  }),
}
