/** Pan and zoom of the drawn tree: screen = position × k + offset, in CSS pixels. */

export type Transform = { readonly x: number; readonly y: number; readonly k: number }
export type Extent = { readonly width: number; readonly height: number }
export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** The letters of a node at zoom 1, and the smallest they are ever drawn, in CSS pixels. `tree.css` has the first. */
export const nodeLetters = { size: 13, least: 12 } as const
/** A tree is never drawn so small that its letters could not be read: what does not fit is reached by panning. */
export const zoomRange = { min: nodeLetters.least / nodeLetters.size, max: 1.6 } as const
/** What stays free around a drawing, in CSS pixels. */
export const margin = 14
/** When a drawing was panned away, this much of it stays visible. */
const inReach = 48

const clampZoom = (k: number): number => Math.min(zoomRange.max, Math.max(zoomRange.min, k))

/**
 * The whole drawing, never enlarged, and never smaller than `least`. What does not fit then is shown from its left edge, and vertically
 * around `anchor`, the middle of the first card.
 */
export function fitDrawing(drawing: Extent, window: Extent, least: number = zoomRange.min, anchor = 0): Transform {
  if (drawing.width === 0 || window.width === 0) return { x: margin, y: margin, k: 1 }
  const k = Math.max(
    least,
    Math.min(1, (window.width - margin * 2) / drawing.width, (window.height - margin * 2) / drawing.height),
  )
  const freeX = window.width - drawing.width * k
  const freeY = window.height - drawing.height * k
  const x = freeX < margin * 2 ? margin : Math.min(freeX / 2, margin * 2)
  if (freeY >= margin * 2) return { x, y: freeY / 2, k }
  return { x, y: Math.min(margin, Math.max(freeY - margin, window.height / 2 - anchor * k)), k }
}

/** Zooms by `factor` around a point of the window, which stays where it is. */
export function zoomAt(at: Transform, factor: number, point: { readonly x: number; readonly y: number }): Transform {
  const k = clampZoom(at.k * factor)
  const ratio = k / at.k
  return { k, x: point.x - (point.x - at.x) * ratio, y: point.y - (point.y - at.y) * ratio }
}

/** The smallest pan that brings a node fully into the window. */
export function reveal(at: Transform, node: Box, window: Extent): Transform {
  const shift = (start: number, length: number, room: number): number => {
    if (start < margin || length > room - margin * 2) return margin - start
    if (start + length > room - margin) return room - margin - length - start
    return 0
  }
  const dx = shift(at.x + node.x * at.k, node.width * at.k, window.width)
  const dy = shift(at.y + node.y * at.k, node.height * at.k, window.height)
  return dx === 0 && dy === 0 ? at : { ...at, x: at.x + dx, y: at.y + dy }
}

/** The smallest pan after which some of the drawing is in the window. */
export function keepInReach(at: Transform, drawing: Extent, window: Extent): Transform {
  const within = (offset: number, length: number, room: number): number =>
    Math.min(Math.max(offset, Math.min(0, inReach - length)), Math.max(0, room - inReach))
  const x = within(at.x, drawing.width * at.k, window.width)
  const y = within(at.y, drawing.height * at.k, window.height)
  return x === at.x && y === at.y ? at : { ...at, x, y }
}
