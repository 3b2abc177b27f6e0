import { performance } from 'node:perf_hooks'
import { openCollector } from './collector.ts'

export type MemoryPorts = {
  /** Resident bytes of this process. */
  readonly resident: () => number
  /** Share of the time since the last call, from 0 to 1, in which the event loop was busy. */
  readonly busy: () => number
  /** How much has been written to logs since the start: it grows while anybody does anything. */
  readonly written: () => number
  /** Collects the garbage of every thread. */
  readonly collect: () => void
}

const lookEvery = 2_500
/** Above this share, V8 collects by itself, as it does whenever a program allocates. */
const quietShare = 0.1
/** This many checks in a row have to find it quiet. */
const quietLooks = 2
/** Growth since it was last at rest that makes a collection worthwhile, in bytes. */
const worth = 24 * 1024 * 1024
/** Checks until collected memory has been returned to the system: V8 keeps free pages for about eight seconds. */
const settlesAfter = 5

/** Checks until a collection that left much is repeated for the first time; each further one waits twice as long. */
const repeatedAfter = 8

/** What a quiet server checks from time to time. Pure except for its ports. */
export function createMemoryWatch({ resident, busy, written, collect }: MemoryPorts): () => void {
  let atRest = 0
  /** The least that was in use after a collection. */
  let least = Number.POSITIVE_INFINITY
  let quiet = 0
  /** Checks left until the memory after a collection is known. */
  let settling = 0
  /** Checks left until another attempt, and how many there were before this one. */
  let repeats = repeatedAfter
  let pause = repeatedAfter
  let writtenBefore = 0
  const begin = (): void => {
    collect()
    settling = settlesAfter
    repeats = pause
  }
  return () => {
    const writtenNow = written()
    // One person who is typing hardly keeps a server busy, and would notice the pause.
    quiet = busy() <= quietShare && writtenNow === writtenBefore ? quiet + 1 : 0
    writtenBefore = writtenNow
    if (settling > 0) {
      settling--
      // What a server holds that has become busy again is not what it needs.
      if (settling > 0 || quiet === 0) return
      atRest = resident()
      least = Math.min(least, atRest)
      return
    }
    if (quiet < quietLooks) return
    if (resident() - atRest >= worth) {
      pause = repeatedAfter
      begin()
      return
    }
    // What was in use then may be garbage since, without anything growing: a request that was waited for, a room that has closed.
    if (atRest - least < worth || --repeats > 0) return
    pause *= 2
    begin()
  }
}

/** Gives memory back whenever the server has become quiet; `collectThreads` collects the garbage of its other threads. */
export function giveBackMemory(
  collectThreads: () => Promise<unknown>,
  written: () => number,
): { readonly close: () => void } {
  const collectHere = openCollector()
  let last = performance.eventLoopUtilization()
  const look = createMemoryWatch({
    resident: () => process.memoryUsage.rss(),
    written,
    busy: () => {
      const now = performance.eventLoopUtilization()
      const { utilization } = performance.eventLoopUtilization(now, last)
      last = now
      return utilization
    },
    collect: () => {
      collectHere()
      // A store that is closing, or lost, has nothing to give back.
      collectThreads().catch(() => {})
    },
  })
  const timer = setInterval(look, lookEvery)
  timer.unref()
  return { close: () => clearInterval(timer) }
}
