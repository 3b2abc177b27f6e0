import { type BoardView, emptyView } from '@greenroom/board'
import { boardOf, type DocumentName, placeOfDocument } from '@greenroom/session'
import { changesBetween, lifeOf } from './board-changes.ts'
import { updatesBefore } from './board-forks.ts'
import { type BoardTrack, createBoardTrack } from './board-track.ts'
import type { RecordedEdit } from './recorded-session.ts'
import type { RecordingPortion, SeekAnswer, SeekRequest, WholeQuestion } from './seek-messages.ts'
import { createStrip } from './strip/strip.ts'
import { differenceOf } from './view-difference.ts'

/** This many edits are applied as soon as a recording is opened, and then between two looks at the clock. */
const atFirst = 200
const atOnce = 10
/** Milliseconds for which edits are applied while nothing is asked: a seek never waits longer than this. */
const growsFor = 4

/** `later` runs a task once earlier requests have been answered; `now`: milliseconds. */
export type SeekWorkerTime = { readonly later: (work: () => void) => void; readonly now: () => number }

const ownTime: SeekWorkerTime = { later: (work) => void setTimeout(work, 0), now: () => performance.now() }

/**
 * The worker's side: feed it requests, and it posts answers. A recording is open at once: what a seek needs is applied for it, and the rest
 * between requests, using `later`. A question about a whole board is answered once all of it has been applied.
 */
export function createSeekWorker(
  post: (answer: SeekAnswer) => void,
  { later, now }: SeekWorkerTime = ownTime,
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
