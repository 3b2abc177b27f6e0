import { type ChildProcess, fork } from 'node:child_process'
import { Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type BankCase, type CaseFault, limits, serverLimits } from '@greenroom/protocol'
import type { Cut, PreparedCase } from '@greenroom/session'
import type { Budgets } from '../budgets/index.ts'
import { giveBack } from '../memory/pages.ts'
import { besideThis } from '../programs.ts'
import type { ReadImport } from '../recordings/read-import.ts'
import type { CaseText } from './read-own-case.ts'
import { lineForBytes, takeBytes } from './take-bytes.ts'

/** One call at a time, so that answers need no numbers and it is clear which file takes too long. */
export type ToCaseProcess =
  | { readonly kind: 'check'; readonly files: readonly CaseText[] }
  | { readonly kind: 'publish'; readonly id: string; readonly text: string }
  | { readonly kind: 'prepare'; readonly id: string; readonly text: string; readonly cut: Cut }
  /** Its bytes follow on the line for them, and those of the answer as well. */
  | { readonly kind: 'recording'; readonly length: number }
export type FromCaseProcess =
  /** Sent once, when its modules are loaded and it is ready for calls. */
  | { readonly ok: 'ready' }
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly message: string }

/**
 * Reads files from strangers, cases and recordings, in a separate process that exists only while it is needed. The process has little
 * memory and little time, and its death costs only the file that caused it. `from` is the address that pays: addresses take turns, and one
 * that has used up its time rejects with `CaseReadingRefused`.
 */
export type CaseReader = {
  readonly check: (files: readonly CaseText[], from?: string) => Promise<readonly CaseFault[]>
  /** What everybody may see of it. Rejects on text that `check` would refuse. */
  readonly publish: (id: string, text: string, from?: string) => Promise<BankCase>
  readonly prepare: (id: string, text: string, cut: Cut, from?: string) => Promise<PreparedCase>
  /**
   * Reads a recording that somebody imports. `body`: the bytes of the request, which are given back once they have been passed on. Rejects
   * when reading it takes too long or too much memory.
   */
  readonly readRecording: (body: Uint8Array, from?: string) => Promise<ReadRecording>
  readonly close: () => Promise<void>
  /** Id of the process that exists now; for tests. */
  readonly pid: () => number | null
}

export type ReadRecording =
  | (Extract<ReadImport, { readonly ok: true }> & {
      readonly bytes: Uint8Array<ArrayBuffer>
      readonly soundBytes: ReadonlyMap<string, Uint8Array<ArrayBuffer>>
    })
  | Extract<ReadImport, { readonly ok: false }>

class CaseReadingTookTooLong extends Error {}
/** Too much was asked from this address. */
export class CaseReadingRefused extends Error {
  readonly status = 429
}

/** The process that reads cases could not be started: the machine is overloaded, or out of memory or processes. */
export class CaseReaderNotStarted extends Error {
  override readonly message = 'The process that reads cases did not start.'
}

/** Milliseconds without a file after which it ends: it holds 70 MB, and starting another one takes a second. */
const idleUntilEnded = 15_000
/** Milliseconds until a new process has loaded its modules: one second on an idle machine, many on a busy one. */
const startPatience = 60_000
/** Megabytes of its heap; a sound case needs fewer than ten. */
const heap = 160
const waitingPerAddress = 16
const waitingAddresses = 500
/** How many faults one answer lists. */
const faultsListed = 200

type Job = {
  readonly call: ToCaseProcess
  /** What is sent along. */
  readonly body: Uint8Array | null
  readonly from: string
  readonly done: PromiseWithResolvers<unknown>
}

/** A process, its line for bytes, and a promise of its first answer, which rejects when it does not answer. */
type Reading = { readonly child: ChildProcess; readonly line: Socket; readonly ready: Promise<void> }

type Deps = {
  readonly budgets: Budgets
  readonly monotonic: () => number
  /** Milliseconds for one file, from when the process is ready to read it. */
  readonly patience?: number
}

const program = fileURLToPath(besideThis('./case-process', import.meta.url))

const startProcess = (): ChildProcess =>
  fork(program, [], {
    execArgv: ['--disable-warning=ExperimentalWarning', `--max-old-space-size=${heap}`, '--max-semi-space-size=8'],
    // Nothing of this server's own environment: it contains secrets.
    env: {},
    stdio: ['ignore', 'ignore', 'ignore', 'ipc', 'pipe'],
  })

function startReading(): Reading {
  const child = startProcess()
  const line = child.stdio[lineForBytes]
  if (!(line instanceof Socket)) throw new CaseReaderNotStarted()
  // `takeBytes` hears of its end.
  line.unref().on('error', () => {})
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const lost = (): void => reject(new CaseReaderNotStarted())
  const timer = setTimeout(lost, startPatience)
  child.once('message', () => resolve())
  child.once('error', lost)
  child.once('exit', lost)
  const settle = (): void => {
    clearTimeout(timer)
    child.off('error', lost)
    child.off('exit', lost)
  }
  promise.then(settle, settle)
  return { child, line, ready: promise }
}

async function withBytes(line: Socket, said: ReadImport): Promise<ReadRecording> {
  if (!said.ok) return said
  const lengths = new Map(said.lengths)
  const named = said.sounds.map((name) => ({ name, length: lengths.get(name) ?? 0 }))
  const all = await takeBytes(
    line,
    named.reduce((sum, { length }) => sum + length, said.length),
  )
  let at = said.length
  const soundBytes = new Map(
    named.map(({ name, length }) => {
      at += length
      return [name, all.subarray(at - length, at)] as const
    }),
  )
  // The store is sent all of the memory that the recording lies in.
  const bytes = named.length === 0 ? all : all.slice(0, said.length)
  return { ...said, bytes, soundBytes }
}

export function createCaseReader({ budgets, monotonic, patience = serverLimits.ownCaseCheck }: Deps): CaseReader {
  let reading: Reading | null = null
  let idle: NodeJS.Timeout | undefined
  let busy = false
  let closed = false
  /** By address, oldest first; the address whose turn it is comes first. */
  const waiting = new Map<string, Job[]>()

  const end = async (): Promise<void> => {
    clearTimeout(idle)
    const ended = reading?.child ?? null
    reading = null
    if (ended === null || ended.exitCode !== null || ended.signalCode !== null) return
    const gone = new Promise<void>((resolve) => ended.once('exit', () => resolve()))
    ended.kill('SIGKILL')
    await gone
  }

  /** `spent` receives the milliseconds that the call itself took: an address does not pay for starting a process. */
  const ask = async ({ call, body }: Job, spent: (milliseconds: number) => void): Promise<unknown> => {
    clearTimeout(idle)
    reading ??= startReading()
    const asked = reading
    const { child } = asked
    child.ref()
    child.channel?.ref()
    try {
      await asked.ready
      const began = monotonic()
      try {
        return await answerOf(asked, call, body)
      } finally {
        spent(monotonic() - began)
      }
    } catch (error) {
      // Out of memory, or still busy: the next call gets a new process.
      if (!(error instanceof CaseNotRead) && reading === asked) await end()
      throw error
    } finally {
      child.unref()
      child.channel?.unref()
      clearTimeout(idle)
      idle = setTimeout(() => void end(), idleUntilEnded)
      idle.unref()
    }
  }

  const answerOf = ({ child, line }: Reading, call: ToCaseProcess, body: Uint8Array | null): Promise<unknown> => {
    const answered = Promise.withResolvers<unknown>()
    const lost = (): void => answered.reject(new Error('The process that reads cases has ended.'))
    // An answer that arrived while this process was busy is handled first: messages are read before `setImmediate`.
    const timer = setTimeout(
      () => setImmediate(() => answered.reject(new CaseReadingTookTooLong())),
      call.kind === 'recording' ? serverLimits.importedRecordingCheck : patience,
    )
    const take = (answer: FromCaseProcess): void => {
      if (answer.ok === true && body === null) answered.resolve(answer.value)
      else if (answer.ok === true) withBytes(line, answer.value as ReadImport).then(answered.resolve, answered.reject)
      else if (answer.ok === false) answered.reject(new CaseNotRead(`A case could not be read: ${answer.message}`))
    }
    child.on('message', take)
    child.on('error', lost)
    child.on('exit', lost)
    child.send(call, (error) => {
      if (error !== null) lost()
    })
    if (body !== null) line.write(body, () => giveBack(body.buffer))
    return answered.promise.finally(() => {
      clearTimeout(timer)
      child.off('message', take)
      child.off('error', lost)
      child.off('exit', lost)
    })
  }

  const next = (): Job | null => {
    const first = waiting.entries().next()
    if (first.done) return null
    const [from, jobs] = first.value
    const job = jobs.shift() ?? null
    // Its next turn comes after all others'.
    waiting.delete(from)
    if (jobs.length > 0) waiting.set(from, jobs)
    return job
  }

  const work = async (): Promise<void> => {
    if (busy) return
    busy = true
    for (let job = next(); job !== null; job = next()) {
      const { from, done } = job
      const spent = (milliseconds: number): void => {
        budgets.spend({ address: from }, 'caseReading', milliseconds, monotonic())
      }
      try {
        if (closed) throw new Error('The server is stopping.')
        done.resolve(await ask(job, spent))
      } catch (error) {
        done.reject(error)
      }
    }
    busy = false
  }

  const inTurn = (call: ToCaseProcess, from: string, body: Uint8Array | null = null): Promise<unknown> => {
    const jobs = waiting.get(from) ?? []
    const allowed = budgets.charge({ address: from }, 'caseReading', 0, monotonic()).ok
    if (!allowed || jobs.length >= waitingPerAddress || waiting.size >= waitingAddresses) {
      return Promise.reject(new CaseReadingRefused())
    }
    const done = Promise.withResolvers<unknown>()
    jobs.push({ call, body, from, done })
    waiting.set(from, jobs)
    void work()
    return done.promise
  }

  // The process's answers are typed by the same functions on its side.
  return {
    check: async (files, from = '') => {
      const faults: CaseFault[] = []
      // The number of files is checked first; then there is one call per file, so that one of them cannot use up the time of the others.
      if (files.length > limits.ownCasesAtOnce) {
        const named = files.slice(0, 1).map(({ name }) => ({ name, text: '' }))
        return [tooMany(named[0]?.name ?? '', files.length)]
      }
      for (const file of files) {
        if (faults.length >= faultsListed) break
        try {
          faults.push(...((await inTurn({ kind: 'check', files: [file] }, from)) as CaseFault[]))
        } catch (error) {
          // That is not the file's fault.
          if (error instanceof CaseReadingRefused || error instanceof CaseReaderNotStarted) throw error
          const message = 'takes too long to read. Make it smaller'
          faults.push({ file: file.name, line: 1, column: 1, at: [], rule: 'size', message })
        }
      }
      return faults.slice(0, faultsListed)
    },
    publish: async (id, text, from = '') => (await inTurn({ kind: 'publish', id, text }, from)) as BankCase,
    prepare: async (id, text, cut, from = '') =>
      (await inTurn({ kind: 'prepare', id, text, cut }, from)) as PreparedCase,
    readRecording: async (body, from = '') =>
      (await inTurn({ kind: 'recording', length: body.byteLength }, from, body)) as ReadRecording,
    close: async () => {
      closed = true
      await end()
    },
    pid: () => reading?.child.pid ?? null,
  }
}

/** The process reported it and carries on. */
class CaseNotRead extends Error {}

const tooMany = (file: string, count: number): CaseFault => ({
  file,
  line: 1,
  column: 1,
  at: [],
  rule: 'size',
  message: `${count} files at once; import ${limits.ownCasesAtOnce} or fewer`,
})
