/** Pan and zoom of the drawn tree: screen = position × k + offset. */

export type Transform = { readonly x: number; readonly y: number; readonly k: number }
export type Extent = { readonly width: number; readonly height: number }

export const zoomRange = { min: 0.3, max: 1.6 } as const
/** Below this, text can no longer be read, so that fitting rather leaves something to pan to. */
export const readableZoom = 0.55
const margin = 14

const clampZoom = (k: number): number => Math.min(zoomRange.max, Math.max(zoomRange.min, k))

/** The whole drawing, never enlarged; centred, but from its start when it is larger than the window. */
export function fitDrawing(drawing: Extent, window: Extent, least: number = readableZoom): Transform {
  if (drawing.width === 0 || window.width === 0) return { x: margin, y: margin, k: 1 }
  const k = Math.max(
    least,
    Math.min(1, (window.width - margin * 2) / drawing.width, (window.height - margin * 2) / drawing.height),
  )
  const place = (room: number, size: number, centred: boolean): number => {
    const free = room - size * k
    if (free < margin * 2) return margin
    return centred ? free / 2 : Math.min(free / 2, margin * 2)
  }
  return { x: place(window.width, drawing.width, false), y: place(window.height, drawing.height, true), k }
}

/** Zooms by `factor` around a point of the window, which stays where it is. */
export function zoomAt(at: Transform, factor: number, point: { readonly x: number; readonly y: number }): Transform {
  const k = clampZoom(at.k * factor)
  const ratio = k / at.k
  return { k, x: point.x - (point.x - at.x) * ratio, y: point.y - (point.y - at.y) * ratio }
}

export type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

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

/** Keeps a node where it stands on the screen while the drawing around it changes. */
export const holdNode = (at: Transform, before: Box, after: Box): Transform => ({
  ...at,
  x: at.x + (before.x - after.x) * at.k,
  y: at.y + (before.y - after.y) * at.k,
})
