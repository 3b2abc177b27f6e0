/**
 * Which of the local edits are known to be committed. "Saved" is never inferred from "sent": the server counts the messages of a connection
 * that it has committed (protocol [P1], [P2]), and only these counts confirm anything.
 */
export type SaveLedger = {
  readonly edited: () => void
  /** A new connection: it has carried nothing yet. */
  readonly connected: () => void
  /** The server asked for our state on this connection, and our answer, which contains everything, is on its way. */
  readonly asked: () => boolean
  readonly sent: (kind: SyncKind) => void
  readonly committed: (count: number) => void
  /** Local edits that are not known to be committed. */
  readonly unsaved: () => number
  /** How many local edits were ever confirmed: a rising count distinguishes a busy server from a dead connection. */
  readonly confirmedCount: () => number
  /** Every edit, and every message of this connection, is committed. */
  readonly settled: () => boolean
  /** Something was confirmed since this page was loaded, so that "nothing unsaved" is known and not merely assumed. */
  readonly confirmed: () => boolean
  /** Forgets the edits: their replica was set aside. */
  readonly reset: () => void
}
/** The sync messages that carry an update. */
export type SyncKind = 'step2' | 'update'

/** `leftOver`: edits that an earlier page load left unconfirmed. `changed` receives the new number of unsaved edits. */
export function createSaveLedger(leftOver: number, changed: (unsaved: number) => void): SaveLedger {
  let edits = leftOver
  let confirmedEdits = 0
  let everConfirmed = false
  /** How many edits each unconfirmed message of this connection covers; the first one is message `committedCount + 1`. */
  let covers: number[] = []
  let committedCount = 0
  let askedHere = false

  return {
    edited: () => {
      edits += 1
      changed(edits - confirmedEdits)
    },
    connected: () => {
      covers = []
      committedCount = 0
      askedHere = false
    },
    asked: () => askedHere,
    sent: (kind) => {
      if (kind === 'step2') askedHere = true
      covers.push(edits)
    },
    committed: (count) => {
      const fresh = Math.min(count - committedCount, covers.length)
      if (fresh <= 0) return
      const covered = covers[fresh - 1]
      covers = covers.slice(fresh)
      committedCount += fresh
      if (covered === undefined) return
      everConfirmed = true
      confirmedEdits = Math.max(confirmedEdits, covered)
      changed(edits - confirmedEdits)
    },
    unsaved: () => edits - confirmedEdits,
    confirmedCount: () => confirmedEdits,
    settled: () => everConfirmed && covers.length === 0 && edits === confirmedEdits,
    confirmed: () => everConfirmed,
    reset: () => {
      edits = 0
      confirmedEdits = 0
      everConfirmed = false
      covers = []
      committedCount = 0
      askedHere = false
      changed(0)
    },
  }
}
