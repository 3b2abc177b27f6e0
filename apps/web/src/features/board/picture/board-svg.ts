import type { BoardPicture } from './board-picture.ts'
import type { PictureMark } from './picture-marks.ts'

export type Look = 'light' | 'dark'

/** The colours of the screen's themes, by what they are for. */
export const lookColours = {
  light: {
    page: '#fdfcfa',
    card: '#ffffff',
    goal: '#dfeee6',
    sign: '#ffffff',
    line: '#cbc5b8',
    link: '#8b8475',
    ink: '#20211d',
    soft: '#54534b',
    accent: '#1d6b4f',
    star: '#1d6b4f',
    onStar: '#ffffff',
    guardrail: '#e4eef6',
    counter: '#fbefd8',
    guardrailEdge: '#25577d',
    counterEdge: '#7d4d06',
    branch0: '#2f6fb3',
    branch1: '#b3571f',
    branch2: '#7a50bb',
    branch3: '#1f7c7c',
    branch4: '#b23f6d',
    branch5: '#866b08',
  },
  dark: {
    page: '#191a17',
    card: '#262722',
    goal: '#1c382c',
    sign: '#262722',
    line: '#4a4a42',
    link: '#858478',
    ink: '#efeee8',
    soft: '#b9b8ad',
    accent: '#84d4b0',
    star: '#6cc79f',
    onStar: '#0b2419',
    guardrail: '#1b2f3f',
    counter: '#3a2c14',
    guardrailEdge: '#9cc8ea',
    counterEdge: '#ecc07c',
    branch0: '#6ea3de',
    branch1: '#de8b59',
    branch2: '#a684dc',
    branch3: '#4fabaa',
    branch4: '#dd7fa2',
    branch5: '#bda037',
  },
} as const satisfies Record<Look, Record<string, string>>

/** Width of the lines between cards, in CSS pixels. */
export const linkWidth = 1.5

/** The strokes of a dashed line, and what is between them. */
export const dashes = [4, 3] as const

/** Boxes without an edge: the goal, and a counter-metric, whose edge is dashed. */
export function hasOutline({ tone }: Extract<PictureMark, { kind: 'box' }>): boolean {
  return tone !== 'goal' && tone !== 'counter'
}

export const pictureFont = '"Inter Variable", Inter, system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif'

/** Rounded corners, in CSS pixels. */
export const radiusOf = { card: 7, star: 7, guardrail: 7, counter: 7, goal: 9, sign: 10 } as const

/** Characters that XML cannot contain in any form: control characters, halves of surrogate pairs, and two noncharacters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** Escapes text for XML, including inside quotation marks. */
function xmlText(words: string): string {
  return words
    .toWellFormed()
    .replaceAll(notInXml, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

const round = (value: number): number => Math.round(value * 100) / 100

function markToSvg(mark: PictureMark, look: Look): string {
  const colours = lookColours[look]
  switch (mark.kind) {
    case 'box': {
      const { x, y, width, height, tone } = mark
      const stroke = hasOutline(mark) ? ` stroke="${colours.line}"` : ''
      return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radiusOf[tone]}" fill="${colours[tone]}"${stroke}/>`
    }
    case 'path': {
      const colour = colours[mark.tone ?? 'link']
      const dashed = mark.drawn === 'dashed' ? ` stroke-dasharray="${dashes.join(' ')}"` : ''
      const drawn =
        mark.drawn === 'filled'
          ? `fill="${colour}"`
          : `fill="none" stroke="${colour}" stroke-width="${linkWidth}"${dashed}`
      return `<path transform="translate(${round(mark.x)} ${round(mark.y)})" d="${mark.d}" ${drawn}/>`
    }
    case 'words': {
      const direction = mark.fromRight ? ' direction="rtl"' : ''
      return `<text x="${round(mark.x)}" y="${round(mark.y)}" font-size="${mark.size}" font-weight="${mark.weight}" fill="${colours[mark.tone]}"${direction}>${xmlText(mark.text)}</text>`
    }
  }
}

/** A picture as the text of an SVG file that needs nothing else. `fontFaces`: CSS rules that contain its font. */
export function pictureToSvg(picture: BoardPicture, look: Look, fontFaces = ''): string {
  const { width, height, title, marks } = picture
  const style = fontFaces === '' ? '' : `<style>${xmlText(fontFaces)}</style>\n`
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family="${xmlText(pictureFont)}">
<title>${xmlText(title)}</title>
${style}<rect width="${width}" height="${height}" fill="${lookColours[look].page}"/>
${marks.map((mark) => markToSvg(mark, look)).join('\n')}
</svg>
`
}
