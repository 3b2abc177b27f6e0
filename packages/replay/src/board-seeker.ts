import { type BoardView, emptyView, type Framework } from '@greenroom/board'
import { boardOf, type DocumentName, type ProjectedEntry, placeOfDocument, type Round } from '@greenroom/session'
import { type BoardFork, updatesBefore } from './board-forks.ts'
import { type BoardTrack, createBoardTrack } from './board-track.ts'
import type { RecordedEdit } from './recorded-session.ts'
import { createStrip, type Strip } from './strip/strip.ts'
import { applyDifferences, differenceOf, type ViewDifference } from './view-difference.ts'

/**
 * Seeking in a worker, so that opening a long session and jumping about in it never holds up the page. The page asks for a
 * time; the worker answers with what changed against what it answered last, so that the page keeps the identity of the rest.
 */
export type SeekRequest =
  | { readonly kind: 'open'; readonly edits: readonly RecordedEdit[]; readonly forks: readonly BoardFork[] }
  | { readonly kind: 'seek'; readonly id: number; readonly document: DocumentName; readonly at: number }
  | { readonly kind: 'find'; readonly id: number; readonly item: string }
  | {
      readonly kind: 'strip'
      readonly id: number
      readonly round: Round
      readonly entries: readonly ProjectedEntry[]
      readonly framework: Framework
    }
export type SeekAnswer =
  | { readonly kind: 'progress'; readonly done: number; readonly of: number }
  | { readonly kind: 'opened' }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'found'; readonly id: number; readonly at: number | null }
  | { readonly kind: 'stripped'; readonly id: number; readonly strip: Strip | null }
  | {
      readonly kind: 'view'
      readonly id: number
      readonly document: DocumentName
      readonly difference: ViewDifference
      /** Items of the last edit before that time, and who made it. */
      readonly lastEdit: ReturnType<BoardTrack['editAt']>
    }

/** The worker's side: feed it requests, it posts answers. */
export function createSeekServer(post: (answer: SeekAnswer) => void): (request: SeekRequest) => void {
  const tracks = new Map<DocumentName, { readonly track: BoardTrack; shown: BoardView }>()
  const open = (edits: readonly RecordedEdit[], forks: readonly BoardFork[]): void => {
    const byDocument = Map.groupBy(edits, (edit) => edit.document)
    let before = 0
    // In a second take nothing may have been edited yet.
    for (const document of new Set([...byDocument.keys(), ...forks.map((fork) => fork.document)])) {
      const own = byDocument.get(document) ?? []
      const track = createBoardTrack(
        own,
        (done) => post({ kind: 'progress', done: before + done, of: edits.length }),
        updatesBefore(document, forks, byDocument),
      )
      tracks.set(document, { track, shown: emptyView })
      before += own.length
    }
    post({ kind: 'opened' })
  }
  return (request) => {
    try {
      if (request.kind === 'open') {
        open(request.edits, request.forks)
        return
      }
      if (request.kind === 'find') {
        // A card keeps its id from the think tray to the board: what is looked for is the card.
        const boards = [...tracks].filter(([document]) => placeOfDocument(document).kind === 'board')
        const times = boards.map(([, { track }]) => track.lastChange(request.item))
        post({ kind: 'found', id: request.id, at: times.find((at) => at !== null) ?? null })
        return
      }
      if (request.kind === 'strip') {
        const { id, round, entries, framework } = request
        // A round that nobody wrote in has no track.
        const track = tracks.get(boardOf(round.id))?.track ?? createBoardTrack([])
        post({ kind: 'stripped', id, strip: createStrip({ round, entries, framework, track }) })
        return
      }
      const opened = tracks.get(request.document)
      const position = opened?.track.positionAt(request.at) ?? 0
      const view = opened?.track.viewAt(position) ?? emptyView
      const difference = differenceOf(opened?.shown ?? emptyView, view)
      if (opened) opened.shown = view
      post({
        kind: 'view',
        id: request.id,
        document: request.document,
        difference,
        lastEdit: opened?.track.editAt(position) ?? null,
      })
    } catch (error) {
      post({ kind: 'failed', words: error instanceof Error ? error.message : String(error) })
    }
  }
}

export type SoughtBoard = { readonly view: BoardView; readonly lastEdit: ReturnType<BoardTrack['editAt']> }

/** The page's side over any two-way channel. Answers come in the order of the calls. */
export type BoardSeeker = {
  readonly opened: Promise<void>
  readonly seek: (document: DocumentName, at: number) => Promise<SoughtBoard>
  /** When an item of any board got what it stands with at the end; `null` where there is no such item. */
  readonly find: (item: string) => Promise<number | null>
  /** The strip of a round, as it is at the end of the recording; `null` before its start. Rejects as a seek does. */
  readonly strip: (round: Round, entries: readonly ProjectedEntry[], framework: Framework) => Promise<Strip | null>
  /** Hand every answer of the worker to this. */
  readonly receive: (answer: SeekAnswer) => void
}

export function createBoardSeeker(
  edits: readonly RecordedEdit[],
  send: (request: SeekRequest) => void,
  progress: (done: number, of: number) => void = () => {},
  forks: readonly BoardFork[] = [],
): BoardSeeker {
  const shown = new Map<DocumentName, BoardView>()
  const waiting = new Map<number, { resolve: (board: SoughtBoard) => void; reject: (error: Error) => void }>()
  const sought = new Map<number, (at: number | null) => void>()
  const strips = new Map<number, { resolve: (strip: Strip | null) => void; reject: (error: Error) => void }>()
  let nextId = 1
  const { promise: opened, resolve, reject } = Promise.withResolvers<void>()
  send({ kind: 'open', edits, forks })
  return {
    opened,
    seek: (document, at) =>
      new Promise((resolveSeek, rejectSeek) => {
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
    strip: (round, entries, framework) =>
      new Promise((resolveStrip, rejectStrip) => {
        const id = nextId++
        strips.set(id, { resolve: resolveStrip, reject: rejectStrip })
        send({ kind: 'strip', id, round, entries, framework })
      }),
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
          reject(error)
          for (const one of waiting.values()) one.reject(error)
          waiting.clear()
          for (const one of strips.values()) one.reject(error)
          strips.clear()
          for (const answerNothing of sought.values()) answerNothing(null)
          sought.clear()
          return
        }
        case 'found':
          sought.get(answer.id)?.(answer.at)
          sought.delete(answer.id)
          return
        case 'stripped':
          strips.get(answer.id)?.resolve(answer.strip)
          strips.delete(answer.id)
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
