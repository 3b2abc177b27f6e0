import { t } from '@lingui/core/macro'
import type { Card } from '../model/board-model.ts'
import { numberFields } from '../model/card-number.ts'
import { fieldChips } from '../model/field-chips.ts'
import { roleField, roleOf } from '../model/metric-role.ts'
import {
  at,
  type BranchTone,
  label,
  type Measure,
  type PictureMark,
  type PicturePart,
  padding,
  type Style,
  small,
  stack,
  text,
  wordsPart,
} from './picture-marks.ts'

/** The lines of one card: its kind, its text, its fields and its links. */
export function cardWords(card: Card, mixed: boolean, number: string | null): readonly (readonly [string, Style])[] {
  const { item, kind, links, number: worked } = card
  const { role } = roleOf(kind, item)
  const head = [number, mixed ? kind.label : null, role?.label].filter((one) => one != null).join(' · ')
  return [
    ...(head === '' ? [] : [[head, label] as const]),
    item.text.trim() === '' ? [t`empty`, small] : [item.text.trim(), text],
    ...(worked === null
      ? []
      : [
          [worked.text, worked.isFault ? small : label] as const,
          ...worked.notes.map((note) => [note, small] as const),
        ]),
    ...fieldChips(kind.fields, item, ['operator', roleField, ...(worked === null ? [] : numberFields)]).map(
      (chip) => [`${chip.label}: ${chip.value}`, small] as const,
    ),
    ...links.map((link) => [`${link.label} → ${link.text.trim() || t`empty`}`, small] as const),
  ]
}

export type CardTone = 'card' | 'star' | 'guardrail' | 'counter'

/** How a metric is drawn in a tree. */
export type MetricLook = {
  readonly tone: CardTone
  readonly role: string | null
  readonly branch: BranchTone | undefined
}

const plainCard: MetricLook = { tone: 'card', role: null, branch: undefined }
const signWidth = 18

export function cardPart(
  words: readonly (readonly [string, Style])[],
  width: number,
  measure: Measure,
  look: MetricLook = plainCard,
): PicturePart {
  const { tone, role } = look
  const inner = stack(
    words.map(([line, style], index) => {
      const inset = role !== null && index === 0 ? signWidth : 0
      const said = tone === 'star' ? ({ ...style, tone: 'onStar' } as const) : style
      const part = wordsPart(line, width - 2 * padding - inset, said, measure)
      return { ...part, marks: [...(inset === 0 ? [] : [roleSign(role, tone)]), ...at(part, inset, 0)] }
    }),
    2,
  )
  const height = inner.height + 2 * padding
  return {
    width,
    height,
    marks: [
      { kind: 'box', x: 0, y: 0, width, height, tone },
      ...edgeOf(look, width, height),
      ...at(inner, padding, padding),
    ],
  }
}

/** The edge by which a card in a tree is known without its ground: a driver's in the colour of its branch, a guardrail's double, a counter-metric's dashed. */
function edgeOf({ tone, branch }: MetricLook, width: number, height: number): readonly PictureMark[] {
  const end = height - 7
  switch (tone) {
    case 'star':
      return []
    case 'guardrail': {
      const d = `M7,1A6,6 0 0 0 1,7V${end}A6,6 0 0 0 7,${height - 1}M7,1A3,6 0 0 0 4,7V${end}A3,6 0 0 0 7,${height - 1}`
      return [{ kind: 'path', x: 0, y: 0, d, tone: 'guardrailEdge' }]
    }
    case 'counter': {
      const across = width - 7
      const d = `M7,0H${across}A7,7 0 0 1 ${width},7V${end}A7,7 0 0 1 ${across},${height}H7A7,7 0 0 1 0,${end}V7A7,7 0 0 1 7,0Z`
      return [{ kind: 'path', x: 0, y: 0, d, tone: 'counterEdge', drawn: 'dashed' }]
    }
    case 'card': {
      const d = `M7,0A7,7 0 0 0 0,7V${end}A7,7 0 0 0 7,${height}A3,7 0 0 1 4,${end}V7A3,7 0 0 1 7,0Z`
      return branch === undefined ? [] : [{ kind: 'path', x: 0, y: 0, d, tone: branch, drawn: 'filled' }]
    }
  }
}

/** The shapes of `role-shape.tsx` as paths of 14 pixels: star, rising line, shield, scales. */
const roleShapes: Readonly<Record<string, string>> = {
  'north-star': 'M7,0.8L8.9,4.9L13.3,5.4L10,8.4L10.9,12.8L7,10.6L3.1,12.8L4,8.4L0.7,5.4L5.1,4.9Z',
  driver: 'M1,10.5L5.3,6.2L7.8,8.7L13,3.5M9.5,3.5H13V7',
  guardrail: 'M7,1.2L11.8,2.9V7C11.8,9.9 9.8,11.9 7,12.9C4.2,11.9 2.2,9.9 2.2,7V2.9Z',
  counter:
    'M7,1.5V12.5M4,12.5H10M2,3.5H12M2,3.5L0.4,8.3A1.7,1.7 0 0 0 3.6,8.3ZM12,3.5L10.4,8.3A1.7,1.7 0 0 0 13.6,8.3Z',
}
const otherRole = 'M7,2A5,5 0 0 0 7,12A5,5 0 0 0 7,2Z'
const signTones = { card: 'soft', star: 'onStar', guardrail: 'guardrailEdge', counter: 'counterEdge' } as const

/** A role's shape, before its name. */
const roleSign = (role: string | null, tone: CardTone): PictureMark => ({
  kind: 'path',
  x: 0,
  y: 1,
  d: roleShapes[role ?? ''] ?? otherRole,
  tone: signTones[tone],
  drawn: tone === 'star' ? 'filled' : undefined,
})
