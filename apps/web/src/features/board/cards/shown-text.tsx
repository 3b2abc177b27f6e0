import { Fragment } from 'react'
import { personStyle } from '../../../design/index.ts'
import type { OtherPerson } from '../board-props.ts'
import { piecesOf } from '../focus/presence.ts'

/** A text with others' carets and selections in it. Carets take no room, so that no letter moves for them. */
export const ShownText = ({
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
}) => {
  const pieces = people.length === 0 ? null : piecesOf(text, people, field)
  const shape = pieces?.map((piece) => (piece.kind === 'caret' ? '|' : piece.text.length)).join() ?? ''
  return (
    <span
      className="board-text"
      dir="auto"
      data-mirror={hidden ? '' : undefined}
      aria-hidden={hidden ? 'true' : undefined}
    >
      {/*
       * A page translator replaces text nodes under React's hands, which then could not take them out. The key makes React
       * replace this element as a whole, and what stands in it.
       */}
      <span key={`${shape} ${text}`}>
        {pieces === null
          ? text
          : pieces.map((piece, at) =>
              piece.kind === 'caret' ? (
                <span
                  key={`caret-${piece.by.key}`}
                  aria-hidden="true"
                  className="board-caret"
                  data-name={people.length > 1 ? piece.by.name : undefined}
                  style={{ color: personStyle(piece.by.colour).line }}
                />
              ) : (
                <Fragment key={at}>
                  {piece.by ? (
                    <span style={{ background: personStyle(piece.by.colour).fill }}>{piece.text}</span>
                  ) : (
                    piece.text
                  )}
                </Fragment>
              ),
            )}
        {/* An empty last line still has its height. */}
        {'​'}
      </span>
    </span>
  )
}
