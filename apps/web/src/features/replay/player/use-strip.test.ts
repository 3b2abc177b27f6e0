import { ben, scoreSampleRound, startSampleRound } from '@greenroom/session/testing'
import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { testFramework } from '../../board/testing-board.ts'
import { recordingOf } from '../source/testing-kept.ts'
import { useOwnStrip } from './use-strip.ts'

/** A worker that only counts: each one is handed a whole recording. */
let workers = 0
class CountedWorker extends EventTarget {
  constructor() {
    super()
    workers += 1
  }
  postMessage() {}
  terminate() {}
}
beforeEach(() => {
  workers = 0
  vi.stubGlobal('Worker', CountedWorker)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('makes the strip of a round again when something on it changed, and not for a pair, a point or a note', () => {
  const session = startSampleRound()
  scoreSampleRound(session)
  const recording = recordingOf(session, ben)
  const shown = () => ({ ...session.round, framework: testFramework })
  const { rerender } = renderHook((round) => useOwnStrip(recording, round), { initialProps: shown() })
  expect(workers).toBe(1)
  session.must(ben, { kind: 'setFeedbackPoint', point: 1, evidence: null, gap: 'No limit', next: null })
  rerender(shown())
  rerender({ ...shown(), pairs: {}, notes: [] })
  expect(workers).toBe(1)
  rerender({ ...shown(), marks: [...session.round.marks] })
  expect(workers).toBe(2)
})
