import {
  applyBoardCommand,
  type BoardCommand,
  type Framework,
  type ItemId,
  readRemovedItems,
  restoreBoard,
} from '@greenroom/board'
import { limits } from '@greenroom/protocol'
import type { DocumentName, SessionState } from '@greenroom/session'
import * as Y from 'yjs'
import { createLine, type Line } from '../connection/line.ts'
import type { RoomClientPorts } from '../connection/ports.ts'
import type { ApplyAnswer, BoardClient, BoardSnapshot, RoomClientOptions, SetAsideReason } from '../contract.ts'
import { createSnapshotSource } from '../session/snapshot-source.ts'
import { commandsToPutBack } from '../set-aside/put-back.ts'
import { readUnsentCards } from '../set-aside/set-aside.ts'
import { createSetAsideShelf } from '../set-aside/set-aside-shelf.ts'
import { createBoardDial } from './board-calls.ts'
import { type BoardReplica, openBoardReplica } from './board-replica.ts'
import { isBoardOpen, readOnlyWhy } from './board-rights.ts'
import { createOthersFocus } from './others-focus.ts'
import { createOwnFocus } from './own-focus.ts'
import { createSaveLedger } from './save-ledger.ts'
import { isSameSavedState, readSavedState } from './saved-state.ts'
import { createToldMark } from './told-mark.ts'
import { createUnsavedMark } from './unsaved-mark.ts'

/** A board as the room client drives it: the public side, and what the room tells it. */
export type DrivenBoard = {
  readonly client: BoardClient
  readonly line: Line
  /** The session's line is of use (or no longer), or its state changed. */
  readonly roomChanged: () => void
  readonly tick: (late: boolean) => void
  readonly hidden: () => void
}

/** A live connection that may write but was not asked for its state by then was opened before the right arrived. */
const askedWithin = 2_000

export const openBoardClient = (input: {
  readonly options: RoomClientOptions
  readonly ports: RoomClientPorts
  readonly document: DocumentName
  readonly framework: Framework
  readonly session: () => SessionState | null
  readonly roomLive: () => boolean
  /** The server ended more than this board. */
  readonly ended: (reason: Parameters<Line['finish']>[0]) => void
  /** This board's connection was found dead in silence: others may be too. */
  readonly silent: () => void
  readonly closed: () => void
}): DrivenBoard => {
  const { options, ports, document, framework } = input
  const name = `greenroom:${options.session}:${document}:${options.participant}`
  const shelf = createSetAsideShelf(ports.localStore, name)
  const mark = createUnsavedMark(ports.localStore, name)
  const told = createToldMark(ports.localStore, ports.timers, name)
  const ledger = createSaveLedger(mark.read(), mark.write)
  const others = createOthersFocus()
  const ownFocus = createOwnFocus(ports.timers, (state) => replica.awareness.setLocalState(state))
  let synced = false
  let kept = false
  let closed = false
  let liveSince = 0

  const why = () => readOnlyWhy(input.session(), document, options.participant)
  const isLive = (): boolean => line.state().kind === 'live'
  const changed = (): void => source.touch()

  const openReplica = (after: Promise<void>): BoardReplica => {
    const opened = openBoardReplica({ ports, name, after, changed, edited: ledger.edited })
    opened.ready.then(() => {
      if (closed || replica !== opened) return
      kept = opened.reader.view().items.size > 0
      readyReplica = opened
      roomChanged()
      changed()
    })
    return opened
  }
  let readyReplica: BoardReplica | null = null
  let replica = openReplica(Promise.resolve())

  /** Sets the replica aside and goes on with a fresh one under the same object. The caller breaks the line. */
  const setReplicaAside = (reason: SetAsideReason): void => {
    const old = replica
    shelf.keepRefused({ id: ports.ids.setAside(), reason, bytes: Y.encodeStateAsUpdate(old.doc) })
    ledger.reset()
    told.forget()
    synced = false
    kept = false
    readyReplica = null
    const cleared = old.clearLocalCopy().then(() => old.close())
    replica = openReplica(cleared)
    replica.awareness.setLocalState(old.awareness.getLocalState())
    changed()
  }

  /** The committed document is here: now it can be said what the refused ones held beyond it. */
  const offerRefused = (): void => {
    const refused = shelf.refused()
    if (refused.length === 0) return
    shelf.offer(refused.map(({ id, reason, bytes }) => ({ id, reason, cards: readUnsentCards(bytes, replica.doc) })))
  }

  /** Work that nobody will ask for, because the right to write went while the line was down, goes the way of refused work. */
  const setAsideWhatNobodyAsksFor = (): void => {
    if (!isLive() || !input.roomLive() || why() === null || ledger.unsaved() === 0 || ledger.asked()) return
    setReplicaAside('readOnly')
    line.redial()
  }

  const line = createLine(
    ports,
    (events) =>
      createBoardDial({
        options,
        document,
        doc: replica.doc,
        awareness: replica.awareness,
        WebSocket: ports.WebSocket,
        ledger,
        others,
        told,
        refused: setReplicaAside,
        changed,
      })(events),
    (state, silent) => {
      if (state.kind === 'live') {
        synced = true
        liveSince = ports.clock.monotonic()
        offerRefused()
        setAsideWhatNobodyAsksFor()
      } else if (state.kind === 'waiting') {
        if (silent) input.silent()
        // One loop: while the room itself is not reached, boards wait for it instead of dialling too.
        if (!input.roomLive()) line.hold()
      } else if (state.kind === 'ended' && state.reason !== 'closed-by-us') {
        input.ended(state.reason)
      }
      changed()
    },
  )

  const roomChanged = (): void => {
    if (closed) return
    if (!input.roomLive()) {
      if (line.state().kind === 'waiting') line.hold()
    } else if (line.state().kind === 'held' && readyReplica === replica && isBoardOpen(input.session(), document)) {
      line.want()
    }
    setAsideWhatNobodyAsksFor()
    changed()
  }

  const source = createSnapshotSource<BoardSnapshot>((last) => {
    const saved = readSavedState({
      synced,
      kept,
      live: isLive(),
      confirmed: ledger.confirmed(),
      unsaved: ledger.unsaved(),
      why: why(),
    })
    const next: BoardSnapshot = {
      view: replica.reader.view(),
      saved: last !== null && isSameSavedState(last.saved, saved) ? last.saved : saved,
      others: others.list(),
      canUndo: replica.undo.canUndo(),
      canRedo: replica.undo.canRedo(),
      setAside: shelf.offers(),
    }
    return last !== null && isSameSnapshot(last, next) ? last : next
  })

  const apply = (command: BoardCommand): ApplyAnswer => {
    if (closed || why() !== null) return { ok: false, code: 'read-only' }
    if (largestUpdateOf(command) > limits.updateBytes) return { ok: false, code: 'update-too-large' }
    replica.undo.beforeEdit()
    return applyBoardCommand(replica.doc, framework, command, replica.origin)
  }

  /** One's own edit is told within the same call: a controlled input must be redrawn in the event that changed it. */
  const withFlush = <T>(act: () => T): T => {
    const answer = act()
    source.touch()
    source.flush()
    return answer
  }

  const client: BoardClient = {
    document,
    getSnapshot: source.get,
    subscribe: source.subscribe,
    apply: (command) => withFlush(() => apply(command)),
    restore: (view) =>
      withFlush(() => {
        if (closed || why() !== null) return { ok: false, code: 'read-only' }
        replica.undo.breakStep()
        replica.undo.beforeEdit()
        const answer = restoreBoard(replica.doc, framework, view, replica.origin)
        replica.undo.breakStep()
        return answer
      }),
    breakUndo: () => replica.undo.breakStep(),
    undo: () => withFlush(() => (why() === null ? replica.undo.undo() : undefined)),
    redo: () => withFlush(() => (why() === null ? replica.undo.redo() : undefined)),
    setFocus: (focus, caret) => {
      if (!closed) ownFocus.set({ focus, caret })
    },
    putBack: (id) =>
      withFlush(() => {
        const offer = shelf.offers().find((candidate) => candidate.id === id)
        if (offer === undefined || why() !== null) return
        replica.undo.breakStep()
        const left = offer.cards.filter((card) => {
          // Everybody is offered what a restored server lost: whoever puts a card back does it under the id that it had.
          const sameId = offer.reason === 'restored'
          const free = sameId && !replica.reader.view().items.has(card.item) && !removedFrom(replica.doc, card.item)
          const newItem = free ? () => card.item : ports.ids.item
          const commands = commandsToPutBack(card, replica.reader.view(), newItem, sameId)
          return commands.some((command) => !apply(command).ok)
        })
        replica.undo.breakStep()
        shelf.leave(id, left)
      }),
    forget: (id) => withFlush(() => shelf.leave(id, [])),
    close: async () => {
      if (closed) return
      closed = true
      ownFocus.close()
      mark.flush()
      told.flush()
      line.finish('closed-by-us')
      input.closed()
      await replica.close()
    },
  }

  return {
    client,
    line,
    roomChanged,
    tick: (late) => {
      line.tick(late)
      const overdue = ports.clock.monotonic() - liveSince > askedWithin
      if (isLive() && input.roomLive() && why() === null && !ledger.asked() && overdue) line.redial()
    },
    hidden: () => {
      mark.flush()
      told.flush()
    },
  }
}

const isSameSnapshot = (a: BoardSnapshot, b: BoardSnapshot): boolean =>
  a.view === b.view &&
  a.saved === b.saved &&
  a.others === b.others &&
  a.canUndo === b.canUndo &&
  a.canRedo === b.canRedo &&
  a.setAside === b.setAside

/** Ids of removed cards stay taken. */
const removedFrom = (doc: Y.Doc, item: ItemId): boolean => readRemovedItems(doc).some(({ id }) => id === item)

/** More bytes than this command's update can have: UTF-8 takes at most three for each UTF-16 unit. */
const largestUpdateOf = (command: BoardCommand): number => 3 * JSON.stringify(command).length
