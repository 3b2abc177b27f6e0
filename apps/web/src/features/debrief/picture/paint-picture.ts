import { lineHeight, type Mark, pictureSize } from './picture-plan.ts'

/** Always light: the picture is seen elsewhere. */
const fills = { page: '#fdfcfa', accent: '#1d6b4f', card: '#ffffff', phase: '#dfeee6' } as const
const inks = { ink: '#20211d', soft: '#54534b' } as const

/** The lines in which a text fits a width, the last one cut off when there are more. */
export function linesWithin(
  text: string,
  width: number,
  most: number,
  widthOf: (words: string) => number,
): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line === '' || widthOf(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  lines.push(line)
  return lines.slice(0, most).map((each, index) => {
    const cut = index === most - 1 && lines.length > most
    let shown = cut ? `${each}…` : each
    while (widthOf(shown) > width && shown.length > 1) shown = `${[...shown.replace(/…$/, '')].slice(0, -1).join('')}…`
    return shown
  })
}

/** Draws a plan on a canvas of its size. */
export function paintPicture(canvas: HTMLCanvasElement, plan: readonly Mark[]): void {
  canvas.width = pictureSize.width
  canvas.height = pictureSize.height
  const pen = canvas.getContext('2d')
  if (pen === null) return
  for (const mark of plan) {
    if (mark.kind === 'box') {
      pen.fillStyle = fills[mark.tone]
      pen.beginPath()
      pen.roundRect(mark.x, mark.y, mark.width, mark.height, mark.tone === 'card' || mark.tone === 'phase' ? 6 : 0)
      pen.fill()
      if (mark.tone === 'card') {
        pen.strokeStyle = '#cbc5b8'
        pen.stroke()
      }
    } else if (mark.kind === 'line') {
      pen.strokeStyle = '#8b8475'
      pen.beginPath()
      pen.moveTo(...mark.from)
      const middle = (mark.from[0] + mark.to[0]) / 2
      pen.lineTo(middle, mark.from[1])
      pen.lineTo(middle, mark.to[1])
      pen.lineTo(...mark.to)
      pen.stroke()
    } else {
      pen.fillStyle = inks[mark.tone]
      pen.font = `${mark.weight} ${mark.size}px "Inter Variable", system-ui, sans-serif`
      const lines = linesWithin(mark.text, mark.width, mark.lines, (words) => pen.measureText(words).width)
      const step = mark.size * lineHeight
      const top = mark.middle ? mark.y + mark.size * 0.36 - ((lines.length - 1) * step) / 2 : mark.y
      for (const [index, line] of lines.entries()) pen.fillText(line, mark.x, top + index * step)
    }
  }
}
