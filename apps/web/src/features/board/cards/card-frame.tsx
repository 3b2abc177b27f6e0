import { plural, t } from '@lingui/core/macro'
import { Ellipsis, GripVertical, MessageSquare } from 'lucide-react'
import type { ReactNode } from 'react'
import { personStyle } from '../../../design/index.ts'
import { useBoardContext, useBoardUi, useDropOn, useIsTabStop, usePeopleOn } from '../board-context.ts'
import { useCardDrag, useStillWhileDragged } from '../drag/use-card-drag.ts'
import type { Card } from '../model/board-model.ts'
import { nameOf } from '../model/board-words.ts'
import { isFixed } from '../model/placement.ts'

/** What every card has around its text, in whichever layout: who is there, where a dragged card would land, grip and menu. */
export function CardFrame({
  card,
  children,
  className,
  scrolls = false,
  commentsId,
  peopleId,
}: {
  readonly card: Card
  readonly children: ReactNode
  readonly className?: string
  /** With a height that its text may exceed: people who may not edit must still be able to scroll it. */
  readonly scrolls?: boolean
  /** For a name that says how many comments there are, as the card shows it. */
  readonly commentsId?: string
  /** The same for who is there. */
  readonly peopleId?: string
}) {
  const { item } = card
  const { board, ui, framework } = useBoardContext()
  const people = usePeopleOn(item.id)
  const drop = useDropOn(item.id)
  const tabStop = useIsTabStop(item.id)
  const dragged = useBoardUi((state) => state.drag?.item === item.id)
  const spotlit = useBoardUi((state) => state.spotlight === item.id)
  const lit = useBoardUi((state) => state.lit.has(item.id))
  const comments = useBoardUi((state) => state.commented.get(item.id) ?? 0)
  const startDrag = useCardDrag(card)
  const still = useStillWhileDragged()
  const first = people[0]
  const movable = board !== null && !isFixed(framework, item.id)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging and the context menu each have a key and a button as well
    <div
      ref={still}
      className={`board-card ${className ?? ''}`}
      tabIndex={scrolls && board === null ? 0 : undefined}
      data-drop={drop ?? undefined}
      data-dragged={dragged || undefined}
      data-spotlit={spotlit || undefined}
      data-lit={lit || undefined}
      style={first ? { outline: `2px solid ${personStyle(first.colour).line}` } : undefined}
      onPointerDown={movable ? (event) => startDrag(event, 'card') : undefined}
      onContextMenu={
        board === null
          ? undefined
          : (event) => {
              // The browser's own menu has spelling suggestions while somebody edits.
              if (event.target instanceof HTMLTextAreaElement) return
              event.preventDefault()
              ui.open({ kind: 'menu', item: item.id })
            }
      }
    >
      {movable && (
        <span className="board-grip" aria-hidden="true" onPointerDown={(event) => startDrag(event, 'grip')}>
          <GripVertical />
        </span>
      )}
      {children}
      {comments > 0 && (
        <span className="board-comments" id={commentsId}>
          <MessageSquare aria-hidden="true" />
          <span aria-hidden="true">{comments}</span>
          <span className="sr-only">{plural(comments, { one: '# comment', other: '# comments' })}</span>
        </span>
      )}
      {board !== null && (
        <button
          type="button"
          className="board-more"
          data-overlay-anchor=""
          tabIndex={tabStop ? 0 : -1}
          aria-haspopup="menu"
          aria-label={t`Actions for ${nameOf(framework, item)}`}
          onClick={() => ui.open({ kind: 'menu', item: item.id })}
        >
          <Ellipsis aria-hidden="true" />
        </button>
      )}
      {people.length > 0 && (
        <span className="board-people" id={peopleId}>
          {people.map((person) => {
            const { fill, ink, line } = personStyle(person.colour)
            return (
              <span key={person.key} style={{ background: fill, color: ink, borderColor: line }}>
                <bdi>{person.name}</bdi>
                <span className="sr-only">{t` is here`}</span>
              </span>
            )
          })}
        </span>
      )}
    </div>
  )
}
