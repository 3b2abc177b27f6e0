import { type BoardReader, createBoardReader } from '@greenroom/board'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import type { LocalCopy, RoomClientPorts } from '../connection/ports.ts'
import { createUndoHistory, type UndoHistory } from './undo-history.ts'

/** One `Y.Doc` of a board with everything attached to it. A refused update ends a replica; its board continues with a fresh one. */
export type BoardReplica = {
  readonly doc: Y.Doc
  readonly awareness: Awareness
  readonly reader: BoardReader
  readonly undo: UndoHistory
  /** The origin of this person's own edits. */
  readonly origin: object
  /** Resolves, after a few seconds at the latest, when this device's copy is in the document, or there is none. */
  readonly ready: Promise<void>
  readonly clearLocalCopy: () => Promise<void>
  readonly close: () => Promise<void>
}

/** A blocked IndexedDB must not keep anybody from the board. Its content is merged whenever it arrives. */
const localCopyWithin = 3_000

export function openBoardReplica(input: {
  readonly ports: Pick<RoomClientPorts, 'clock' | 'ids' | 'timers' | 'openIndexedDb'>
  readonly name: string
  /** The copy on this device is opened after this. */
  readonly after: Promise<void>
  readonly changed: () => void
  /** A local edit, including undo. */
  readonly edited: () => void
}): BoardReplica {
  const { ports } = input
  const doc = new Y.Doc()
  // Fresh for each page load and each replica: the server binds it to this participant, and no two documents may share it.
  doc.clientID = ports.ids.yjsClient()
  const awareness = new Awareness(doc)
  awareness.setLocalState({ focus: null, caret: null })
  const reader = createBoardReader(doc)
  const origin = {}
  const undo = createUndoHistory(doc, origin, ports.clock.monotonic)
  // Before any provider listens, so that an edit is counted before the message that carries it.
  const onUpdate = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
    if (transaction.local) input.edited()
    input.changed()
  }
  doc.on('update', onUpdate)

  let localCopy: LocalCopy | null = null
  let closed = false
  const openCopy = ports.openIndexedDb
  const loaded =
    openCopy === null
      ? Promise.resolve()
      : input.after.then(() => {
          if (closed) return
          localCopy = openCopy(input.name, doc)
          return localCopy.loaded
        })
  const ready = new Promise<void>((resolve) => {
    if (openCopy === null) {
      resolve()
      return
    }
    const cancel = ports.timers.after(localCopyWithin, resolve)
    // A device that cannot keep a copy is no reason to stay away.
    loaded
      .catch(() => {})
      .then(() => {
        cancel()
        resolve()
      })
  })

  return {
    doc,
    awareness,
    reader,
    undo,
    origin,
    ready,
    clearLocalCopy: async () => {
      await localCopy?.clear().catch(() => {})
    },
    close: async () => {
      if (closed) return
      closed = true
      doc.off('update', onUpdate)
      undo.close()
      reader.close()
      await localCopy?.close().catch(() => {})
      awareness.destroy()
      doc.destroy()
    },
  }
}
