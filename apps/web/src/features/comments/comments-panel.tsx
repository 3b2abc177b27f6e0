import { maySend, type ParticipantId, type RefusalCode, refusalTo, type SessionState, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Pin } from 'lucide-react'
import { type ReactNode, type Ref, useEffect, useState } from 'react'
import { Button, Callout, Dialog, Kbd, Modal, Select, Switch } from '../../design/index.ts'
import { momentWords } from '../clock/moment.ts'
import { cardWords } from './card-words.ts'
import { CommentForm } from './comment-form.tsx'
import { CommentList } from './comment-list.tsx'
import { CommentSummary, threadsByPerson } from './comment-summary.tsx'
import { freshId, type ThreadParts } from './comment-thread.tsx'
import { newWords, readersOf, refusalOf } from './comment-words.ts'

export type CommentsPanelProps = ThreadParts & {
  /** The moment that is shown, in the store's milliseconds. */
  readonly at: number
  /** The card that a new comment is about; `null`: only the moment. */
  readonly item: string | null
  readonly onItem: (item: string | null) => void
  /** The cards of the board that is shown, by their text. */
  readonly cards: readonly { readonly id: string; readonly label: string }[]
  /** Local milliseconds of the last visit. */
  readonly since: number | null
  readonly onRead: () => void
  /** Annotating: each comment pauses the replay and then resumes it. */
  readonly annotating: boolean
  readonly onAnnotate: (annotating: boolean) => void
  /** Resumes the replay, with the focus on what pauses it: annotating begins, or a comment was written or discarded. */
  readonly onGoOn: () => void
  readonly areaRef: Ref<HTMLTextAreaElement>
  /** Why nothing can be written any more, in place of the field. */
  readonly over?: ReactNode
}

/** Comments on the moments of a round: what is new, a field for the moment that is shown, and the threads. */
export function CommentsPanel(props: CommentsPanelProps) {
  const { session, round, me, connected, send, fresh, since, onRead, annotating, onAnnotate, onGoOn } = props
  const [finished, setFinished] = useState(false)
  const ofRound = [...fresh].filter((key) => key.startsWith(`${round.id} `)).length
  // What is read now is not new next time.
  useEffect(() => onRead())
  // Nothing here may change with the moment, or every thread is drawn again with it.
  const parts = { session, round, me, connected, send, fresh, cardOf: props.cardOf, onGo: props.onGo }
  const mine = finished && me !== null ? threadsByPerson(round, me) : []
  return (
    <section aria-label={t`Comments`} className="flex flex-col gap-3">
      {ofRound > 0 && (
        <p role="status" className="text-sm font-medium text-accent-ink">
          {newWords(ofRound, since, Date.now())}
        </p>
      )}
      {props.over}
      {me !== null && send !== null && <Composer {...props} />}
      {me !== null && send !== null && !isShutOut(refusalHere(props)) && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 print:hidden">
          {annotating ? (
            <Button
              size="sm"
              onPress={() => {
                onAnnotate(false)
                setFinished(true)
              }}
            >{t`Finish annotating`}</Button>
          ) : (
            <Button
              size="sm"
              onPress={() => {
                onAnnotate(true)
                // Not on the button that ends it, which replaces this one: Space would press it.
                onGoOn()
              }}
            >{t`Annotate while it plays`}</Button>
          )}
          {annotating && (
            <p className="text-xs text-ink-soft">
              <Kbd keys="C" /> {t`pauses`}, <Kbd keys="Enter" /> {t`saves and keeps playing`}, <Kbd keys="Escape" />{' '}
              {t`resumes`}
            </p>
          )}
        </div>
      )}
      <Choices {...props} />
      <CommentList {...parts} at={props.at} />
      <Modal isOpen={finished} onOpenChange={setFinished} width="lg">
        <Dialog
          scrolls
          title={t`Your comments`}
          lead={
            round.status === 'scored'
              ? t`Everybody in this session can read them in the replay and in the debrief.`
              : t`Everybody in this session can read them in the replay and in the debrief once the scores are open.`
          }
        >
          {mine.length === 0 ? (
            <p className="text-sm text-ink-soft">{t`You have left no comments on this round.`}</p>
          ) : (
            <CommentSummary session={session} round={round} by={me} cardOf={props.cardOf} />
          )}
        </Dialog>
      </Modal>
      {!connected && send !== null && round.comments.length > 0 && (
        <Callout tone="info">{t`You are offline: other people’s new comments appear once you are connected.`}</Callout>
      )}
    </section>
  )
}

/** Why the comment that is being written would be refused. `null`: it would not be. */
function refusalHere({ session, round, me, at, item }: CommentsPanelProps): RefusalCode | null {
  if (me === null) return 'not-joined'
  // Whole milliseconds: the player may be between two of them.
  const asked = { round: round.id, comment: freshId(), moment: Math.round(at), item, words: '' }
  return refusalTo(session, me, { kind: 'writeComment', ...asked })
}

/** Refused whatever the moment and the text are. */
const isShutOut = (code: RefusalCode | null): boolean =>
  code === 'watching-only' || code === 'round-not-ended' || code === 'round-not-started' || code === 'not-joined'

/** No card has such an id. */
const theMoment = ' '

/** The field for the moment that is shown. */
function Composer(props: CommentsPanelProps) {
  const { session, round, me, connected, send, at, item, onItem, cards, cardOf, annotating, onGoOn, areaRef } = props
  if (me === null || send === null) return null
  const code = refusalHere(props)
  if (code !== null && isShutOut(code)) return <p className="text-sm text-ink-soft">{refusalOf(code)}</p>
  const moment = Math.round(at)
  const write = async (words: string): Promise<boolean> => {
    const done = await send({ kind: 'writeComment', round: round.id, comment: freshId(), moment, item, words })
    // The next one is about another moment, and rarely about the same card.
    if (done) onItem(null)
    return done
  }
  return (
    <div className="flex flex-col gap-1.5 print:hidden">
      {cards.length > 0 && (
        <Select
          label={t`About`}
          selectedKey={item ?? theMoment}
          onSelectionChange={(key) => onItem(key === theMoment ? null : String(key))}
          choices={[
            { id: theMoment, label: t`This moment` },
            ...(item === null || cards.some(({ id }) => id === item)
              ? []
              : [{ id: item, label: cardWords(cardOf(item), round.startedAt) }]),
            ...cards,
          ]}
        />
      )}
      <CommentForm
        place={{ session, round, me }}
        field="comment"
        label={t`Comment at ${momentWords(moment, round.startedAt)}`}
        description={readersOf(round)}
        submit={annotating ? t`Save and keep playing` : t`Comment`}
        connected={connected}
        refusal={code === null ? undefined : refusalOf(code)}
        enterSends={annotating}
        areaRef={areaRef}
        onSend={write}
        {...(annotating && { onDone: onGoOn, onCancel: onGoOn })}
        extra={
          <Button size="sm" isDisabled={!connected || code !== null} onPress={() => void write('')}>
            <Pin aria-hidden="true" />
            {t`Pin without words`}
          </Button>
        }
      />
    </div>
  )
}

/** Whether anybody else is here who has only watched. */
const onlyWatching = ({ participants, rounds }: SessionState, me: ParticipantId): boolean =>
  Object.values(participants).some(
    ({ id, removedAt }) =>
      id !== me && removedAt === null && rounds.every((round) => (seatIn(round, id) ?? 'observer') === 'observer'),
  )

/** What is chosen once for a round or session: whether one's pins are a track, and whether observers may comment. */
function Choices({ session, round, me, connected, send }: CommentsPanelProps) {
  if (me === null || send === null) return null
  const pinned = maySend(session, me, { kind: 'showPins', round: round.id, shown: true })
  const owner = onlyWatching(session, me) && maySend(session, me, { kind: 'letObserversComment', on: true })
  if (!pinned && !owner) return null
  return (
    <div className="flex flex-col gap-1.5 print:hidden">
      {pinned && (
        <Switch
          isSelected={round.pinTracks.includes(me)}
          isDisabled={!connected}
          onChange={(shown) => void send({ kind: 'showPins', round: round.id, shown })}
          description={
            round.status === 'scored'
              ? t`For everybody in this session`
              : t`For everybody in this session, once the scores are open`
          }
        >{t`Show my pins as a track`}</Switch>
      )}
      {owner && (
        <Switch
          isSelected={session.observersComment}
          isDisabled={!connected}
          onChange={(on) => void send({ kind: 'letObserversComment', on })}
        >{t`Observers may comment`}</Switch>
      )}
    </div>
  )
}
