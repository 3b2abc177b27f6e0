import { mapOffset, rebaseEdit, type TextEdit, textEdit } from '@greenroom/board'
import { type RefObject, useEffectEvent, useLayoutEffect, useRef } from 'react'

/**
 * Connects a textarea to a text that others edit, too. The textarea is not controlled by React: its value and its caret are set only when
 * the shared text differs from it, and the caret is carried through the others' edits.
 *
 * `synced` is the text on which the textarea and the board last agreed. What the person types is the difference from it, rebased onto
 * whatever the board has by then; while an input method composes, both sides wait.
 */
export function useLiveText({
  area: areaRef,
  text: drawn,
  read,
  write,
  moved,
}: {
  readonly area: RefObject<HTMLTextAreaElement | null>
  /** The text as drawn. */
  readonly text: string
  /** The text as it is now, perhaps newer. */
  readonly read: () => string
  /** Returns whether the board accepted it. */
  readonly write: (edit: TextEdit) => boolean
  /** The caret may be elsewhere now; browsers do not always report that. */
  readonly moved: () => void
}): {
  readonly onInput: () => void
  readonly onCompositionStart: () => void
  readonly onCompositionEnd: () => void
} {
  const synced = useRef(drawn)
  const composing = useRef(false)

  /** Puts the board's text into the textarea, with the caret where it belongs. */
  const show = (text: string): void => {
    const area = areaRef.current
    if (!area) return
    if (area.value === text) {
      synced.current = text
      return
    }
    const start = mapOffset(area.value, text, area.selectionStart)
    const end = mapOffset(area.value, text, area.selectionEnd)
    const direction = area.selectionDirection
    area.value = text
    synced.current = text
    // Setting a selection in an area without focus would scroll it into view in some browsers.
    if (document.activeElement !== area) return
    area.setSelectionRange(start, end, direction)
    moved()
  }

  const send = (): void => {
    const area = areaRef.current
    if (!area) return
    const mine = textEdit(synced.current, area.value, area.selectionEnd)
    const board = read()
    if (mine && write(rebaseEdit(mine, synced.current, board))) {
      // The area shows my edit on the old text; the board's text has both.
      synced.current = area.value
    }
    show(read())
    moved()
  }

  useLayoutEffect(() => {
    const area = areaRef.current
    if (!area) return
    if (composing.current || area.value === drawn) return
    // The drawn text is older than the board: a newer drawing follows at once.
    if (drawn !== read()) return
    show(drawn)
  })

  // Another person's act (a move, a new phase) may remove the textarea in the middle of a composition: its content counts.
  const leave = useEffectEvent((): void => {
    const area = areaRef.current
    if (!composing.current || !area) return
    composing.current = false
    const mine = textEdit(synced.current, area.value)
    if (mine) write(rebaseEdit(mine, synced.current, read()))
  })
  useLayoutEffect(() => () => leave(), [])

  return {
    onInput: () => {
      if (!composing.current) send()
    },
    onCompositionStart: () => {
      composing.current = true
    },
    onCompositionEnd: () => {
      composing.current = false
      send()
    },
  }
}
