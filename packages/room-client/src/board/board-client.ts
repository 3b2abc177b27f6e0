import {
  applyBoardCommand,
  type BoardCommand,
  type BoardRefusal,
  type BoardView,
  boardLimits,
  caretAt,
  type Framework,
  type ItemId,
  offsetOfCaret,
  placedBy,
  readRemovedItems,
  restoreBoard,
} from '@greenroom/board'
import { type DocumentName, mayOpenDocument, type SessionState } from '@greenroom/session'
import * as Y from 'yjs'
import type { SetAsideReason } from '../connection/close-meaning.ts'
import type { RoomClientPorts } from '../connection/ports.ts'
import { type Connection, createConnection } from '../connection/reconnect.ts'
import type { RoomClientOptions } from '../connection/room-client-options.ts'
import { commandsToPutBack } from '../set-aside/put-back.ts'
import { createSetAsideStore, type SetAside } from '../set-aside/set-aside-store.ts'
import { readUnsentCards } from '../set-aside/unsent-cards.ts'
import { createSnapshotSource } from '../snapshot-source.ts'
import { createBoardDial } from './board-dial.ts'
import { type BoardReplica, openBoardReplica } from './board-replica.ts'
import { isBoardOver, readOnlyWhy } from './board-rights.ts'
import { createOthersFocus } from './others-focus.ts'
import { createOwnFocus } from './own-focus.ts'
import { createSaveLedger } from './save-ledger.ts'
import { isSameSavedState, readSavedState, type SavedState } from './saved-state.ts'
import { createShownCarets, type ShownFocus } from './shown-carets.ts'
import { createToldMark } from './told-mark.ts'
import { createUnsavedMark } from './unsaved-mark.ts'

export type BoardSnapshot = {
  readonly view: BoardView
  readonly saved: SavedState
  /** Others' focus and caret, by Yjs client id. */
  readonly others: readonly ShownFocus[]
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly setAside: readonly SetAside[]
}

export type ApplyAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: BoardRefusal | 'read-only' | 'update-too-large' }

export type BoardClient = {
  readonly document: DocumentName
  readonly getSnapshot: () => BoardSnapshot
  readonly subscribe: (changed: () => void) => () => void
  readonly apply: (command: BoardCommand) => ApplyAnswer
  /**
   * Who last added or removed an item, as far as this page knows: somebody whose focus the server has named, or `me`. `null` when that
   * person is no longer here.
   */
  readonly placedBy: (item: ItemId) => { readonly participant: string } | 'me' | null
  /** Whether an item was once in this document and has been removed from it. */
  readonly isRemoved: (item: ItemId) => boolean
  /** Makes the board what it was in a view of an earlier moment, by new edits that are one undo step. */
  readonly restore: (view: BoardView) => ApplyAnswer
  /** What was applied so far becomes an undo step of its own; typing groups itself. */
  readonly breakUndo: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly setFocus: (
    focus: ItemId | null,
    caret: { readonly field: string | null; readonly anchor: number; readonly head: number } | null,
  ) => void
  /** Puts refused cards back (new ones as new items), or forgets them. What cannot be put back stays on offer. */
  readonly putBack: (id: string) => void
  readonly forget: (id: string) => void
  /** Leaves the document; `openBoard` opens it again. Unsaved work stays on this device. */
  readonly close: () => Promise<void>
}

/** A board as the room client drives it: the public side, and what the room tells it. */
export type DrivenBoard = {
  readonly client: BoardClient
  readonly connection: Connection
  /** The session's connection became usable (or stopped being so), or its state changed. */
  readonly roomChanged: () => void
  readonly tick: (late: boolean) => void
  readonly hidden: () => void
}

/** What this page has of the board. A refused replica is followed by a fresh one, which opens again. */
type Held =
  /** This device's copy is being read. */
  | { readonly kind: 'opening'; readonly replica: BoardReplica }
  /** It was read, and the server has not answered on this page load. `shows`: it contained something, or nothing is on the board yet. */
  | { readonly kind: 'kept'; readonly replica: BoardReplica; readonly shows: boolean }
  /** The server's document was received. */
  | { readonly kind: 'synced'; readonly replica: BoardReplica }
  | { readonly kind: 'closed'; readonly replica: BoardReplica }

/** A live connection that may write but was not asked for its state by then was opened before the right arrived. */
const askedWithin = 2_000

/** Milliseconds without any confirmation of unsaved edits until the connection is asked whether it is still alive. */
const confirmedWithin = 4_000

export function openBoardClient(input: {
  readonly options: RoomClientOptions
  readonly ports: RoomClientPorts
  readonly document: DocumentName
  readonly framework: Framework
  readonly session: () => SessionState | null
  readonly roomLive: () => boolean
  /** Whether this page saw its round start: the server's document then has nothing but what a framework begins with. */
  readonly sawStart: () => boolean
  /** The server ended more than this board. */
  readonly ended: (reason: Parameters<Connection['finish']>[0]) => void
  /** This board's connection turned out to have died silently: others may have, too. */
  readonly silent: () => void
  readonly closed: () => void
}): DrivenBoard {
  const { options, ports, document, framework } = input
  const name = `greenroom:${options.session}:${document}:${options.participant}`
  const setAside = createSetAsideStore(ports.localStore, name)
  const mark = createUnsavedMark(ports.localStore, name)
  const told = createToldMark(ports.localStore, ports.timers, name)
  const ledger = createSaveLedger(mark.read(), mark.write)
  const others = createOthersFocus()
  const shownCarets = createShownCarets((item, place) => offsetOfCaret(held.replica.doc, item, place))
  const ownFocus = createOwnFocus(ports.timers, (state) => held.replica.awareness.setLocalState(state))

  const why = () => readOnlyWhy(input.session(), document, options.participant)
  const isLive = (): boolean => connection.state().kind === 'live'
  const changed = (): void => source.touch()

  const openReplica = (after: Promise<void>): BoardReplica => {
    const replica = openBoardReplica({ ports, name, after, changed, edited: ledger.edited })
    replica.ready.then(() => {
      if (held.kind !== 'opening' || held.replica !== replica) return
      held = { kind: 'kept', replica, shows: replica.reader.view().items.size > 0 }
      roomChanged()
      changed()
    })
    return replica
  }
  let held: Held = { kind: 'opening', replica: openReplica(Promise.resolve()) }

  /** Sets the replica aside and continues with a fresh one under the same object. The caller breaks the connection. */
  const setReplicaAside = (reason: SetAsideReason): void => {
    const old = held.replica
    setAside.keepRefused({ id: ports.ids.setAside(), reason, bytes: Y.encodeStateAsUpdate(old.doc) })
    ledger.reset()
    told.forget()
    const cleared = old.clearLocalCopy().then(() => old.close())
    held = { kind: 'opening', replica: openReplica(cleared) }
    held.replica.awareness.setLocalState(old.awareness.getLocalState())
    changed()
  }

  /** The committed document is here: now it can be determined what the refused ones had beyond it. */
  const offerRefused = (): void => {
    const refused = setAside.refused()
    if (refused.length === 0) return
    setAside.offer(
      refused.map(({ id, reason, bytes }) => ({ id, reason, cards: readUnsentCards(bytes, held.replica.doc) })),
    )
  }

  /** The right to write was withdrawn while the connection was down, so nobody will ask for this work: it is treated like refused work. */
  const setAsideWhatNobodyAsksFor = (): void => {
    if (!isLive() || !input.roomLive() || why() === null || ledger.unsaved() === 0 || ledger.asked()) return
    setReplicaAside('read-only')
    connection.redial()
  }

  const connection = createConnection(
    ports,
    (events) =>
      createBoardDial({
        options,
        document,
        doc: held.replica.doc,
        awareness: held.replica.awareness,
        WebSocket: ports.WebSocket,
        ledger,
        others,
        told,
        refused: setReplicaAside,
        changed,
      })(events),
    (state, silent) => {
      if (state.kind === 'live') {
        if (held.kind !== 'closed') held = { kind: 'synced', replica: held.replica }
        offerRefused()
        setAsideWhatNobodyAsksFor()
      } else if (state.kind === 'waiting') {
        if (silent) input.silent()
        // One loop: while the room itself cannot be reached, boards wait for it instead of dialling, too.
        if (!input.roomLive()) connection.hold()
      } else if (state.kind === 'ended' && state.reason !== 'closed-by-us') {
        input.ended(state.reason)
      }
      changed()
    },
  )

  let waits = { confirmed: 0, since: 0 }
  /** Edits that nobody confirms are the first sign of a dead connection, long before the server's next ping is missed. */
  const askIfNothingIsConfirmed = (): void => {
    const now = ports.clock.monotonic()
    const confirmed = ledger.confirmedCount()
    if (!isLive() || ledger.unsaved() === 0 || confirmed !== waits.confirmed) waits = { confirmed, since: now }
    else if (now - waits.since >= confirmedWithin) {
      waits = { confirmed, since: now }
      connection.wake()
    }
  }

  /** A board that nobody can edit any more is read from here: a loop of five rounds has ten of them, and the server admits eight. */
  const isOver = (): boolean =>
    held.kind === 'synced' && ledger.unsaved() === 0 && isBoardOver(input.session(), document)

  /** Without a connection from the first second on: one writes on what is known to be empty, and it merges later. */
  const startOffline = (): void => {
    if (held.kind === 'kept' && !held.shows && !input.roomLive() && input.sawStart()) held = { ...held, shows: true }
  }

  const roomChanged = (): void => {
    if (held.kind === 'closed') return
    const session = input.session()
    startOffline()
    if (isOver()) {
      connection.hold()
    } else if (!input.roomLive()) {
      if (connection.state().kind === 'waiting') connection.hold()
    } else if (
      connection.state().kind === 'held' &&
      held.kind !== 'opening' &&
      session !== null &&
      mayOpenDocument(session, document, options.participant)
    ) {
      connection.want()
    }
    setAsideWhatNobodyAsksFor()
    changed()
  }

  const source = createSnapshotSource<BoardSnapshot>((last) => {
    const saved = readSavedState({
      holds: holdsOf(held),
      live: isLive(),
      confirmed: ledger.confirmed(),
      unsaved: ledger.unsaved(),
      why: why(),
    })
    const next: BoardSnapshot = {
      view: held.replica.reader.view(),
      saved: last !== null && isSameSavedState(last.saved, saved) ? last.saved : saved,
      others: shownCarets(others.list()),
      canUndo: held.replica.undo.canUndo(),
      canRedo: held.replica.undo.canRedo(),
      setAside: setAside.offers(),
    }
    return last !== null && isSameSnapshot(last, next) ? last : next
  })

  const apply = (command: BoardCommand): ApplyAnswer => {
    if (held.kind === 'closed' || why() !== null) return { ok: false, code: 'read-only' }
    if (largestUpdateOf(command) > boardLimits.updateBytes) return { ok: false, code: 'update-too-large' }
    held.replica.undo.beforeEdit()
    return applyBoardCommand(held.replica.doc, framework, command, held.replica.origin)
  }

  /** One's own edit is announced within the same call: a controlled input must be redrawn in the event that changed it. */
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
    placedBy: (item) => {
      const author = placedBy(held.replica.doc, item)
      if (author === null) return null
      if (author === held.replica.doc.clientID) return 'me'
      const other = others.list().find((one) => one.client === author)
      return other ? { participant: other.participant } : null
    },
    isRemoved: (item) => removedFrom(held.replica.doc, item),
    restore: (view) =>
      withFlush(() => {
        if (held.kind === 'closed' || why() !== null) return { ok: false, code: 'read-only' }
        held.replica.undo.breakStep()
        held.replica.undo.beforeEdit()
        const answer = restoreBoard(held.replica.doc, framework, view, held.replica.origin)
        held.replica.undo.breakStep()
        return answer
      }),
    breakUndo: () => held.replica.undo.breakStep(),
    undo: () => withFlush(() => (why() === null ? held.replica.undo.undo() : undefined)),
    redo: () => withFlush(() => (why() === null ? held.replica.undo.redo() : undefined)),
    setFocus: (focus, caret) => {
      if (held.kind === 'closed') return
      const { doc } = held.replica
      // A field is one value, so offsets are all it has; in a card's text the position is tied to letters, which others may write around.
      const placeOf = (offset: number) =>
        focus === null || caret === null || caret.field !== null ? offset : (caretAt(doc, focus, offset) ?? offset)
      ownFocus.set({
        focus,
        caret: caret && { field: caret.field, anchor: placeOf(caret.anchor), head: placeOf(caret.head) },
      })
    },
    putBack: (id) =>
      withFlush(() => {
        const offer = setAside.offers().find((candidate) => candidate.id === id)
        if (offer === undefined || why() !== null) return
        held.replica.undo.breakStep()
        const left = offer.cards.filter((card) => {
          // Everybody is offered what a restored server lost; a card is put back under its old id, so that two people do not duplicate it.
          const sameId = offer.reason === 'restored'
          const free =
            sameId && !held.replica.reader.view().items.has(card.item) && !removedFrom(held.replica.doc, card.item)
          const newItem = free ? () => card.item : ports.ids.item
          const commands = commandsToPutBack(card, held.replica.reader.view(), newItem, sameId)
          return commands.some((command) => !apply(command).ok)
        })
        held.replica.undo.breakStep()
        setAside.leave(id, left)
      }),
    forget: (id) => withFlush(() => setAside.leave(id, [])),
    close: async () => {
      if (held.kind === 'closed') return
      const { replica } = held
      held = { kind: 'closed', replica }
      ownFocus.close()
      mark.flush()
      told.flush()
      connection.finish('closed-by-us')
      input.closed()
      await replica.close()
    },
  }

  return {
    client,
    connection,
    roomChanged,
    tick: (late) => {
      connection.tick(late)
      askIfNothingIsConfirmed()
      const state = connection.state()
      const overdue = state.kind === 'live' && ports.clock.monotonic() - state.since > askedWithin
      if (overdue && input.roomLive() && why() === null && !ledger.asked()) connection.redial()
    },
    hidden: () => {
      mark.flush()
      told.flush()
    },
  }
}

function holdsOf(held: Held): 'nothing' | 'own-copy' | 'server-document' {
  if (held.kind === 'synced' || held.kind === 'closed') return 'server-document'
  return held.kind === 'kept' && held.shows ? 'own-copy' : 'nothing'
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
