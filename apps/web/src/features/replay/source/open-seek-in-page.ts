import { createSeekServer, type SeekAnswer } from '@greenroom/replay'
import type { openSeekWorker, SeekPort } from './open-seek-worker.ts'

/** The same within the page, for a page that was saved to a file: its security policy allows no worker. */
function open(receive: (answer: SeekAnswer) => void): SeekPort {
  let closed = false
  const serve = createSeekServer((answer) => {
    if (!closed) receive(answer)
  })
  return {
    // After this turn, as from a worker: who asks has not taken the answer's place yet.
    post: (request) => void setTimeout(() => serve(request)),
    close: () => {
      closed = true
    },
  }
}

const inPage: typeof openSeekWorker = open

export { inPage as openSeekWorker }
