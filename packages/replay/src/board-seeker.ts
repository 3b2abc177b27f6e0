import { type BoardView, emptyView, type Framework } from '@greenroom/board'
import { boardOf, type DocumentName, type ProjectedEntry, placeOfDocument, type Round } from '@greenroom/session'
import { type BoardChange, changesBetween, type LifeStep, lifeOf } from './board-changes.ts'
import { type BoardFork, updatesBefore } from './board-forks.ts'
import { type BoardTrack, createBoardTrack } from './board-track.ts'
import type { RecordedEdit } from './recorded-session.ts'
import { createStrip, type Strip } from './strip/strip.ts'
import { applyDifferences, differenceOf, type ViewDifference } from './view-difference.ts'

/**
 * Seeking in a worker, so that opening a long session and jumping around in it never holds up the page. The page asks for a time; the
 * worker answers with the changes since its last answer, so that the page keeps the identity of everything else.
 */
export type SeekRequest =
  /** A recording, or the continuation of one that is already open. */
  | ({ readonly kind: 'open' | 'more' } & RecordingPortion)
  | { readonly kind: 'seek'; readonly id: number; readonly document: DocumentName; readonly at: number }
  | { readonly kind: 'find'; readonly id: number; readonly item: string }
  | {
      readonly kind: 'changes'
      readonly id: number
      readonly document: DocumentName
      readonly from: number
      readonly to: number
    }
  | { readonly kind: 'life'; readonly id: number; readonly document: DocumentName; readonly item: string }
  | {
      readonly kind: 'strip'
      readonly id: number
      readonly round: Round
      readonly entries: readonly ProjectedEntry[]
      readonly framework: Framework
    }
/** Questions about whole boards. */
type WholeQuestion = Extract<SeekRequest, { readonly kind: 'find' | 'changes' | 'life' | 'strip' }>
export type SeekAnswer =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'found'; readonly id: number; readonly at: number | null }
  | { readonly kind: 'stripped'; readonly id: number; readonly strip: Strip | null }
  | { readonly kind: 'changed'; readonly id: number; readonly changes: readonly BoardChange[] }
  | { readonly kind: 'lived'; readonly id: number; readonly life: readonly LifeStep[] }
  | {
      readonly kind: 'view'
      readonly id: number
      readonly document: DocumentName
      readonly difference: ViewDifference
      /** Items of the last edit before that time, and who made it. */
      readonly lastEdit: ReturnType<BoardTrack['editAt']>
    }

/** Edits in their order; `forks`: all that exist by now; `isWhole`: nothing more comes. */
export type RecordingPortion = {
  readonly edits: readonly RecordedEdit[]
  readonly forks: readonly BoardFork[]
  readonly isWhole: boolean
}

/** This many edits are applied as soon as a recording is opened, and then between two looks at the clock. */
const atFirst = 200
const atOnce = 10
/** Milliseconds for which edits are applied while nothing is asked: a seek never waits longer than this. */
const growsFor = 4

/** `later` runs a task once earlier requests have been answered; `now`: milliseconds. */
export type SeekServerTime = { readonly later: (work: () => void) => void; readonly now: () => number }

const ownTime: SeekServerTime = { later: (work) => void setTimeout(work, 0), now: () => performance.now() }

/**
 * The worker's side: feed it requests, and it posts answers. A recording is open at once: what a seek needs is applied for it, and the rest
 * between requests, using `later`. A question about a whole board is answered once all of it has been applied.
 */
export function createSeekServer(
  post: (answer: SeekAnswer) => void,
  { later, now }: SeekServerTime = ownTime,
): (request: SeekRequest) => void {
  const tracks = new Map<DocumentName, { readonly track: BoardTrack; shown: BoardView }>()
  const byDocument = new Map<DocumentName, RecordedEdit[]>()
  let isWhole = false
  let isGrowing = false
  /** Questions about whole boards. */
  const waiting: (() => void)[] = []

  const progress = (): void => {
    let [done, of] = [0, 0]
    for (const { track } of tracks.values()) {
      done += track.applied
      of += track.length
    }
    post({ kind: 'progress', done, of })
  }
  const take = ({ edits, forks, isWhole: whole }: RecordingPortion): void => {
    isWhole = whole
    const portion = Map.groupBy(edits, (edit) => edit.document)
    for (const [document, own] of portion) {
      const known = byDocument.get(document)
      if (known === undefined) byDocument.set(document, own)
      else for (const edit of own) known.push(edit)
    }
    for (const [document, { track }] of tracks) track.extend(portion.get(document) ?? [], whole)
    // In a second take nothing may have been edited yet.
    for (const document of new Set([...portion.keys(), ...forks.map((fork) => fork.document)])) {
      if (tracks.has(document)) continue
      const own = portion.get(document) ?? []
      const track = createBoardTrack(own, progress, updatesBefore(document, forks, byDocument), { isWhole: whole })
      tracks.set(document, { track, shown: emptyView })
      // If it cannot be played from the beginning, that is reported at once.
      track.grow(atFirst)
    }
    growLater()
  }
  const failed = (error: unknown): void =>
    post({ kind: 'failed', words: error instanceof Error ? error.message : String(error) })
  const growLater = (): void => {
    if (isGrowing) return
    isGrowing = true
    later(() => {
      isGrowing = false
      try {
        const until = now() + growsFor
        const isGrown = [...tracks.values()].every(({ track }) => {
          for (;;) {
            if (track.grow(atOnce)) return true
            if (now() >= until) return false
          }
        })
        if (!isGrown) growLater()
        else if (isWhole) for (const answer of waiting.splice(0)) answer()
      } catch (error) {
        failed(error)
      }
    })
  }
  const answerWhole = (request: WholeQuestion): void => {
    switch (request.kind) {
      case 'find': {
        // A card keeps its id from the think tray to the board, so the search is for the card.
        const boards = [...tracks].filter(([document]) => placeOfDocument(document).kind === 'board')
        const times = boards.map(([, { track }]) => track.lastChange(request.item))
        post({ kind: 'found', id: request.id, at: times.find((at) => at !== null) ?? null })
        return
      }
      case 'strip': {
        const { id, round, entries, framework } = request
        // A round that nobody wrote in has no track.
        const track = tracks.get(boardOf(round.id))?.track ?? createBoardTrack([])
        post({ kind: 'stripped', id, strip: createStrip({ round, entries, framework, track }) })
        return
      }
      case 'changes': {
        const { id, from, to } = request
        const track = tracks.get(request.document)?.track
        const changes = track ? changesBetween(track, track.positionAt(from), track.positionAt(to)) : []
        post({ kind: 'changed', id, changes })
        return
      }
      case 'life': {
        const opened = tracks.get(request.document)
        post({ kind: 'lived', id: request.id, life: opened ? lifeOf(opened.track, request.item) : [] })
        return
      }
    }
  }
  return (request) => {
    try {
      switch (request.kind) {
        case 'open':
          take(request)
          post({ kind: 'opened' })
          return
        case 'more':
          take(request)
          return
        case 'seek': {
          const opened = tracks.get(request.document)
          const position = opened?.track.positionAt(request.at) ?? 0
          const view = opened?.track.viewAt(position) ?? emptyView
          const difference = differenceOf(opened?.shown ?? emptyView, view)
          if (opened) opened.shown = view
          const lastEdit = opened?.track.editAt(position) ?? null
          post({ kind: 'view', id: request.id, document: request.document, difference, lastEdit })
          return
        }
        default:
          if (isWhole && [...tracks.values()].every(({ track }) => track.applied === track.length)) answerWhole(request)
          else waiting.push(() => answerWhole(request))
      }
    } catch (error) {
      failed(error)
    }
  }
}

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
