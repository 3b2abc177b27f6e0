import type { CSSProperties } from 'react'

/**
 * Where an extension or a style sheet enlarges the page by `zoom` on its root (the browser's own zoom is none of it): a layer that is placed
 * in pixels of the window takes that back for itself, and gives it to what stands in it.
 */
export function zoomOfLayer(): { readonly layer?: CSSProperties; readonly inside?: CSSProperties } {
  const zoom = Number(getComputedStyle(document.documentElement).getPropertyValue('zoom') || 1)
  return zoom > 0 && zoom !== 1 ? { layer: { zoom: 1 / zoom }, inside: { zoom } } : {}
}
