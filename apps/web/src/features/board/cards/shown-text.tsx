import { memo, useLayoutEffect, useRef } from 'react'
import { personStyle } from '../../../design/index.ts'
import type { OtherPerson } from '../board-props.ts'
import { piecesOf } from '../focus/presence.ts'

/** A text with others' carets and selections in it. Carets take no space, so no letter moves because of them. */
export const ShownText = memo(function ShownText({
  text,
  people,
  field = null,
  hidden = false,
}: {
  readonly text: string
  readonly people: readonly OtherPerson[]
  readonly field?: string | null
  /** Under a textarea: only height and carets count. */
  readonly hidden?: boolean
}) {
  return (
    <span
      className="board-text"
      dir="auto"
      data-mirror={hidden ? '' : undefined}
      aria-hidden={hidden ? 'true' : undefined}
    >
      {piecesOf(text, people, field).map((piece, at) =>
        piece.kind === 'caret' ? (
          <span
            key={`caret-${piece.by.key}`}
            aria-hidden="true"
            className="board-caret"
            data-name={people.length > 1 ? piece.by.name : undefined}
            style={{ color: personStyle(piece.by.colour).line }}
          />
        ) : (
          <Words key={at} text={piece.text} by={piece.by} />
        ),
      )}
      {/* An empty last line still has its height. */}
      {'​'}
    </span>
  )
})

/**
 * Text outside React's own text nodes. A page translator replaces text nodes with elements of its own, and React could then neither change
 * nor remove them; with a node that stays, a letter that somebody types changes the node and nothing around it.
 */
const Words = ({ text, by }: { readonly text: string; readonly by: OtherPerson | null }) => {
  const place = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    const element = place.current
    if (!element) return
    const node = element.firstChild
    if (node instanceof Text && node === element.lastChild) node.data = text
    else element.textContent = text
  }, [text])
  return <span ref={place} style={by ? { background: personStyle(by.colour).fill } : undefined} />
}
