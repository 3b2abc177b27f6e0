import { createSeekWorker, type SeekAnswer, type SeekRequest } from '@greenroom/replay'

/** The replay's worker inside the page, for tests: the same server behind the same messages, copied on the way. */
export class SeekWorker extends EventTarget {
  readonly #serve = createSeekWorker((answer: SeekAnswer) => {
    this.dispatchEvent(new MessageEvent('message', { data: structuredClone(answer) }))
  })
  postMessage(request: SeekRequest): void {
    const copy = structuredClone(request)
    queueMicrotask(() => this.#serve(copy))
  }
  terminate(): void {}
}
