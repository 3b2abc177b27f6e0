import type { CSSProperties, ReactNode } from 'react'

/**
 * Where an extension or a style sheet enlarges the page by `zoom` on its root (the browser's own zoom is none of it): a layer that is placed
 * in pixels of the window takes that back for itself, and `<Enlarged>` gives it to what stands in it.
 */
const zoomOfPage = (): number => Number(getComputedStyle(document.documentElement).getPropertyValue('zoom')) || 1

/** The style of a layer, to be asked for when it opens. */
export function unenlarged(): CSSProperties {
  const zoom = zoomOfPage()
  return zoom === 1 ? {} : { zoom: 1 / zoom }
}

/** The style of what stands in such a layer. */
export function enlarged(): CSSProperties {
  const zoom = zoomOfPage()
  return zoom === 1 ? {} : { zoom }
}

/** A window that is low because of that zoom, of which the style sheets' `low` knows nothing. */
export function isLowByZoom(): boolean {
  const zoom = zoomOfPage()
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return zoom !== 1 && window.innerHeight / zoom <= 26 * rem
}

export function Enlarged({ children }: { readonly children: ReactNode }) {
  const style = enlarged()
  return style.zoom === undefined ? children : <div style={style}>{children}</div>
}
