import { t } from '@lingui/core/macro'
import { cx } from '../../design/index.ts'

type Card = { readonly x: number; readonly y: number; readonly w: number; readonly text: string; readonly tone: string }

const cards: readonly Card[] = [
  { x: 0, y: 46, w: 138, text: t`Paid orders a week`, tone: 'fill-accent-soft stroke-accent-line' },
  { x: 188, y: 0, w: 128, text: t`Active merchants`, tone: 'fill-surface stroke-line-strong' },
  { x: 188, y: 46, w: 128, text: t`Share that click`, tone: 'fill-surface stroke-line-strong' },
  { x: 188, y: 92, w: 128, text: t`Payment success`, tone: 'fill-surface stroke-line-strong' },
  { x: 366, y: 46, w: 104, text: t`Sign-in works`, tone: 'fill-surface stroke-line-strong' },
  { x: 366, y: 92, w: 104, text: t`Disputes`, tone: 'fill-warn-soft stroke-warn-line' },
]
const h = 32
const links = [
  'M138 62C163 62 163 16 188 16',
  'M138 62H188',
  'M138 62C163 62 163 108 188 108',
  'M316 108C341 108 341 62 366 62',
  'M316 108H366',
] as const

/** What a board looks like, before there is one: a small metrics tree. Only a picture. */
export function TreeSketch({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="-1 -1 472 126" aria-hidden="true" className={cx('w-full max-w-lg select-none', className)}>
      {links.map((path) => (
        <path key={path} d={path} fill="none" className="stroke-line-strong" strokeWidth="1.5" />
      ))}
      {cards.map((card) => (
        <g key={card.text}>
          <rect x={card.x} y={card.y} width={card.w} height={h} rx="8" className={card.tone} />
          <text x={card.x + 12} y={card.y + 20.5} className="fill-ink-soft text-[12px] font-medium">
            {card.text}
          </text>
        </g>
      ))}
      <g className="fill-canvas stroke-line-strong">
        <circle cx="163" cy="62" r="9" />
      </g>
      <text x="163" y="66" textAnchor="middle" className="fill-ink-faint text-[12px]">
        ×
      </text>
    </svg>
  )
}
