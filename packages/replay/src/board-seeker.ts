import { type BoardView, emptyView, type Framework } from '@greenroom/board'
import type { DocumentName, ProjectedEntry, Round } from '@greenroom/session'
import type { BoardChange, LifeStep } from './board-changes.ts'
import type { BoardFork } from './board-forks.ts'
import type { BoardTrack } from './board-track.ts'
import type { RecordedEdit } from './recorded-session.ts'
import type { RecordingPortion, SeekAnswer, SeekRequest } from './seek-messages.ts'
import type { Strip } from './strip/strip.ts'
import { applyDifferences } from './view-difference.ts'

export type SoughtBoard = { readonly view: BoardView; readonly lastEdit: ReturnType<BoardTrack['editAt']> }

/** The page's side over any two-way channel. Answers come in the order of the calls. */
export type BoardSeeker = {
  readonly opened: Promise<void>
  /** The continuation of a recording that was opened as not whole. */
  readonly extend: (portion: RecordingPortion) => void
  readonly seek: (document: DocumentName, at: number) => Promise<SoughtBoard>
  /** When an item of any board got its final content. `null` when there is no such item. */
  readonly find: (item: string) => Promise<number | null>
  /** The strip of a round, as it is at the end of the recording. `null` before its start. Rejects like a seek. */
  readonly strip: (round: Round, entries: readonly ProjectedEntry[], framework: Framework) => Promise<Strip | null>
  /** What changed on a board between two times, the first no later than the second. Rejects like a seek. */
  readonly changes: (document: DocumentName, from: number, to: number) => Promise<readonly BoardChange[]>
  /** Every wording of a card on a board. Rejects like a seek. */
  readonly life: (document: DocumentName, item: string) => Promise<readonly LifeStep[]>
  /** Pass every answer of the worker to this. */
  readonly receive: (answer: SeekAnswer) => void
}

/** Questions in progress, by their ids. */
function createQuestions<T>() {
  const open = new Map<number, { readonly resolve: (answer: T) => void; readonly reject: (error: Error) => void }>()
  return {
    ask: (id: number): Promise<T> =>
      new Promise((resolve, reject) => {
        open.set(id, { resolve, reject })
      }),
    answer: (id: number, answer: T): void => {
      open.get(id)?.resolve(answer)
      open.delete(id)
    },
    fail: (error: Error): void => {
      for (const one of open.values()) one.reject(error)
      open.clear()
    },
  }
}

/**
 * The page's side of the worker that applies edits: asks it by `send`, and is given its answers. `edits` are all that is known so far;
 * `isWhole`: no more will follow. `progress` counts the edits that the worker has read.
 */
export function createBoardSeeker(
  edits: readonly RecordedEdit[],
  send: (request: SeekRequest) => void,
  progress: (done: number, of: number) => void = () => {},
  forks: readonly BoardFork[] = [],
  isWhole = true,
): BoardSeeker {
  const shown = new Map<DocumentName, BoardView>()
  const waiting = new Map<number, { resolve: (board: SoughtBoard) => void; reject: (error: Error) => void }>()
  const sought = new Map<number, (at: number | null) => void>()
  const strips = createQuestions<Strip | null>()
  const changes = createQuestions<readonly BoardChange[]>()
  const lives = createQuestions<readonly LifeStep[]>()
  let nextId = 1
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>()
  /** Why nothing more can be asked: the recording turned out to be damaged after it was opened. */
  let broken: Error | null = null
  send({ kind: 'open', edits, forks, isWhole })
  return {
    opened,
    extend: (portion) => send({ kind: 'more', ...portion }),
    seek: (document, at) =>
      new Promise((resolveSeek, rejectSeek) => {
        if (broken !== null) return rejectSeek(broken)
        const id = nextId++
        waiting.set(id, { resolve: resolveSeek, reject: rejectSeek })
        send({ kind: 'seek', id, document, at })
      }),
    find: (item) =>
      new Promise((resolveFind) => {
        const id = nextId++
        sought.set(id, resolveFind)
        send({ kind: 'find', id, item })
      }),
    strip: (round, entries, framework) => {
      const id = nextId++
      send({ kind: 'strip', id, round, entries, framework })
      return strips.ask(id)
    },
    changes: (document, from, to) => {
      const id = nextId++
      send({ kind: 'changes', id, document, from, to })
      return changes.ask(id)
    },
    life: (document, item) => {
      const id = nextId++
      send({ kind: 'life', id, document, item })
      return lives.ask(id)
    },
    receive: (answer) => {
      switch (answer.kind) {
        case 'progress':
          progress(answer.done, answer.of)
          return
        case 'opened':
          resolve()
          return
        case 'failed': {
          const error = new Error(answer.words)
          broken = error
          reject(error)
          for (const one of waiting.values()) one.reject(error)
          waiting.clear()
          for (const questions of [strips, changes, lives]) questions.fail(error)
          for (const answerNothing of sought.values()) answerNothing(null)
          sought.clear()
          return
        }
        case 'found':
          sought.get(answer.id)?.(answer.at)
          sought.delete(answer.id)
          return
        case 'stripped':
          strips.answer(answer.id, answer.strip)
          return
        case 'changed':
          changes.answer(answer.id, answer.changes)
          return
        case 'lived':
          lives.answer(answer.id, answer.life)
          return
        case 'view': {
          const view = applyDifferences(shown.get(answer.document) ?? emptyView, [answer.difference])
          shown.set(answer.document, view)
          waiting.get(answer.id)?.resolve({ view, lastEdit: answer.lastEdit })
          waiting.delete(answer.id)
          return
        }
      }
    },
  }
}
