import { createSeekWorker, type SeekAnswer } from '@greenroom/replay'
import type { openSeekWorker, SeekPort } from './open-seek-worker.ts'

/** The same inside the page, for a page that was saved to a file: its security policy allows no worker. */
function open(receive: (answer: SeekAnswer) => void): SeekPort {
  let closed = false
  const serve = createSeekWorker((answer) => {
    if (!closed) receive(answer)
  })
  return {
    // After this turn, as from a worker: the caller is not ready for the answer yet.
    post: (request) => void setTimeout(() => serve(request)),
    close: () => {
      closed = true
    },
  }
}

const inPage: typeof openSeekWorker = open

export { inPage as openSeekWorker }
