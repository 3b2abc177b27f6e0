let waiting: Worker | null = null

const start = (): Worker => new Worker(new URL('./replay-worker.ts', import.meta.url), { type: 'module' })

/** Starts a worker for the replay that is about to be opened, so that its script is there when the recording is. */
export function warmSeekWorker(): void {
  const worker = start()
  waiting = worker
  worker.addEventListener('error', () => {
    if (waiting === worker) waiting = null
  })
}

/** The worker that was started in advance, once, or a new one. */
export function takeSeekWorker(): Worker {
  const worker = waiting ?? start()
  waiting = null
  return worker
}
