import { Worker } from 'node:worker_threads'
import { type BankCase, type CaseFault, limits } from '@greenroom/protocol'
import type { Cut, PreparedCase } from '@greenroom/session'
import type { CaseText } from './read-own-case.ts'

/** One call at a time, so that answers need no numbers and whoever takes too long is known. */
export type ToCaseThread =
  | { readonly kind: 'check'; readonly files: readonly CaseText[] }
  | { readonly kind: 'publish'; readonly id: string; readonly text: string }
  | { readonly kind: 'prepare'; readonly id: string; readonly text: string; readonly cut: Cut }
export type FromCaseThread =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

/** Reads the files of people's own cases in a thread of its own, which is there only while it is needed. */
export type CaseReader = {
  readonly check: (files: readonly CaseText[]) => Promise<readonly CaseFault[]>
  /** What everybody may see of it. Rejects on text that `check` would refuse. */
  readonly publish: (id: string, text: string) => Promise<BankCase>
  readonly prepare: (id: string, text: string, cut: Cut) => Promise<PreparedCase>
  readonly close: () => Promise<void>
}

export class CaseReadingTookTooLong extends Error {}

const idleUntilEnded = 60_000
const memory = { maxOldGenerationSizeMb: 256, stackSizeMb: 4 }

export const createCaseReader = (patience: number = limits.ownCaseCheck): CaseReader => {
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  const end = async (): Promise<void> => {
    clearTimeout(idle)
    const ended = worker
    worker = null
    await ended?.terminate()
  }
  const open = (): Worker => {
    worker ??= new Worker(new URL('./case-thread.ts', import.meta.url), { name: 'case-reader', resourceLimits: memory })
    return worker
  }

  const ask = (call: ToCaseThread): Promise<unknown> => {
    clearTimeout(idle)
    const thread = open()
    thread.ref()
    const answered = Promise.withResolvers<unknown>()
    const lost = (): void => answered.reject(new Error('The thread that reads cases has ended.'))
    const timer = setTimeout(() => answered.reject(new CaseReadingTookTooLong()), patience)
    const take = (answer: FromCaseThread): void => {
      if (answer.ok) answered.resolve(answer.value)
      else answered.reject(new Error(`A case could not be read: ${answer.message}`))
    }
    thread.on('message', take)
    thread.on('error', lost)
    thread.on('exit', lost)
    thread.postMessage(call)
    return answered.promise
      .catch(async (error: unknown) => {
        // Out of memory, or still at it: the next call gets a new thread.
        if (worker === thread) await end()
        throw error
      })
      .finally(() => {
        clearTimeout(timer)
        thread.off('message', take)
        thread.off('error', lost)
        thread.off('exit', lost)
        thread.unref()
        idle = setTimeout(() => void end(), idleUntilEnded)
        idle.unref()
      })
  }
  const inTurn = (call: ToCaseThread): Promise<unknown> => {
    const asked = last.then(
      () => ask(call),
      () => ask(call),
    )
    last = asked
    return asked
  }

  // What the thread answers is typed by the same functions on its side.
  return {
    check: async (files) => {
      const faults: CaseFault[] = []
      // The number of files is looked at first; then one call a file, so that one of them cannot spend the time of the others.
      const [first] = files
      if (files.length > limits.ownCasesAtOnce) return (await inTurn({ kind: 'check', files })) as CaseFault[]
      if (first === undefined) return []
      for (const file of files) {
        try {
          faults.push(...((await inTurn({ kind: 'check', files: [file] })) as CaseFault[]))
        } catch {
          const message = 'takes too long to read; make it smaller'
          faults.push({ file: file.name, line: 1, column: 1, at: [], rule: 'size', message })
        }
      }
      return faults
    },
    publish: async (id, text) => (await inTurn({ kind: 'publish', id, text })) as BankCase,
    prepare: async (id, text, cut) => (await inTurn({ kind: 'prepare', id, text, cut })) as PreparedCase,
    close: end,
  }
}
