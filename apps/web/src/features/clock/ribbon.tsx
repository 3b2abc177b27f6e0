import type { ReactNode } from 'react'
import { cx } from '../../design/index.ts'
import './ribbon.css'

/** One stretch of a ribbon. */
export type RibbonSegment = {
  readonly id: string
  readonly name: string
  /** Shown when a pointer rests on it. */
  readonly title: string
  /** Milliseconds: its width relative to the others. */
  readonly length: number
  /** How much of its end is past its time. */
  readonly over: number
  readonly state: 'past' | 'now' | 'next'
  /** The last minute of its time is running. */
  readonly ending?: boolean
}

/** A place on a ribbon: a segment, and how far into it, from 0 to 1. */
export type RibbonPlace = { readonly segment: string; readonly share: number }
export type RibbonDot = RibbonPlace & {
  readonly id: string
  readonly kind: 'fact' | 'hint' | 'curveball' | 'mark'
  readonly words: string
}

/** The overrun, in percent of the segment. */
const overOf = ({ over, length }: RibbonSegment): number => (100 * over) / Math.max(1, length)

/**
 * The agenda as one slim line, from a round's first second to its replay: the live room draws it above the board, the replay as its
 * timeline. Everything that it shows is also in words elsewhere, so screen readers skip it.
 */
export function Ribbon({
  segments,
  dots,
  head,
  wrap = (_, inside) => inside,
  names = false,
  className,
}: {
  readonly segments: readonly RibbonSegment[]
  readonly dots: readonly RibbonDot[]
  readonly head: RibbonPlace | null
  /** The element that makes a segment pressable. */
  readonly wrap?: (segment: RibbonSegment, inside: ReactNode) => ReactNode
  /** Whether names are shown at every width; otherwise narrow windows draw a thinner line without names. */
  readonly names?: boolean
  readonly className?: string
}) {
  return (
    <div className={cx('ribbon', className)} data-names={names || undefined} aria-hidden="true">
      {segments.map((segment) => (
        <div
          key={segment.id}
          className="ribbon-segment"
          data-state={segment.state}
          data-ending={segment.ending || undefined}
          title={segment.title}
          style={{ flexGrow: Math.max(1, segment.length) }}
        >
          {head?.segment === segment.id && <span className="ribbon-done" style={{ width: `${head.share * 100}%` }} />}
          {segment.over > 0 && <span className="ribbon-over" style={{ width: `${overOf(segment)}%` }} />}
          {wrap(
            segment,
            <span className="ribbon-name" style={{ maxWidth: `${100 - overOf(segment)}%` }}>
              {segment.name}
            </span>,
          )}
          {dots
            .filter((dot) => dot.segment === segment.id)
            .map((dot) => (
              <span
                key={dot.id}
                className="ribbon-dot"
                data-kind={dot.kind}
                title={dot.words}
                style={{ left: `${dot.share * 100}%` }}
              />
            ))}
          {head?.segment === segment.id && <span className="ribbon-head" style={{ left: `${head.share * 100}%` }} />}
        </div>
      ))}
    </div>
  )
}
