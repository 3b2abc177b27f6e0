import { isFromRight, wrapWords } from './wrap-words.ts'

/** The colour of a branch of a tree. */
export type BranchTone = 'branch0' | 'branch1' | 'branch2' | 'branch3' | 'branch4' | 'branch5'
export const branchTones: readonly BranchTone[] = ['branch0', 'branch1', 'branch2', 'branch3', 'branch4', 'branch5']

/** What is drawn, in CSS pixels from the top left corner; `board-svg.ts` writes it, `paint-board.ts` paints it. */
export type PictureMark =
  | {
      readonly kind: 'box'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
      readonly tone: 'card' | 'star' | 'guardrail' | 'counter' | 'goal' | 'sign'
    }
  /** An SVG path whose numbers count from (x, y). */
  | {
      readonly kind: 'path'
      readonly x: number
      readonly y: number
      readonly d: string
      /** For a tree: the branch that a link or the edge of a card belongs to, or the edge or sign of a role. */
      readonly tone?: BranchTone | 'guardrailEdge' | 'counterEdge' | 'onStar' | 'soft' | undefined
      /** Otherwise a line. */
      readonly drawn?: 'filled' | 'dashed' | undefined
    }
  | {
      readonly kind: 'words'
      /** The edge at which the text begins: the right one for right-to-left text. */
      readonly x: number
      /** The baseline. */
      readonly y: number
      readonly text: string
      readonly fromRight: boolean
      readonly size: number
      readonly weight: 400 | 600
      readonly tone: 'ink' | 'soft' | 'accent' | 'onStar'
    }

/** How wide a text is at a size and weight. */
export type Measure = (words: string, size: number, weight: 400 | 600) => number

export type PicturePart = { readonly width: number; readonly height: number; readonly marks: readonly PictureMark[] }

export const padding = 10

const moved = (mark: PictureMark, x: number, y: number): PictureMark => ({ ...mark, x: mark.x + x, y: mark.y + y })
export function at(part: Pick<PicturePart, 'marks'>, x: number, y: number): readonly PictureMark[] {
  return part.marks.map((mark) => moved(mark, x, y))
}

export type Style = Pick<Extract<PictureMark, { kind: 'words' }>, 'size' | 'weight' | 'tone'>
export const text: Style = { size: 14, weight: 400, tone: 'ink' }
export const small: Style = { size: 12, weight: 400, tone: 'soft' }
export const label: Style = { size: 12, weight: 600, tone: 'accent' }

/** A text in as many lines as it needs, from (0, 0). */
export function wordsPart(words: string, width: number, style: Style, measure: Measure): PicturePart {
  const { size, weight } = style
  const step = Math.round(size * 1.36)
  const fromRight = isFromRight(words)
  const lines = wrapWords(words, width, (one) => measure(one, size, weight))
  const marks = lines.flatMap((line, index): PictureMark[] =>
    line === ''
      ? []
      : [{ kind: 'words', x: fromRight ? width : 0, y: index * step + size, text: line, fromRight, ...style }],
  )
  return { width, height: lines.length * step, marks }
}

export function stack(parts: readonly PicturePart[], between = 0): PicturePart {
  let y = 0
  const marks = parts.flatMap((part) => {
    const placed = at(part, 0, y)
    y += part.height + between
    return placed
  })
  const width = Math.max(0, ...parts.map((part) => part.width))
  return { width, height: Math.max(0, y - (parts.length > 0 ? between : 0)), marks }
}
