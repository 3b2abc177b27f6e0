import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** The only way to reach V8's collector. What exists already does not get a `gc` by it. */
const reachCollector = (): unknown => {
  // The flag is one for all threads, and stays: a thread that took it back would take it from another that is about to create its function.
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc')
}

/**
 * Collects the garbage of the calling thread. V8 collects when a program allocates, and an idle server does not, so what a busy minute left
 * behind would stay for hours. Stops the thread for some tens of milliseconds.
 */
export function openCollector(): () => void {
  // Not before it is used: with another flag, V8 takes no code that was compiled before, and a thread compiles Node's own modules as it starts.
  let collect: unknown
  return () => {
    collect ??= reachCollector()
    // Also releases what V8 reserves for the next busy minute: the space for new objects grows to 48 MB, and keeps that size through an
    // ordinary collection.
    if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }
}
