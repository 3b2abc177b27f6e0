import { type PointerEvent as ReactPointerEvent, type RefObject, useCallback, useEffect, useRef } from 'react'
import { type Transform, zoomAt } from './tree-view.ts'

type Change = (next: (before: Transform) => Transform) => void

/**
 * Pan and zoom by wheel (with Ctrl or Cmd: zoom; a trackpad's pinch comes as that), by dragging the ground, and by two
 * fingers. `change` gets functions of the transform before, as many events may come before the next drawing; it is the same function always.
 */
export function usePanZoom(window: RefObject<HTMLElement | null>, change: Change) {
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

  const pointers = useRef(new Map<number, { x: number; y: number }>())
  const onPointerDown = useCallback((event: ReactPointerEvent<HTMLElement>) => {
    if (event.target instanceof Element && event.target.closest('[data-item], button')) return
    if (event.pointerType === 'mouse' && event.button > 1) return
    event.currentTarget.setPointerCapture(event.pointerId)
    pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY })
  }, [])
  const onPointerMove = useCallback(
    (event: ReactPointerEvent<HTMLElement>) => {
      const held = pointers.current
      const before = held.get(event.pointerId)
      if (!before) return
      const now = { x: event.clientX, y: event.clientY }
      const other = [...held].find(([id]) => id !== event.pointerId)?.[1]
      held.set(event.pointerId, now)
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
    [change],
  )
  const onPointerUp = useCallback((event: ReactPointerEvent<HTMLElement>) => {
    pointers.current.delete(event.pointerId)
  }, [])
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel: onPointerUp }
}
