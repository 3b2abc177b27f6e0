import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads'
import { copyBeforeMigration } from '../backups/copy-before-migration.ts'
import { openForWriting } from '../open-database.ts'
import { migrate } from '../schema.ts'
import { type Call, type FromThread, failed, type ToThread, toThreadError } from '../thread-messages.ts'
import { type AppendJob, createAppender, jobsOf } from './writer-appends.ts'
import { createWriterCalls } from './writer-calls.ts'
import { createCheckpoints } from './writer-checkpoints.ts'
import { createDeletion } from './writer-deletion.ts'
import { createWriterSessions } from './writer-sessions.ts'

/**
 * The store's writer. Everything that is waiting when it wakes up becomes one transaction with one fsync; while that commits, the next
 * group collects in the port. When a group fails, each of its parts is tried alone, so that one part's fault affects only that part.
 */
if (parentPort === null) throw new Error('The writer runs as a worker thread.')
const port = parentPort
const post = (message: FromThread): void => port.postMessage(message)
const db = openForWriting(String(workerData.path))

type Job = { readonly append: AppendJob } | { readonly call: Call }
const messagesAtOnce = 2_000
/** After this many attempts, wiping the rest of the write-ahead log is left to the next deletion, or the next start. */
const wipeAttempts = 200

const start = (): void => {
  const refusal = copyBeforeMigration(db, String(workerData.path)) ?? migrate(db)
  if (refusal !== null) {
    db.close()
    post({ type: 'refused', sentence: refusal })
    port.close()
    return
  }
  const sessions = createWriterSessions(db)
  const append = createAppender(db, sessions)
  const calls = createWriterCalls(db, sessions)
  const deletion = createDeletion(db, sessions)
  const checkpoints = createCheckpoints(db, {
    before: () => noteEnds(),
    askOther: () => post({ type: 'checkpoint-due' }),
    failed: (error) => post({ type: 'checkpoint-failed', error: toThreadError(error) }),
  })
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = (): void => {
    if (db.isTransaction) db.exec('ROLLBACK')
    sessions.forgetAll()
  }

  /** Only a log whose end is missing needs them: failing to store them harms nothing. */
  const noteEnds = (): void => {
    if (!sessions.isAnyBehind()) return
    try {
      begin.run()
      sessions.noteAll()
      commit.run()
    } catch {
      rollback()
    }
  }

  const run = (job: Job, appends: number[], answers: FromThread[]): void => {
    if ('append' in job) append(job.append, appends)
    else answers.push({ type: 'answer', id: job.call.id, ok: true, value: calls(job.call) })
  }

  const runAlone = (job: Job, appends: number[], answers: FromThread[], errors: ReturnType<typeof toThreadError>[]) => {
    const firstAppend = appends.length
    const firstAnswer = answers.length
    try {
      begin.run()
      run(job, appends, answers)
      commit.run()
    } catch (error) {
      rollback()
      appends.length = firstAppend
      answers.length = firstAnswer
      const reason = toThreadError(error)
      if ('append' in job) appends.push(job.append.batch.ticket + job.append.index, failed, errors.push(reason) - 1, 0)
      else answers.push({ type: 'answer', id: job.call.id, ok: false, error: reason })
    }
  }

  const commitGroup = (jobs: readonly Job[]): void => {
    const started = performance.now()
    const errors: ReturnType<typeof toThreadError>[] = []
    let appends: number[] = []
    let answers: FromThread[] = []
    try {
      begin.run()
      for (const job of jobs) run(job, appends, answers)
      commit.run()
    } catch {
      rollback()
      appends = []
      answers = []
      for (const job of jobs) runAlone(job, appends, answers, errors)
    }
    if (appends.length > 0) post({ type: 'appended', answers: appends, errors, took: performance.now() - started })
    for (const answer of answers) post(answer)
    checkpoints.committed()
  }

  /** Deletions in progress, each with the calls that wait for it. */
  const deletions: {
    readonly key: number
    readonly call: Call | null
    readonly value?: boolean
    rowsLeft: boolean
    attempts: number
  }[] = deletion.leftOver().map((key) => ({ key, call: null, rowsLeft: true, attempts: 0 }))
  let deletionDue = false

  const continueDeletion = (): void => {
    deletionDue = false
    const current = deletions[0]
    if (current === undefined) return
    try {
      if (current.rowsLeft) current.rowsLeft = deletion.deleteSlice(current.key)
      else if (deletion.wipeLog() || ++current.attempts >= wipeAttempts) {
        deletions.shift()
        if (current.call !== null) post({ type: 'answer', id: current.call.id, ok: true, value: current.value })
      }
    } catch (error) {
      deletions.shift()
      if (current.call !== null) {
        post({ type: 'answer', id: current.call.id, ok: false, error: toThreadError(error) })
      }
    }
    scheduleDeletion()
  }
  const scheduleDeletion = (): void => {
    const [current] = deletions
    if (deletionDue || current === undefined) return
    deletionDue = true
    // A reader is in the way of the wiping: that lasts a few milliseconds.
    if (current.attempts > 0) setTimeout(continueDeletion, 10)
    else setImmediate(continueDeletion)
  }

  const beginDeletion = (call: Call): void => {
    try {
      const [id, before] = call.args
      const key = deletion.mark(String(id), typeof before === 'number' ? before : null)
      if (key === null) post({ type: 'answer', id: call.id, ok: true, value: false })
      else deletions.push({ key, call, value: true, rowsLeft: true, attempts: 0 })
    } catch (error) {
      post({ type: 'answer', id: call.id, ok: false, error: toThreadError(error) })
    }
  }

  /** One row, deleted at once; then its content is wiped from the write-ahead log, as for a session. */
  const beginRowDeletion = (call: Call, deleteRow: (id: string, hash: Uint8Array) => boolean): void => {
    try {
      const [id, hash] = call.args
      const value = hash instanceof Uint8Array && deleteRow(String(id), hash)
      if (value) deletions.push({ key: 0, call, value, rowsLeft: false, attempts: 0 })
      else post({ type: 'answer', id: call.id, ok: true, value })
    } catch (error) {
      post({ type: 'answer', id: call.id, ok: false, error: toThreadError(error) })
    }
  }

  const close = (): void => {
    checkpoints.close()
    noteEnds()
    db.close()
    port.close()
  }

  const take = (first: ToThread): void => {
    let jobs: Job[] = []
    const flush = (): void => {
      if (jobs.length > 0) commitGroup(jobs)
      jobs = []
    }
    let message: ToThread | undefined = first
    for (let taken = 1; message !== undefined; taken++) {
      if (message.type === 'close') {
        flush()
        close()
        return
      }
      if (message.type === 'open') {
        // Sent to the reader only.
      } else if (message.type === 'checkpointed') {
        flush()
        checkpoints.otherIsDone()
      } else if (message.type === 'append') for (const append of jobsOf(message)) jobs.push({ append })
      else if (message.name === 'deleteSession') {
        flush()
        beginDeletion(message)
      } else if (message.name === 'deleteOwnCase' || message.name === 'deleteImport') {
        flush()
        beginRowDeletion(message, deletion[message.name])
      } else jobs.push({ call: message })
      const next: { message: ToThread } | undefined = taken < messagesAtOnce ? receiveMessageOnPort(port) : undefined
      message = next?.message
    }
    flush()
    scheduleDeletion()
  }

  port.on('message', take)
  post({ type: 'opened' })
  scheduleDeletion()
}

start()
