import { type PointerEvent as ReactPointerEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { type Transform, zoomAt } from './tree-view.ts'

type Change = (next: (before: Transform) => Transform) => void

/** A finger on a card moves the tree only after this many pixels, so that a tap stays a tap. */
const threshold = 6

type Held = { readonly x: number; readonly y: number; readonly waits: boolean }

/**
 * Pan and zoom by wheel (with Ctrl or Cmd: zoom; a trackpad's pinch arrives as that), by dragging the background, and with one or two
 * fingers, which may also be on cards: on a phone there is little else. `change` receives functions of the previous transform, because many
 * events may come before the next drawing. Nothing moves while `isDragged` says that a card is being dragged. Both are always the same
 * functions.
 */
export function usePanZoom(window: RefObject<HTMLElement | null>, change: Change, isDragged: () => boolean) {
  useEffect(() => {
    const element = window.current
    if (!element) return
    const wheel = (event: WheelEvent): void => {
      // React's own wheel listeners are passive, and could not keep the page from zooming.
      event.preventDefault()
      const box = element.getBoundingClientRect()
      const unit = event.deltaMode === 1 ? 16 : 1
      if (event.ctrlKey || event.metaKey) {
        const factor = Math.exp(-event.deltaY * unit * 0.0035)
        change((before) => zoomAt(before, factor, { x: event.clientX - box.left, y: event.clientY - box.top }))
        return
      }
      const [dx, dy] = event.shiftKey && event.deltaX === 0 ? [event.deltaY, 0] : [event.deltaX, event.deltaY]
      change((before) => ({ ...before, x: before.x - dx * unit, y: before.y - dy * unit }))
    }
    element.addEventListener('wheel', wheel, { passive: false })
    return () => element.removeEventListener('wheel', wheel)
  }, [window, change])

  const pointers = useRef(new Map<number, Held>())
  const onPointerDown = useCallback((event: ReactPointerEvent<HTMLElement>) => {
    const { target, pointerType, pointerId, clientX: x, clientY: y } = event
    if (!(target instanceof Element)) return
    const isMouse = pointerType === 'mouse'
    if (isMouse && event.button > 1) return
    // A mouse drags the card itself, and a finger in a text moves its caret.
    if (target.closest(isMouse ? '[data-item], button' : 'textarea')) return
    const waits = target.closest('[data-item], button') !== null
    // A finger stays with what it touched without this, and a captured tap would not reach the card.
    if (!waits) event.currentTarget.setPointerCapture(pointerId)
    // A card that somebody else removes never reports the end of its press.
    if (event.isPrimary) pointers.current.clear()
    pointers.current.set(pointerId, { x, y, waits })
  }, [])
  const onPointerMove = useCallback(
    (event: ReactPointerEvent<HTMLElement>) => {
      const held = pointers.current
      const before = held.get(event.pointerId)
      if (!before) return
      const now = { x: event.clientX, y: event.clientY, waits: false }
      if (before.waits && !isDragged() && Math.hypot(now.x - before.x, now.y - before.y) < threshold) return
      const other = [...held].find(([id]) => id !== event.pointerId)?.[1]
      held.set(event.pointerId, now)
      if (isDragged()) return
      if (!other) {
        change((at) => ({ ...at, x: at.x + now.x - before.x, y: at.y + now.y - before.y }))
        return
      }
      const box = event.currentTarget.getBoundingClientRect()
      const reach = (point: { x: number; y: number }): number =>
        Math.max(20, Math.hypot(point.x - other.x, point.y - other.y))
      const middle = { x: (now.x + other.x) / 2 - box.left, y: (now.y + other.y) / 2 - box.top }
      change((at) => zoomAt(at, reach(now) / reach(before), middle))
    },
    [change, isDragged],
  )
  const onPointerUp = useCallback((event: ReactPointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId)
  }, [])
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp }
}
