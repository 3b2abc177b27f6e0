import {
  type Comment,
  commentIdSchema,
  commentKey,
  maySend,
  type ParticipantId,
  type Round,
  type SessionState,
  type Thread,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Check, Pin, RotateCcw } from 'lucide-react'
import { nanoid } from 'nanoid'
import { memo, type ReactNode, useState } from 'react'
import { Badge, Button, ConfirmDialog, cx } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { momentWords } from '../clock/moment.ts'
import { type CommentedCard, cardWords } from './card-words.ts'
import { CommentForm } from './comment-form.tsx'
import { wordsOf } from './comment-words.ts'
import { newKey } from './comments-seen.ts'

export type ThreadParts = {
  readonly session: SessionState
  readonly round: Round
  /** `null`: the reader is outside the session. */
  readonly me: ParticipantId | null
  readonly connected: boolean
  /** `null`: nothing can be written here. */
  readonly send: RoomProps['send'] | null
  readonly fresh: ReadonlySet<string>
  readonly cardOf: (item: string) => CommentedCard | null
  readonly onGo: (thread: Thread) => void
}

/**
 * One thread: the moment, the text, the replies, and what this person may do with them. Drawn again only when part of it changed: a replay
 * draws its moment many times a second.
 */
export const CommentThread = memo(function CommentThread({
  thread,
  current,
  ...parts
}: ThreadParts & { readonly thread: Thread; readonly current: boolean }) {
  const { session, round, me, connected, send, onGo, cardOf } = parts
  const { first, replies } = thread
  const [replying, setReplying] = useState(false)
  const time = momentWords(first.moment, round.startedAt)
  const resolved = first.resolvedBy !== null
  const about = { round: round.id, author: first.by, comment: first.comment }
  const resolves =
    send !== null && me !== null && maySend(session, me, { kind: 'resolveComment', ...about, resolved: !resolved })
  const replyTo = { by: first.by, comment: first.comment }
  const answers =
    me !== null &&
    send !== null &&
    maySend(session, me, {
      kind: 'replyToComment',
      round: round.id,
      comment: commentIdSchema.parse('new'),
      to: replyTo,
      words: '-',
    })
  const actions =
    send === null || me === null || replying ? null : (
      <>
        {answers && <Button size="sm" variant="quiet" onPress={() => setReplying(true)}>{t`Reply`}</Button>}
        {resolves && (
          <Button
            size="sm"
            variant="quiet"
            isDisabled={!connected}
            onPress={() => void send({ kind: 'resolveComment', ...about, resolved: !resolved })}
          >
            {resolved ? <RotateCcw aria-hidden="true" /> : <Check aria-hidden="true" />}
            {resolved ? t`Reopen` : t`Resolve`}
          </Button>
        )}
      </>
    )
  return (
    <li
      aria-current={current ? 'true' : undefined}
      className={cx(
        'rounded-md border p-2.5',
        current ? 'border-accent-line bg-accent-soft' : 'border-line bg-raised',
        resolved && 'opacity-80',
      )}
    >
      <div className="flex items-center gap-2">
        <button
          type="button"
          data-thread={commentKey(first)}
          className="tabular rounded-sm px-1 text-sm font-medium text-accent-ink hover:underline"
          aria-label={t`Go to ${time}: ${nameIn(session, first.by)}, ${wordsOf(first)}`}
          onClick={() => onGo(thread)}
        >
          {time}
        </button>
        {first.item !== null && (
          <span className="min-w-0 grow truncate text-xs text-ink-soft" dir="auto">
            {cardWords(cardOf(first.item), round.startedAt)}
          </span>
        )}
        {resolved && <Badge tone="info">{t`Resolved`}</Badge>}
      </div>
      {first.deletedAt === null ? (
        <CommentText {...parts} comment={first} actions={actions} />
      ) : (
        <p className="mt-1 text-sm text-ink-soft italic">{t`This comment was deleted.`}</p>
      )}
      {replies.length > 0 && (
        <ul aria-label={t`Replies`} className="mt-2 flex flex-col gap-2 border-l-2 border-line pl-2.5">
          {replies.map((reply) => (
            <li key={commentKey(reply)}>
              <CommentText {...parts} comment={reply} />
            </li>
          ))}
        </ul>
      )}
      {replying && send !== null && me !== null && (
        <div className="mt-2">
          <CommentForm
            place={{ session, round, me }}
            field={`reply.${first.by}-${first.comment}`}
            label={t`Your reply`}
            submit={t`Reply`}
            connected={connected}
            autoFocus
            onSend={(words) =>
              send({ kind: 'replyToComment', round: round.id, comment: freshId(), to: replyTo, words })
            }
            onDone={() => setReplying(false)}
            onCancel={() => setReplying(false)}
          />
        </div>
      )}
    </li>
  )
})

export function freshId(): Comment['comment'] {
  return commentIdSchema.parse(nanoid())
}

/** Who said it, its text and, for those who may, ways to change or delete it. */
function CommentText({
  comment,
  session,
  round,
  me,
  connected,
  send,
  fresh,
  actions = null,
}: ThreadParts & {
  readonly comment: Comment
  /** What may be done with its thread, in the same row. */
  readonly actions?: ReactNode
}) {
  const [editing, setEditing] = useState(false)
  const [asking, setAsking] = useState(false)
  const about = { round: round.id, author: comment.by, comment: comment.comment }
  const deletes = send !== null && me !== null && maySend(session, me, { kind: 'deleteComment', ...about })
  const edits = deletes && comment.by === me
  const isNew = fresh.has(newKey(round, comment))
  const words = comment.words
  const place = { session, round, me: me ?? '' }
  return (
    <div className="mt-1">
      <p className="flex flex-wrap items-baseline gap-x-1.5 text-xs text-ink-soft">
        <span className="font-medium text-ink" dir="auto">
          {comment.by === me ? t`You` : nameIn(session, comment.by)}
        </span>
        {comment.editedAt !== null && <span>{t`edited`}</span>}
        {isNew && (
          <span className="inline-flex items-center gap-1 font-medium text-accent-ink">
            <span aria-hidden="true" className="size-1.5 rounded-full bg-accent forced-colors:bg-[Highlight]" />
            {t`New`}
          </span>
        )}
      </p>
      {editing && send !== null ? (
        <CommentForm
          place={place}
          field={`reworded.${comment.by}-${comment.comment}`}
          stored={words}
          label={t`Your words`}
          submit={t`Save`}
          connected={connected}
          mayBeEmpty={comment.to === null}
          autoFocus
          onSend={(next) =>
            comment.to === null
              ? send({
                  kind: 'writeComment',
                  round: round.id,
                  comment: comment.comment,
                  moment: comment.moment,
                  item: comment.item,
                  words: next,
                })
              : send({ kind: 'replyToComment', round: round.id, comment: comment.comment, to: comment.to, words: next })
          }
          onDone={() => setEditing(false)}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <p
          dir="auto"
          className={cx('text-sm break-words whitespace-pre-line', words === '' ? 'text-ink-soft italic' : 'text-ink')}
        >
          {words === '' && <Pin aria-hidden="true" className="mr-1 inline size-3.5" />}
          {wordsOf(comment)}
        </p>
      )}
      {(deletes || actions !== null) && !editing && (
        <div className="-ml-2 flex flex-wrap gap-x-1">
          {actions}
          {edits && <Button size="sm" variant="quiet" onPress={() => setEditing(true)}>{t`Edit`}</Button>}
          {deletes && (
            <Button
              size="sm"
              variant="quiet"
              isDisabled={!connected}
              onPress={() => setAsking(true)}
            >{t`Delete`}</Button>
          )}
          <ConfirmDialog
            title={t`Delete this comment?`}
            confirm={t`Delete`}
            isOpen={asking}
            onOpenChange={setAsking}
            onConfirm={() => {
              if (send !== null) void send({ kind: 'deleteComment', ...about })
            }}
          >
            {t`Nobody can read it any more: not here, in exports, or through share links. Files that were saved earlier still contain it.`}
          </ConfirmDialog>
        </div>
      )}
    </div>
  )
}
