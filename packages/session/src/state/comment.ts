import { z } from 'zod'
import { commentIdSchema, type ParticipantId, participantIdSchema } from './ids.ts'

/** Identifies a comment: ids are chosen by their authors, so that nobody's can collide with one that they were not sent. */
export const commentRefSchema = z.object({ by: participantIdSchema, comment: commentIdSchema })
export type CommentRef = z.infer<typeof commentRefSchema>

/** A comment on a moment of a round or on a card of its board, written once the round is over; a reply to one; or, without text, a pin. */
export type Comment = CommentRef & {
  /** The comment that it replies to; `null`: it begins a thread. */
  readonly to: CommentRef | null
  /** The moment that its thread is about, in the store's milliseconds. */
  readonly moment: number
  /** The card that its thread is about. */
  readonly item: string | null
  readonly words: string
  /** When it was written; a later change of the text does not move it. */
  readonly at: number
  readonly editedAt: number | null
  /** For a thread's first comment: who resolved the thread. */
  readonly resolvedBy: ParticipantId | null
  /** Its text is gone; its place is kept for its replies. */
  readonly deletedAt: number | null
}

/** Whether both name one comment: ids are unique for each author only. */
export function isComment(one: CommentRef, other: CommentRef): boolean {
  return one.comment === other.comment && one.by === other.by
}

/** The key of a comment within its round. */
export function commentKey({ by, comment }: CommentRef): string {
  return `${by} ${comment}`
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const inOrder = (a: Comment, b: Comment): number => a.at - b.at || compare(a.by, b.by) || compare(a.comment, b.comment)

/** By the time of writing, so that people who receive a comment late fold the same list. Almost always at the end. */
export function withComment(comments: readonly Comment[], comment: Comment): readonly Comment[] {
  // Only a replacement has an earlier entry: for a new comment the list need not be searched.
  const known = comment.editedAt === null ? -1 : comments.findLastIndex((one) => isComment(one, comment))
  if (known !== -1) return comments.with(known, comment)
  let at = comments.length
  while (at > 0 && inOrder(comments[at - 1] as Comment, comment) > 0) at--
  return at === comments.length ? [...comments, comment] : comments.toSpliced(at, 0, comment)
}

/** A first comment with its replies, in the order in which they were written. */
export type Thread = { readonly first: Comment; readonly replies: readonly Comment[] }

/** The threads of a round by the moments that they are about. A deleted comment stays only if somebody has replied to it. */
export function threadsOf({ comments }: { readonly comments: readonly Comment[] }): readonly Thread[] {
  const replies = Map.groupBy(
    comments.filter(({ to, deletedAt }) => to !== null && deletedAt === null),
    ({ to }) => (to === null ? '' : commentKey(to)),
  )
  return comments
    .filter(({ to }) => to === null)
    .map((first): Thread => ({ first, replies: replies.get(commentKey(first)) ?? [] }))
    .filter(({ first, replies }) => first.deletedAt === null || replies.length > 0)
    .toSorted((a, b) => a.first.moment - b.first.moment || inOrder(a.first, b.first))
}

/** Comments that can be read, in all rounds, or by one person. */
export function countComments(
  { rounds }: { readonly rounds: readonly { readonly comments: readonly Comment[] }[] },
  by?: ParticipantId,
): number {
  let count = 0
  for (const { comments } of rounds)
    for (const one of comments) if (one.deletedAt === null && (by === undefined || one.by === by)) count++
  return count
}
