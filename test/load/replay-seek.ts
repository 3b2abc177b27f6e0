import { Worker } from 'node:worker_threads'
import { createBoardSeeker } from '@greenroom/replay'
import { recordEdits } from '../../packages/replay/src/testing-recording.ts'
import { ascending, percentile } from './figures.ts'

export type SeekFigures = {
  readonly seeks: number
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
  /** From the recording until every update has been applied. */
  readonly opening: number
}

/** Random seeks in a session, by default an hour of 13,000 updates, through a real worker, from the call to plain data at the caller. */
export async function measureReplaySeek(updates = 13_000, seeks = 300): Promise<SeekFigures> {
  let state = 42
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
  const { edits } = recordEdits(updates, random)
  const worker = new Worker(new URL('./replay-seek-worker.ts', import.meta.url))
  try {
    const since = performance.now()
    const seeker = createBoardSeeker(edits, (request) => worker.postMessage(request))
    worker.on('message', seeker.receive)
    await seeker.opened
    const first = edits[0]
    const last = edits.at(-1)
    if (!first || !last) throw new Error('an empty recording')
    // This is answered once all updates have been applied; the seeks apply none.
    await seeker.find('nothing')
    const opening = performance.now() - since
    const samples: number[] = []
    for (let count = 0; count < seeks; count++) {
      const at = first.at + random() * (last.at - first.at)
      const called = performance.now()
      await seeker.seek(first.document, at)
      samples.push(performance.now() - called)
    }
    const sorted = ascending(samples)
    return {
      seeks,
      p50: percentile(sorted, 0.5),
      p95: percentile(sorted, 0.95),
      p99: percentile(sorted, 0.99),
      max: sorted.at(-1) ?? Number.NaN,
      opening,
    }
  } finally {
    await worker.terminate()
  }
}
