import { type RefObject, useLayoutEffect, useRef } from 'react'
import { diffText, mapOffset, rebaseEdit, type TextEdit } from './text-diff.ts'

/**
 * Ties a textarea to a text that others write in too. The textarea is not controlled by React: its value and its caret are
 * set only when the shared text differs from it, and the caret is carried through the others' edits.
 *
 * `synced` is the text on which the textarea and the board last agreed. What the person types is the difference from it,
 * rebased onto whatever the board holds by then; while an input method composes, both sides wait.
 */
export function useLiveText(options: {
  readonly area: RefObject<HTMLTextAreaElement | null>
  /** The text as drawn. */
  readonly text: string
  /** The text as it is now, perhaps newer. */
  readonly read: () => string
  /** Answers whether the board took it. */
  readonly write: (edit: TextEdit) => boolean
  /** The caret may stand elsewhere now; browsers do not always say so. */
  readonly moved: () => void
}): {
  readonly onInput: () => void
  readonly onCompositionStart: () => void
  readonly onCompositionEnd: () => void
} {
  const latest = useRef(options)
  latest.current = options
  const synced = useRef(options.text)
  const composing = useRef(false)

  /** Puts the board's text into the textarea, with the caret where it belongs. */
  const show = (text: string): void => {
    const area = latest.current.area.current
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
    latest.current.moved()
  }

  const send = (): void => {
    const { area: ref, read, write } = latest.current
    const area = ref.current
    if (!area) return
    const mine = diffText(synced.current, area.value, area.selectionEnd)
    const board = read()
    if (mine && write(rebaseEdit(mine, synced.current, board))) {
      // The area shows my edit on the old text; the board's text has both.
      synced.current = area.value
    }
    show(read())
    latest.current.moved()
  }

  useLayoutEffect(() => {
    const area = options.area.current
    if (!area) return
    if (composing.current || area.value === options.text) return
    // Drawn text that is older than the board: a newer drawing follows at once.
    if (options.text !== options.read()) return
    show(options.text)
  })

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
