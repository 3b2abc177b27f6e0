import type { BoardPicture } from './board-picture.ts'
import { dashes, hasOutline, type Look, linkWidth, lookColours, pictureFont, radiusOf } from './board-svg.ts'
import type { Measure } from './picture-marks.ts'

/** For text in other scripts, or with marks above letters, the measured size is slightly too small. */
const reserve = 1.01

/** Widths as this browser draws them; without a canvas they are estimated. */
export function createMeasure(): Measure {
  const pen = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('2d')
  if (pen === null) return (words, size, weight) => words.length * size * (weight === 600 ? 0.58 : 0.55)
  let font = ''
  return (words, size, weight) => {
    const wanted = `${weight} ${size}px ${pictureFont}`
    if (wanted !== font) pen.font = wanted
    font = wanted
    return pen.measureText(words).width * reserve
  }
}

/** Paints a picture on a canvas that is `scale` times its size. Returns whether the browser could create one so large. */
function paint(canvas: HTMLCanvasElement, picture: BoardPicture, look: Look, scale: number): boolean {
  const colours = lookColours[look]
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const pen = canvas.getContext('2d')
  if (pen === null) return false
  pen.scale(scale, scale)
  pen.fillStyle = colours.page
  pen.fillRect(0, 0, picture.width, picture.height)
  // Safari reports no error for a canvas that is too large: it stays empty.
  if (pen.getImageData(0, 0, 1, 1).data[3] === 0) return false
  for (const mark of picture.marks) {
    if (mark.kind === 'box') {
      pen.fillStyle = colours[mark.tone]
      pen.beginPath()
      pen.roundRect(mark.x, mark.y, mark.width, mark.height, radiusOf[mark.tone])
      pen.fill()
      pen.strokeStyle = colours.line
      pen.lineWidth = 1
      if (hasOutline(mark)) pen.stroke()
    } else if (mark.kind === 'path') {
      pen.save()
      pen.translate(mark.x, mark.y)
      const colour = colours[mark.tone ?? 'link']
      pen.fillStyle = colour
      pen.strokeStyle = colour
      pen.lineWidth = linkWidth
      if (mark.drawn === 'dashed') pen.setLineDash([...dashes])
      const path = new Path2D(mark.d)
      if (mark.drawn === 'filled') pen.fill(path)
      else pen.stroke(path)
      pen.restore()
    } else {
      pen.fillStyle = colours[mark.tone]
      pen.font = `${mark.weight} ${mark.size}px ${pictureFont}`
      pen.direction = mark.fromRight ? 'rtl' : 'ltr'
      pen.textAlign = mark.fromRight ? 'right' : 'left'
      pen.fillText(mark.text, mark.x, mark.y)
    }
  }
  return true
}

/** Twice the size, or the largest size that this browser can create. */
const scales = [2, 1.5, 1, 0.5, 0.25]
/** No browser supports a longer side. */
const longest = 16_384

/** A picture as PNG, made in this browser. `null` when it cannot create even a small one. */
export async function pictureToPng(picture: BoardPicture, look: Look): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  for (const scale of scales) {
    if (Math.max(picture.width, picture.height) * scale > longest) continue
    if (!paint(canvas, picture, look, scale)) continue
    const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
    if (png !== null) return png
  }
  return null
}
