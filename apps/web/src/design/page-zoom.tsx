import { type CSSProperties, type ReactNode, useLayoutEffect, useSyncExternalStore } from 'react'

/**
 * Where an extension or a style sheet enlarges the page by `zoom` on its root (the browser's own zoom is none of it): a layer that is placed
 * in pixels of the window takes that back for itself, and gives it to what stands in it. Both follow when it changes under an open layer.
 */
const zoomOfPage = (): number => Number(getComputedStyle(document.documentElement).getPropertyValue('zoom')) || 1

/** The style of a layer. */
export const unenlarged: CSSProperties = { zoom: 'calc(1 / var(--page-zoom, 1))' }
/** The style of what stands in such a layer. */
export const enlarged: CSSProperties = { zoom: 'var(--page-zoom, 1)' }

/** An extension changes the style of the root, or adds a style sheet. */
function watchZoom(changed: () => void): () => void {
  const watcher = new MutationObserver(changed)
  watcher.observe(document.documentElement, { attributes: true })
  watcher.observe(document.head, { childList: true, subtree: true, characterData: true })
  return () => watcher.disconnect()
}

const writeZoom = (): void => {
  const { style } = document.documentElement
  const zoom = String(zoomOfPage())
  if ((style.getPropertyValue('--page-zoom') || '1') !== zoom) style.setProperty('--page-zoom', zoom)
}

/** Stands in every such layer while it is open. */
export function FollowZoom() {
  useLayoutEffect(() => {
    writeZoom()
    return watchZoom(writeZoom)
  }, [])
  return null
}

const isLowByZoom = (): boolean => {
  const zoom = zoomOfPage()
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  return zoom !== 1 && window.innerHeight / zoom <= 26 * rem
}

/** Whether the window is low because of that zoom, of which the style sheets' `low` knows nothing. */
export function useIsLowByZoom(): boolean {
  return useSyncExternalStore(watchZoom, isLowByZoom)
}

export function Enlarged({ children }: { readonly children: ReactNode }) {
  return (
    <div style={enlarged} className="contents">
      <FollowZoom />
      {children}
    </div>
  )
}
