import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/**
 * What collects the garbage of the calling thread. V8 collects when a program allocates, and an idle server does not: what a busy
 * minute left behind would stay for hours. Stops the thread for some tens of milliseconds.
 */
export function openCollector(): () => void {
  // The one way to V8's collector; the flag holds while the function is made.
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  setFlagsFromString('--no-expose-gc')
  return () => {
    // Also what V8 keeps for the next busy minute: the space for new objects grows to 48 MB, and stays so after a usual collection.
    if (typeof collect === 'function') collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
  }
}
