import { roundIdSchema } from '@greenroom/session'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { playerKey } from './player-keys.ts'
import { openingZoom, type TimelineWindow, windowAt, zooms } from './timeline-window.ts'

it('shows the moment at every zoom, within the recording, and moves only when the moment leaves it', () => {
  const steps = fc.array(fc.record({ zoom: fc.constantFrom(...zooms), at: fc.nat(3_600_000) }), {
    minLength: 1,
    maxLength: 30,
  })
  fc.assert(
    fc.property(fc.nat(1e6), steps, (from, moments) => {
      const timeline = { from, end: from + 3_600_000 }
      let window: TimelineWindow | null = null
      let zoomBefore = 1
      for (const { zoom, at } of moments) {
        const before: TimelineWindow | null = window
        window = windowAt(timeline, zoom, before, from + at)
        expect(window.from).toBeLessThanOrEqual(from + at)
        expect(window.to).toBeGreaterThanOrEqual(from + at)
        expect(window.from).toBeGreaterThanOrEqual(timeline.from)
        expect(window.to).toBeLessThanOrEqual(timeline.end + 1)
        expect(window.to - window.from).toBeCloseTo(3_600_000 / zoom, 3)
        if (before !== null && zoom === zoomBefore && zoom > 1 && from + at >= before.from && from + at <= before.to)
          expect(window).toBe(before)
        zoomBefore = zoom
      }
    }),
  )
})

it('opens with all of a recording, and with the round at that moment where people came back another day', () => {
  const [first, second] = [roundIdSchema.parse('r1'), roundIdSchema.parse('r2')]
  const [minute, day] = [60_000, 24 * 60 * 60_000]
  const chapters = (debrief: number, later: number) => {
    const phase = { kind: 'phase', phase: 0, name: 'Goal', over: 0 } as const
    return [
      { ...phase, round: first, from: 0, to: 30 * minute },
      { kind: 'debrief', round: first, from: 30 * minute, to: debrief, over: 0 },
      { ...phase, round: second, from: later, to: later + 20 * minute },
    ] as const
  }
  const zoomAt = (debrief: number, later: number, at: number) =>
    openingZoom({ from: 0, end: later + 20 * minute, chapters: chapters(debrief, later) }, at)
  // A swap on the same evening.
  expect(zoomAt(70 * minute, 75 * minute, 5 * minute)).toBe(1)
  // A second take on the next day: 90 minutes of 24 hours, and for the take itself an hour.
  expect(zoomAt(70 * minute, day, 5 * minute)).toBe(32)
  expect(zoomAt(70 * minute, day, day + minute)).toBe(32)
  // Years later.
  expect(zoomAt(70 * minute, 1000 * day, 5 * minute)).toBe(512)
})

it('leaves keys with Ctrl, Alt and Cmd to others', () => {
  const key = (key: string, more: Partial<KeyboardEvent> = {}) =>
    playerKey({ key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...more })
  expect(key('m')).toEqual({ kind: 'compare' })
  expect(key('m', { ctrlKey: true })).toBeNull()
  expect(key('ArrowRight')).toEqual({ kind: 'seconds', by: 5 })
  expect(key('ArrowRight', { shiftKey: true })).toEqual({ kind: 'step', to: 'mark', direction: 'after' })
  expect(key('q')).toBeNull()
})
