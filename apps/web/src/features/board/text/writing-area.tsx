import type { TextEdit } from '@greenroom/board'
import { type ClipboardEvent, type KeyboardEvent, type ReactNode, type Ref, useImperativeHandle, useRef } from 'react'
import { useLiveText } from './use-live-text.ts'
import { useVirtualEnter } from './use-virtual-enter.ts'

/**
 * A textarea that grows with its text: it shares a grid cell with `mirror`, the same text in the same type, which sets the height and shows
 * the others' carets.
 */
export function WritingArea({
  areaRef,
  label,
  placeholder,
  text,
  read,
  write,
  mirror,
  describedBy,
  onEnter,
  onKeyDown,
  onPaste,
  onBlur,
  onFocus,
  onSelect,
}: {
  readonly areaRef: Ref<HTMLTextAreaElement>
  readonly label: string
  readonly placeholder: string
  readonly text: string
  readonly read: () => string
  readonly write: (edit: TextEdit, typed: string) => boolean
  readonly mirror: ReactNode
  readonly describedBy?: string | undefined
  /** The Enter of a keyboard that does not name its keys; returns whether it meant something. */
  readonly onEnter?: () => boolean
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void
  readonly onPaste?: (event: ClipboardEvent<HTMLTextAreaElement>) => void
  readonly onBlur?: () => void
  readonly onFocus?: () => void
  readonly onSelect?: (anchor: number, head: number) => void
}) {
  const area = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(areaRef, () => area.current as HTMLTextAreaElement, [])
  const report = (): void => {
    if (!area.current) return
    const { selectionStart, selectionEnd, selectionDirection } = area.current
    const backwards = selectionDirection === 'backward'
    onSelect?.(backwards ? selectionEnd : selectionStart, backwards ? selectionStart : selectionEnd)
  }
  useVirtualEnter(area, () => onEnter?.() ?? false)
  const live = useLiveText({ area, text, read, write, moved: report })
  return (
    <span className="board-writing">
      {mirror}
      <textarea
        ref={area}
        rows={1}
        className="board-text"
        dir="auto"
        aria-label={label}
        aria-describedby={describedBy}
        placeholder={placeholder}
        defaultValue={text}
        spellCheck
        enterKeyHint="enter"
        autoComplete="off"
        onInput={live.onInput}
        onCompositionStart={live.onCompositionStart}
        onCompositionEnd={live.onCompositionEnd}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={onBlur}
        onFocus={onFocus}
        onSelect={report}
      />
    </span>
  )
}
