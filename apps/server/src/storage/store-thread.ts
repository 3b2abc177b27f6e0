import type { Worker } from 'node:worker_threads'
import { StartRefusal } from '../start-refusal.ts'
import type { AppendAnswers, FromThread, Remote, ThreadError, ToThread } from './thread-messages.ts'

/** A failure of the store. `cause` is what its thread reported; `errcode` is SQLite's number (13: the disk is full). */
export function storeError(sentence: string, cause: ThreadError): Error {
  return new Error(sentence, { cause })
}

type Waiting = { readonly name: string; resolve(value: unknown): void; reject(error: Error): void }

/** The main thread's end of one of the store's threads: calls by name, and everything else that the thread sends. */
export type StoreThread = {
  readonly call: (name: string, args: readonly unknown[]) => Promise<unknown>
  readonly post: (message: ToThread, transfer: readonly ArrayBuffer[]) => void
  readonly onAppended: (listener: (message: AppendAnswers) => void) => void
  readonly onCheckpointDue: (listener: () => void) => void
  readonly onCheckpointFailed: (listener: (reason: ThreadError) => void) => void
  /** The kinds of entries that another server of the database cannot read yet. */
  readonly withheld: () => ReadonlySet<string>
  /** Called once, when the thread has ended without being asked to. */
  readonly onLost: (listener: (error: Error) => void) => void
  /** Lets the thread answer everything that was posted before, and resolves when it has ended. */
  readonly close: () => Promise<void>
}

export async function openStoreThread(worker: Worker): Promise<StoreThread> {
  const waiting = new Map<number, Waiting>()
  let lastCall = 0
  let ended: Error | null = null
  let closing: Promise<void> | null = null
  let onAppended = (_message: AppendAnswers): void => {}
  let onCheckpointDue = (): void => {}
  let onCheckpointFailed = (_reason: ThreadError): void => {}
  let withheld: ReadonlySet<string> = new Set()
  const onLost: ((error: Error) => void)[] = []

  const end = (error: Error): void => {
    if (ended !== null) return
    ended = error
    for (const call of waiting.values()) call.reject(error)
    waiting.clear()
    for (const listener of onLost) if (closing === null) listener(error)
  }
  const hasEnded = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  const opened = Promise.withResolvers<void>()
  worker.on('error', (error) => {
    const lost = new Error('A thread of the store has failed.', { cause: error })
    end(lost)
    opened.reject(lost)
  })
  worker.on('exit', () => {
    const lost = new Error('A thread of the store has ended.')
    end(lost)
    opened.reject(lost)
  })
  worker.on('message', (message: FromThread) => {
    if (message.type === 'appended') onAppended(message)
    else if (message.type === 'checkpoint-due') onCheckpointDue()
    else if (message.type === 'checkpoint-failed') onCheckpointFailed(message.error)
    else if (message.type === 'answer') {
      const call = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.ok) call?.resolve(message.value)
      else call?.reject(storeError(`The store could not answer ${call.name}.`, message.error))
    } else if (message.type === 'refused') {
      const refusal = new StartRefusal(message.sentence)
      end(refusal)
      opened.reject(refusal)
    } else if (message.type === 'withheld') withheld = new Set(message.kinds)
    else opened.resolve()
  })
  try {
    await opened.promise
  } catch (error) {
    await worker.terminate()
    throw error
  }

  return {
    call: (name, args) => {
      if (ended !== null || closing !== null) {
        return Promise.reject(new Error('The store is closed.', { cause: ended ?? undefined }))
      }
      return new Promise((resolve, reject) => {
        const id = ++lastCall
        waiting.set(id, { name, resolve, reject })
        worker.postMessage({ type: 'call', id, name, args } satisfies ToThread)
      })
    },
    post: (message, transfer) => {
      if (ended !== null) throw new Error('The store is closed.', { cause: ended })
      worker.postMessage(message, transfer)
    },
    onAppended: (listener) => {
      onAppended = listener
    },
    onCheckpointDue: (listener) => {
      onCheckpointDue = listener
    },
    onCheckpointFailed: (listener) => {
      onCheckpointFailed = listener
    },
    withheld: () => withheld,
    onLost: (listener) => {
      onLost.push(listener)
    },
    close: () => {
      closing ??= (async () => {
        if (ended === null) worker.postMessage({ type: 'close' } satisfies ToThread)
        await hasEnded
      })()
      return closing
    },
  }
}

/** The thread's methods by name. What crosses is typed on both sides by the same table of calls. */
export function remote<Calls extends object>(thread: StoreThread): Remote<Calls> {
  const methods = new Map<PropertyKey, (...args: readonly unknown[]) => Promise<unknown>>()
  return new Proxy<object>(
    {},
    {
      get: (_target, name) => {
        let method = methods.get(name)
        if (method === undefined) {
          method = (...args) => thread.call(String(name), args)
          methods.set(name, method)
        }
        return method
      },
    },
  ) as Remote<Calls>
}
