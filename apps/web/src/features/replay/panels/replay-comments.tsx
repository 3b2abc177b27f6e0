import type { BoardView, ItemId } from '@greenroom/board'
import type { BoardSeeker, LifeStep } from '@greenroom/replay'
import {
  boardOf,
  type DocumentName,
  type ParticipantId,
  participantIdSchema,
  type Round,
  type SessionState,
  type Thread,
  threadsOf,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { MessageSquare } from 'lucide-react'
import {
  memo,
  type ReactNode,
  type RefObject,
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { usePrinting } from '../../../browser/use-printing.ts'
import { Button, Dialog, Modal } from '../../../design/index.ts'
import { isComposing, letterOf } from '../../board/keyboard.ts'
import { short } from '../../board/model/board-words.ts'
import type { CommentedCard } from '../../comments/card-words.ts'
import { CommentsOver } from '../../comments/comments-over.tsx'
import { CommentsPanel } from '../../comments/comments-panel.tsx'
import { useNewComments } from '../../comments/comments-seen.ts'
import { MomentTracks } from '../../comments/moment-track.tsx'
import { useLiveSession } from '../../comments/use-live-session.ts'
import type { MomentAudience } from '../moment/moment-link.tsx'
import type { PlayerControls } from '../player/use-player.ts'

type Asked = {
  /** Used for cards that are not on the board that is shown; `null`: not open yet. */
  readonly seeker: BoardSeeker | null
  /** The state at the end of the recording. */
  readonly recorded: SessionState
  /** The round that is shown. */
  readonly round: Round | null
  readonly audience: MomentAudience
  readonly controls: PlayerControls
  /** The board that is shown. */
  readonly view: BoardView | null
  /** What plays and pauses the replay: the focus goes there when it resumes. */
  readonly play: RefObject<HTMLButtonElement | null>
}

/** The comments of a replay: a button, a panel beside the board (a sheet in a narrow window), tracks, and signs on cards. */
export type ReplayComments = {
  readonly button: ReactNode
  /** `null` while it is closed. */
  readonly panel: ReactNode
  /** For a timeline that reaches from one time to another. */
  readonly tracks: (from: number, to: number) => ReactNode
  readonly commented: ReadonlyMap<ItemId, number>
}

const narrow = typeof matchMedia === 'undefined' ? null : matchMedia('(max-width: 63.99rem)')
const watchNarrow = (changed: () => void): (() => void) => {
  narrow?.addEventListener('change', changed)
  return () => narrow?.removeEventListener('change', changed)
}

/** Elements that use the letter C themselves. */
const takesLetters =
  'input:not([type=range], [type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=dialog], [role=alertdialog], [role=listbox], [role=menu]'

type KnownCards = {
  readonly of: BoardSeeker | null
  readonly document: DocumentName | null
  readonly cards: ReadonlyMap<string, CommentedCard>
}
const nothingKnown: KnownCards = { of: null, document: null, cards: new Map() }

/** A card at the end of its life: its last text, and when it was removed. */
function cardOfLife(life: readonly LifeStep[]): CommentedCard {
  const last = life.at(-1)
  if (last === undefined) return { words: '', removedAt: 'gone' }
  return { words: last.text, removedAt: last.kind === 'removed' ? last.at : null }
}

/** The text of cards with comments, from the board that is shown; for those that are not on it, from their lives. */
function useCommentedCards(
  seeker: BoardSeeker | null,
  document: DocumentName | null,
  view: BoardView | null,
  items: readonly string[],
): (item: string) => CommentedCard | null {
  const [known, setKnown] = useState(nothingKnown)
  const cards = known.of === seeker && known.document === document ? known.cards : nothingKnown.cards
  const missing = view === null ? [] : items.filter((item) => !view.items.has(item as ItemId) && !cards.has(item))
  // One string for all of them, so that the effect runs once for each set. Ids have no spaces.
  const asked = missing.join(' ')
  useEffect(() => {
    if (seeker === null || document === null || asked === '') return
    let over = false
    Promise.all(
      asked.split(' ').map(async (item) => [item, cardOfLife(await seeker.life(document, item))] as const),
    ).then(
      (found) => {
        if (over) return
        setKnown((before) => ({
          of: seeker,
          document,
          cards: new Map([...(before.of === seeker && before.document === document ? before.cards : []), ...found]),
        }))
      },
      // The board reports that it cannot be played.
      () => undefined,
    )
    return () => {
      over = true
    }
  }, [seeker, document, asked])
  return useCallback(
    (item) => {
      const shown = view?.items.get(item as ItemId)
      if (shown !== undefined) return { words: shown.text, removedAt: null }
      return view === null ? null : (cards.get(item) ?? null)
    },
    [view, cards],
  )
}

/** The most cards that are looked up at once. */
const cardsAtOnce = 40

export function useReplayComments(asked: Asked): ReplayComments {
  const { seeker, recorded, round: shown, audience, controls, view, play } = asked
  const document = shown === null ? null : boardOf(shown.id)
  const { player, toggle, seekTo } = controls
  const [isOpen, setOpen] = useState(false)
  const [annotating, setAnnotating] = useState(false)
  const [chosen, setChosen] = useState<{ readonly round: string; readonly item: string } | null>(null)
  const admission = audience.kind === 'session' ? audience : null
  const me = readerOf(audience)
  // Once opened, it stays mounted: what was written does not disappear with the panel.
  const [wanted, setWanted] = useState(false)
  const live = useLiveSession(admission, wanted)
  const open = (next: boolean): void => {
    setOpen(next)
    if (next) setWanted(true)
  }
  const session = live.session ?? recorded
  const round = session.rounds.find(({ id }) => id === shown?.id) ?? null
  const { fresh, since, markSeen } = useNewComments(session, admission === null ? null : me)
  const threads = useMemo(() => (round === null ? [] : threadsOf(round)), [round])
  const commented = useMemo(() => {
    const counts = new Map<ItemId, number>()
    for (const { first } of threads)
      if (first.item !== null && first.resolvedBy === null && first.deletedAt === null)
        counts.set(first.item as ItemId, (counts.get(first.item as ItemId) ?? 0) + 1)
    return counts
  }, [threads])
  const shownId = shown?.id ?? null
  const item = chosen !== null && chosen.round === shownId ? chosen.item : null
  const setItem = useCallback(
    (next: string | null): void => setChosen(next === null || shownId === null ? null : { round: shownId, item: next }),
    [shownId],
  )
  // Pressing a card makes the next comment about it; by keyboard it is chosen in a list.
  useEffect(() => {
    if (!isOpen) return
    const press = ({ target }: MouseEvent): void => {
      const card = target instanceof Element ? target.closest<HTMLElement>('#main [data-item]') : null
      if (card?.dataset.item) setItem(card.dataset.item)
    }
    window.addEventListener('click', press)
    return () => window.removeEventListener('click', press)
  }, [isOpen, setItem])
  const cards = useMemo(
    () =>
      [...(view?.items.values() ?? [])].flatMap(({ id, text }) =>
        text.trim() === '' ? [] : [{ id, label: short(text, 60) }],
      ),
    [view],
  )
  const items = useMemo(() => {
    const near = threads.findLastIndex(({ first }) => first.moment <= player.at)
    const around = threads.slice(Math.max(0, near - cardsAtOnce), near + cardsAtOnce)
    return [...new Set([...around.flatMap(({ first }) => first.item ?? []), ...(item === null ? [] : [item])])]
  }, [threads, player.at, item])
  const cardOf = useCommentedCards(seeker, document, isOpen ? view : null, items)

  const area = useRef<HTMLTextAreaElement | null>(null)
  const focuses = useRef(false)
  const setArea = (node: HTMLTextAreaElement | null): void => {
    area.current = node
    if (node === null || !focuses.current) return
    focuses.current = false
    node.focus()
  }
  const writeHere = useEffectEvent((): void => {
    if (player.playing) toggle()
    open(true)
    if (area.current === null) focuses.current = true
    else area.current.focus()
  })
  const canWrite = admission !== null && round !== null && round.endedAt !== null
  useEffect(() => {
    if (!canWrite) return
    const press = (pressed: KeyboardEvent): void => {
      if (pressed.defaultPrevented || isComposing(pressed) || letterOf(pressed) !== 'c') return
      if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.shiftKey || pressed.repeat) return
      if (pressed.target instanceof Element && pressed.target.closest(takesLetters) !== null) return
      pressed.preventDefault()
      writeHere()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [canWrite])
  // Paper is narrow, too; a sheet would cover the board there.
  const isPrinting = usePrinting()
  const isNarrow = useSyncExternalStore(watchNarrow, () => narrow?.matches === true) && !isPrinting

  const count = threads.filter(({ first }) => first.deletedAt === null).length
  const go = useCallback(
    ({ first }: Thread): void => {
      seekTo(first.moment)
      if (isNarrow) setOpen(false)
    },
    [seekTo, isNarrow],
  )
  const panel =
    round === null ? null : (
      <CommentsPanel
        key={round.id}
        over={live.over !== null && admission !== null && <CommentsOver {...admission} reason={live.over} />}
        session={session}
        round={round}
        me={me}
        connected={live.connected}
        send={admission === null || live.over !== null ? null : (live.send ?? neverSent)}
        fresh={fresh}
        since={since}
        onRead={markSeen}
        cardOf={cardOf}
        onGo={go}
        at={player.at}
        item={item}
        cards={cards}
        onItem={setItem}
        annotating={annotating}
        onAnnotate={(next) => {
          setAnnotating(next)
          // At its end the comments are listed over the replay.
          if (!next && player.playing) toggle()
        }}
        onGoOn={() => {
          if (isNarrow) setOpen(false)
          if (!player.playing) toggle()
          play.current?.focus()
        }}
        areaRef={setArea}
      />
    )
  const here = useRef(player.at)
  useLayoutEffect(() => {
    here.current = player.at
  })
  const goOn = useCallback(
    (moments: readonly number[]): void => {
      const next = moments.find((moment) => moment > here.current) ?? moments[0]
      if (next !== undefined) seekTo(next)
    },
    [seekTo],
  )
  const press = useCallback((): void => {
    setWanted(true)
    setOpen((before) => !before)
  }, [])
  const tracks = (from: number, to: number): ReactNode => (
    <MomentTracks session={session} from={from} to={to} onGo={goOn} />
  )
  if (round === null || (!canWrite && count === 0)) return { button: null, panel: null, tracks, commented }
  return {
    button: <CommentsButton isOpen={isOpen} count={count} fresh={fresh.size} onPress={press} />,
    panel: !isOpen ? null : isNarrow ? (
      <Modal isOpen onOpenChange={setOpen}>
        <Dialog scrolls title={t`Comments`}>
          {panel}
        </Dialog>
      </Modal>
    ) : (
      panel
    ),
    tracks,
    commented,
  }
}

/** Not drawn again with each moment that is shown. */
const CommentsButton = memo(function CommentsButton({
  isOpen,
  count,
  fresh,
  onPress,
}: {
  readonly isOpen: boolean
  readonly count: number
  readonly fresh: number
  readonly onPress: () => void
}) {
  return (
    <Button
      size="sm"
      aria-expanded={isOpen}
      aria-keyshortcuts="C"
      onPress={onPress}
      variant={isOpen ? 'primary' : 'secondary'}
    >
      <MessageSquare aria-hidden="true" />
      {t`Comments`}
      {count > 0 && <span className="tabular">{count.toLocaleString('en-GB')}</span>}
      {fresh > 0 && (
        <>
          <span aria-hidden="true" className="size-2 rounded-full bg-accent forced-colors:bg-[Highlight]" />
          <span className="sr-only">{t`${fresh} new`}</span>
        </>
      )}
    </Button>
  )
})

/** Until the room answers, nothing is sent: the buttons wait for the connection. */
const neverSent = (): Promise<boolean> => Promise.resolve(false)

function readerOf(audience: MomentAudience): ParticipantId | null {
  switch (audience.kind) {
    case 'session':
      return participantIdSchema.parse(audience.participant)
    case 'nobody':
      return audience.reader
    case 'anyone':
      return null
  }
}
