import { useMemo } from 'react'
import { dashes, hasOutline, linkWidth, lookColours, pictureFont, radiusOf } from './board-svg.ts'
import { bandsOf } from './paper-bands.ts'
import type { PictureMark } from './picture-marks.ts'

/** A4 between the margins of the print stylesheet, minus the heading above the tree, in CSS pixels; also fits US Letter. */
const page = { width: 690, height: 850 }

/** A tree as drawings of lines and text, as wide as the paper; one that is longer than a page is cut between its cards. */
export function PaperTree({
  part,
  title,
}: {
  readonly part: { readonly width: number; readonly height: number; readonly marks: readonly PictureMark[] }
  readonly title: string
}) {
  const width = Math.max(part.width + 2, page.width)
  const bands = useMemo(() => {
    const boxes = part.marks.filter((mark) => mark.kind === 'box')
    return bandsOf(boxes, part.height, (page.height / page.width) * width)
  }, [part, width])
  return bands.map(({ from, to }) => (
    <figure key={from} className="paper-tree" aria-label={title}>
      <svg
        // Its text is read as it is.
        role="presentation"
        viewBox={`-1 ${from - 1} ${width} ${to - from + 2}`}
        fontFamily={pictureFont}
      >
        {part.marks
          .filter((mark) => touches(mark, from, to))
          .map((mark, index) => (
            <Mark key={index} mark={mark} />
          ))}
      </svg>
    </figure>
  ))
}

/** Lines between cards may reach from page to page; whatever is outside is clipped. */
const touches = (mark: PictureMark, from: number, to: number): boolean =>
  mark.kind === 'path' || (mark.y >= from - 4 && mark.y <= to)

const colours = lookColours.light

function Mark({ mark }: { readonly mark: PictureMark }) {
  if (mark.kind === 'path') {
    const colour = colours[mark.tone ?? 'link']
    const isFilled = mark.drawn === 'filled'
    return (
      <path
        transform={`translate(${mark.x} ${mark.y})`}
        d={mark.d}
        fill={isFilled ? colour : 'none'}
        stroke={isFilled ? 'none' : colour}
        strokeWidth={linkWidth}
        strokeDasharray={mark.drawn === 'dashed' ? dashes.join(' ') : undefined}
      />
    )
  }
  if (mark.kind === 'box')
    return (
      <rect
        x={mark.x}
        y={mark.y}
        width={mark.width}
        height={mark.height}
        rx={radiusOf[mark.tone]}
        fill={colours[mark.tone]}
        stroke={hasOutline(mark) ? colours.line : 'none'}
      />
    )
  return (
    <text
      x={mark.x}
      y={mark.y}
      fontSize={mark.size}
      fontWeight={mark.weight}
      fill={colours[mark.tone]}
      direction={mark.fromRight ? 'rtl' : undefined}
    >
      {mark.text}
    </text>
  )
}
