import { t } from '@lingui/core/macro'
import { type KeyboardEvent, type MouseEvent, memo, useLayoutEffect, useRef } from 'react'
import { useBoardContext, useCardFocus, useIsTabStop, usePeopleOn } from '../board-context.ts'
import { ShownText } from '../cards/shown-text.tsx'
import { caretAtEdge, takeFocus } from '../focus/take-focus.ts'
import { isComposing } from '../keyboard.ts'
import type { Card } from '../model/board-model.ts'
import { offsetAtPoint } from './caret-point.ts'
import { pasteLines } from './paste-lines.ts'
import { WritingArea } from './writing-area.tsx'

/**
 * A card's own text: at rest a button that opens it for editing, otherwise a textarea. `onArrow` moves between cards; it returns whether
 * there was somewhere to go.
 */
export const CardText = memo(function CardText({
  card,
  onArrow,
  focusedBy = 'text',
}: {
  readonly card: Card
  readonly onArrow: (event: KeyboardEvent, card: Card) => boolean
  /** `node`: at rest the tree item around the text takes the focus and its keys. */
  readonly focusedBy?: 'text' | 'node'
}) {
  const { item, kind } = card
  const context = useBoardContext()
  const { ui, board } = context
  const focus = useCardFocus(item.id)
  const people = usePeopleOn(item.id)
  const tabStop = useIsTabStop(item.id)
  const area = useRef<HTMLTextAreaElement>(null)
  const resting = useRef<HTMLElement>(null)
  const writing = board !== null && focus?.mode === 'edit'

  // A card that somebody moves is mounted again: editing then continues where the caret was.
  useLayoutEffect(() => {
    const element = area.current
    if (!writing || !element) return
    return () => {
      const { selectionStart: anchor, selectionEnd: head } = element
      ui.lastWords.item = item.id
      ui.lastWords.text = element.value
      ui.selection.set(item.id, { anchor, head })
    }
  }, [ui, item.id, writing])

  useLayoutEffect(() => {
    if (!focus) return
    const atRest = focusedBy === 'node' ? resting.current?.closest<HTMLElement>('[role=treeitem]') : resting.current
    takeFocus(ui, focus, writing ? area.current : (atRest ?? null))
  }, [ui, focus, writing, focusedBy])

  if (board === null) {
    return (
      <span className="board-writing" ref={resting}>
        {item.text === '' ? (
          <span className="board-text board-placeholder">{t`Nothing here yet`}</span>
        ) : (
          <ShownText text={item.text} people={people} />
        )}
      </span>
    )
  }

  if (writing) {
    return (
      <WritingArea
        areaRef={area}
        label={kind.label}
        placeholder={kind.placeholder}
        text={item.text}
        read={() => board.current().items.get(item.id)?.text ?? ''}
        write={(edit, typed) => context.write(item.id, edit, typed)}
        mirror={<ShownText text={item.text} people={people} hidden />}
        onEnter={() => context.pressChord('Enter', item.id, 'edit')}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return
          if (context.press(event, item.id, 'edit')) return
          if (caretAtEdge(event) && onArrow(event, card)) event.preventDefault()
        }}
        onPaste={(event) => {
          if (pasteLines(event, context, item.id)) event.preventDefault()
        }}
        onBlur={() => {
          const state = ui.store.getState()
          // Another window, or a menu that this card opened: editing continues.
          if (!document.hasFocus() || state.overlay !== null) return
          if (state.focus?.item === item.id && state.focus.mode === 'edit') ui.leave()
        }}
        onSelect={(anchor, head) => {
          ui.selection.set(item.id, { anchor, head })
          board.setFocus(item.id, { field: null, anchor, head })
        }}
      />
    )
  }
  const shown =
    item.text === '' ? (
      <span className="board-text board-placeholder">{kind.placeholder}</span>
    ) : (
      <ShownText text={item.text} people={people} />
    )
  const write = (event: MouseEvent<HTMLElement>): void => {
    // A click made by Enter or Space has no position; the key has its own action.
    const at = event.detail > 0 ? offsetAtPoint(event.currentTarget, event.clientX, event.clientY) : null
    ui.edit(item.id, at ?? 'end')
  }
  if (focusedBy === 'node') {
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the tree item around it has the keys
      // biome-ignore lint/a11y/noStaticElementInteractions: the tree item around it has the role
      <span ref={resting} className="board-writing" onClick={write}>
        {shown}
      </span>
    )
  }
  return (
    <button
      ref={(element) => {
        resting.current = element
      }}
      type="button"
      className="board-writing"
      tabIndex={tabStop ? 0 : -1}
      onClick={write}
      onFocus={() => {
        if (ui.store.getState().focus?.item !== item.id) ui.rest(item.id)
        board.setFocus(item.id, null)
      }}
      onKeyDown={(event) => {
        if (context.press(event, item.id, 'rest')) return
        if (onArrow(event, card)) event.preventDefault()
      }}
    >
      {shown}
    </button>
  )
})
