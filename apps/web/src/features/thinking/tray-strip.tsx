import { boardLimits, type Framework, type Item, type ItemId, trayFramework } from '@greenroom/board'
import { type BoardClient, freshItemId } from '@greenroom/room-client'
import { type ParticipantId, type Round, seatIn, trayOf } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { ArrowUpFromLine, Trash2, X } from 'lucide-react'
import { useEffect, useLayoutEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { flushSync } from 'react-dom'
import { Button, IconButton, Kbd } from '../../design/index.ts'
import { announce } from '../../live/announcements.ts'
import { type OpenBoard, useRoom } from '../../live/room-context.ts'
import { cardDraftsOf } from '../../live/room-draft.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { setRoomView, useRoomView } from '../../live/room-view.ts'
import { chordOf, isApple, isComposing } from '../board/keyboard.ts'
import { refusalWords } from '../board/model/board-words.ts'
import { startsWriting } from '../board/text/starts-writing.ts'
import { openUnfitWords } from '../board/text/unfit-words.ts'
import { WritingArea } from '../board/text/writing-area.tsx'
import { keysOfThinking, useThinkingKey } from './thinking-keys.ts'
import { useMovedThoughts } from './use-moved-thoughts.ts'
import './tray-strip.css'

const section = 'tray'

type Props = RoomProps & {
  readonly board: OpenBoard
  /** Ids of the sections that the current phase opens: a card moves to the first that takes one. */
  readonly openSections: readonly string[]
}

/** The candidate's think tray: a strip over the foot of the board that nobody else is sent. Opens and closes with its key. */
export function TrayStrip(props: Props) {
  const { round, me } = props
  const tray = useOwnTray(round, me)
  const open = useRoomView((view) => view.trayOpen)
  const noteMove = useMovedThoughts(tray, props.board.board)
  useThinkingKey('tray', tray === null ? null : toggleTray)
  if (tray === null || !open) return null
  return <Tray {...props} tray={tray} onMoved={noteMove} onClose={toggleTray} />
}

function toggleTray(): void {
  const { trayOpen } = useRoomView.getState()
  // On a phone the board comes to the front, over whose foot it stands.
  setRoomView({ trayOpen: !trayOpen, ...(trayOpen ? {} : { onPhone: 'board' }) })
}

/**
 * The think tray of the candidate of a round that runs; nobody else has one. Opened outside of drawing, and kept open by the room: what is
 * written offline is sent when it connects again.
 */
function useOwnTray(round: Round, me: ParticipantId): BoardClient | null {
  const { client } = useRoom()
  const mine = seatIn(round, me) === 'candidate' && round.status === 'running'
  const [tray, setTray] = useState<BoardClient | null>(null)
  useEffect(() => {
    if (mine) setTray(client.openBoard(trayOf(round.id, me), trayFramework))
  }, [client, mine, round.id, me])
  return mine ? tray : null
}

function useTray(tray: BoardClient) {
  return useSyncExternalStore(tray.subscribe, tray.getSnapshot)
}

/** In the bar at the foot of the room: opens and closes the candidate's think tray, and counts its cards. */
export function TrayButton({ round, me }: Pick<RoomProps, 'round' | 'me'>) {
  const tray = useOwnTray(round, me)
  return tray === null ? null : <CountedButton tray={tray} />
}

function CountedButton({ tray }: { readonly tray: BoardClient }) {
  const cards = useTray(tray).view.items.size
  const open = useRoomView((view) => view.trayOpen)
  return (
    <Button
      variant="quiet"
      size="sm"
      aria-expanded={open}
      aria-keyshortcuts={keysOfThinking('tray')}
      className="shrink-0 self-center"
      onPress={toggleTray}
    >
      {t`Think tray`}
      {cards > 0 && <span className="tabular text-ink-faint">{cards}</span>}
      <kbd className="text-2xs text-ink-faint max-md:hidden">{keysOfThinking('tray').replace('+', ' ')}</kbd>
    </Button>
  )
}

/** The first section of the phase that takes a card; the line is the framework's own. */
function targetOf(framework: Framework, openSections: readonly string[]) {
  const takes = framework.sections.filter(({ layout, kinds }) => layout !== 'line' && kinds.length > 0)
  return takes.find(({ id }) => openSections.includes(id)) ?? takes[0] ?? null
}

function Tray({
  tray,
  board,
  openSections,
  onMoved,
  onClose,
  ...place
}: Props & {
  readonly tray: BoardClient
  /** A thought is on the board now. */
  readonly onMoved: (item: ItemId) => void
  readonly onClose: () => void
}) {
  const { view, saved } = useTray(tray)
  const root = useRef<HTMLElement>(null)
  const [focused, setFocused] = useState<ItemId | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const target = targetOf(board.framework, openSections)
  const items = (view.roots.get(section) ?? []).flatMap((id) => view.items.get(id) ?? [])
  const readOnly = saved.kind === 'read-only' || saved.kind === 'loading'
  const draftsUnder = cardDraftsOf(place)
  const unfit = useMemo(() => openUnfitWords(draftsUnder), [draftsUnder])

  const add = (): void => {
    const item = freshItemId()
    const answer = tray.apply({
      kind: 'addItem',
      item,
      itemKind: 'thought',
      text: '',
      at: { section, parent: null, before: null },
    })
    setRefused(answer.ok ? null : refusalWords(answer.code))
    if (answer.ok) setFocused(item)
  }
  const remove = (item: Item): void => {
    tray.apply({ kind: 'removeItem', item: item.id })
    setFocused(null)
    root.current?.querySelector<HTMLElement>('.tray-add')?.focus()
  }
  /** The board has the card before the tray lets go of it, under the same id. */
  const move = (item: Item): void => {
    const kind = target?.kinds[0]
    if (target === null || kind === undefined || item.text.trim() === '') return
    board.board.breakUndo()
    const at = { section: target.id, parent: null, before: null }
    const answer = board.board.apply({ kind: 'addItem', item: item.id, itemKind: kind, text: item.text, at })
    board.board.breakUndo()
    setRefused(answer.ok ? null : refusalWords(answer.code))
    if (!answer.ok) return
    onMoved(item.id)
    tray.apply({ kind: 'removeItem', item: item.id })
    announce(t`Moved to ${target.title}`)
    setFocused(null)
    root.current?.querySelector<HTMLElement>('.tray-add')?.focus()
  }

  useEffect(() => {
    root.current?.querySelector<HTMLElement>('textarea, .tray-add')?.focus()
  }, [])

  return (
    <section
      ref={root}
      aria-label={t`Think tray, only you see it`}
      className="tray"
      onKeyDown={(event) => {
        // Escape gives up a composition before it closes anything.
        if (event.defaultPrevented || isComposing(event.nativeEvent)) return
        if (event.key === 'Escape') return onClose()
        if (event.target instanceof HTMLTextAreaElement) return
        // A thought that was just moved comes back by the key that undoes everything else on the board.
        const chord = chordOf(event, isApple())
        if (chord === 'Mod+z') board.board.undo()
        else if (chord === 'Mod+Shift+z' || chord === 'Mod+y') board.board.redo()
        else return
        event.preventDefault()
      }}
    >
      <header className="tray-head">
        <h2>{t`Think tray`}</h2>
        <p>{t`Only you see these cards. The interviewer sees how many there are.`}</p>
        <span className="tray-keys">
          <Kbd keys="Mod+Enter" /> {target ? t`to ${target.title}` : null}
        </span>
        <IconButton label={t`Close the think tray`} keys={keysOfThinking('tray')} size="sm" onPress={onClose}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      {refused !== null && (
        <p role="alert" className="tray-refused">
          {refused}
        </p>
      )}
      <ul className="tray-cards">
        {items.map((item) => (
          <ThoughtCard
            key={item.id}
            item={item}
            tray={tray}
            target={target?.title ?? null}
            autoFocus={focused === item.id}
            onMove={() => move(item)}
            onRemove={() => remove(item)}
            onNext={add}
            onUnfit={(typed) => unfit.add(item.id, typed)}
          />
        ))}
        <li>
          <button
            type="button"
            className="tray-add"
            disabled={readOnly || items.length >= boardLimits.items}
            onClick={add}
            // The tray opens with the focus here: somebody who keeps typing writes a thought, from the first letter on.
            onKeyDown={(event) => {
              if (startsWriting(event)) flushSync(add)
            }}
          >
            {t`Add a thought`}
          </button>
        </li>
      </ul>
    </section>
  )
}

function ThoughtCard({
  item,
  tray,
  target,
  autoFocus,
  onMove,
  onRemove,
  onNext,
  onUnfit,
}: {
  readonly item: Item
  readonly tray: BoardClient
  readonly target: string | null
  readonly autoFocus: boolean
  readonly onMove: () => void
  readonly onRemove: () => void
  readonly onNext: () => void
  /** What the thought has no room for: the board offers it below, as that of its own cards. */
  readonly onUnfit: (typed: string) => void
}) {
  const area = useRef<HTMLTextAreaElement>(null)
  // At once: the letter that opened it is typed where the focus is.
  useLayoutEffect(() => {
    if (autoFocus) area.current?.focus()
  }, [autoFocus])
  return (
    <li className="tray-card" data-item={item.id}>
      <WritingArea
        areaRef={area}
        label={t`Thought`}
        placeholder={t`A thought`}
        text={item.text}
        read={() => tray.getSnapshot().view.items.get(item.id)?.text ?? ''}
        write={(edit, typed) => {
          const { ok } = tray.apply({ kind: 'editText', item: item.id, ...edit })
          if (!ok) onUnfit(typed)
          return ok
        }}
        mirror={
          <span className="board-text" data-mirror="" aria-hidden="true">
            {item.text}
            {'\u200b'}
          </span>
        }
        onEnter={() => {
          onNext()
          return true
        }}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return
          const chord = chordOf(event, isApple())
          if (chord === 'Mod+Enter') onMove()
          else if (chord === 'Enter') onNext()
          else if (chord === 'Backspace' && item.text === '') onRemove()
          else return
          event.preventDefault()
        }}
      />
      <span className="tray-tools">
        {target !== null && (
          <IconButton
            label={t`Move to ${target}`}
            keys="Mod+Enter"
            size="sm"
            isDisabled={item.text.trim() === ''}
            onPress={onMove}
          >
            <ArrowUpFromLine aria-hidden="true" />
          </IconButton>
        )}
        <IconButton label={t`Remove this thought`} size="sm" onPress={onRemove}>
          <Trash2 aria-hidden="true" />
        </IconButton>
      </span>
    </li>
  )
}
