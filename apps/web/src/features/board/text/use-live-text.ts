import { mapOffset, rebaseEdit, type TextEdit, textEdit } from '@greenroom/board'
import { type CompositionEvent, type FormEvent, type RefObject, useEffectEvent, useLayoutEffect, useRef } from 'react'

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
  /** Returns whether the board accepted it. `typed`: what the person entered, of which `edit` may be a part. */
  readonly write: (edit: TextEdit, typed: string) => boolean
  /** The caret may be elsewhere now; browsers do not always report that. */
  readonly moved: () => void
}): {
  readonly onInput: (event: FormEvent<HTMLTextAreaElement>) => void
  readonly onCompositionStart: () => void
  readonly onCompositionEnd: (event: CompositionEvent<HTMLTextAreaElement>) => void
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

  /** `entered`: what the browser says was entered; where it replaced something like it, that is more than the difference. */
  const send = (entered: string): void => {
    const area = areaRef.current
    if (!area) return
    const mine = textEdit(synced.current, area.value, area.selectionEnd)
    const board = read()
    const typed = mine && entered.includes(mine.insert) ? entered : (mine?.insert ?? '')
    if (mine && write(rebaseEdit(mine, synced.current, board), typed)) {
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
    if (mine) write(rebaseEdit(mine, synced.current, read()), mine.insert)
  })
  useLayoutEffect(() => () => leave(), [])

  return {
    onInput: ({ nativeEvent }) => {
      if (!composing.current) send(nativeEvent instanceof InputEvent ? (nativeEvent.data ?? '') : '')
    },
    onCompositionStart: () => {
      composing.current = true
    },
    onCompositionEnd: ({ data }) => {
      composing.current = false
      send(data)
    },
  }
}
