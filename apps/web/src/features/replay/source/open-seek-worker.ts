import type { SeekAnswer, SeekRequest } from '@greenroom/replay'
import { takeSeekWorker } from './seek-workers.ts'

/** What a replay needs from the other side of its seeker. */
export type SeekPort = {
  readonly post: (request: SeekRequest) => void
  readonly close: () => void
}

/** Seeks in a worker, so that a long session does not hold up the page. `broken`: the browser has no such worker. */
export function openSeekWorker(receive: (answer: SeekAnswer) => void, broken: () => void): SeekPort {
  const worker = takeSeekWorker()
  worker.addEventListener('message', (message: MessageEvent<SeekAnswer>) => receive(message.data))
  worker.addEventListener('error', broken)
  return { post: (request) => worker.postMessage(request), close: () => worker.terminate() }
}
