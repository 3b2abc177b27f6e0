import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { boardSubprotocol, type CloseReason, callPath, closeCodes, serverLimits } from '@greenroom/protocol'
import { WebSocket, WebSocketServer } from 'ws'
import type { Edge } from '../edge.ts'
import { refuseUpgrade, takeUpgrade } from '../take-upgrade.ts'
import { type Admission, admitInTime, refusalToJoin } from './admission.ts'
import { boardsPath, type Offer, readOffer } from './board-address.ts'
import { BoardLines } from './board-lines.ts'
import { BoardPresences, caretWaits } from './board-presence.ts'
import { BoardSocket, type BoardSocketDeps } from './board-socket.ts'
import { closeSoon } from './close-soon.ts'
import { laterOnce } from './later-once.ts'

export type BoardsEndpoint = {
  /** Stops the timers and takes no more connections; those that are open end with their rooms. */
  readonly close: () => void
}

const sweepEvery = 1_000
/** Connections are swept in so many parts: those that came together would otherwise be pinged together, while all rooms wait. */
const sweepParts = 10
/** Of one message. A page sends each in one piece; whatever stands in between may cut it into pieces of 16 KiB. */
const mostFragments = 128
/** When so many wait at once to show where they are, they wait for up to `gatherWithin`: then there are edits to go along with. */
const crowd = 16
const gatherWithin = 90
/** A count of committed edits waits at most so long for something else to go along with: nobody sees "saved" come that late. */
const countWithin = 150

const turnAway = (socket: WebSocket, reason: CloseReason): void => {
  socket.on('error', () => {})
  closeSoon(socket, closeCodes[reason], reason)
}

/**
 * The boards' sockets: the y-websocket protocol on `/yjs/<session>/<document>`. Who somebody is, and whether they may, is
 * settled before the WebSocket handshake is answered, so nothing of theirs is read, let alone kept, before that. Connections that may
 * not is let through all the same and closed with a code, because a browser's page learns nothing from a refused upgrade.
 */
export function attachBoards(edge: Edge): BoardsEndpoint {
  const { httpServer, rooms, deps, addressOf, turns } = edge
  const { access, budgets, clock, log } = deps
  const parts = Array.from({ length: sweepParts }, () => new Set<BoardSocket>())
  let lastJoined = 0
  let lastSwept = 0
  /** The next part in turn. */
  const partAt = (turn: number): Set<BoardSocket> => parts[turn % sweepParts] ?? new Set()
  const lines = new BoardLines()
  const shown = laterOnce<BoardSocket>(
    (lately) => (lately > crowd ? gatherWithin : caretWaits),
    (socket) => socket.show(),
  )
  const told = laterOnce<BoardSocket>(
    () => countWithin,
    (socket) => socket.tellCount(),
  )
  let closed = false

  const upgrades = new WebSocketServer({
    noServer: true,
    maxPayload: serverLimits.boardFrameBytes,
    // Frames without bytes cost time as well.
    maxFragments: mostFragments,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (_offered, request) => readOffer(request.headers['sec-websocket-protocol']).select ?? false,
  })

  const socketDeps: BoardSocketDeps = {
    clock,
    log,
    counts: rooms.counts,
    turns,
    presences: new BoardPresences(),
    showSoon: shown.add,
    countSoon: told.add,
  }

  const join = (
    socket: WebSocket,
    line: Duplex,
    admission: Admission & { ok: true },
    offer: Offer,
    address: string,
  ): void => {
    const { document, participant } = admission
    const { room } = admission.entered
    const session = rooms.accountOf(room.session, participant)
    const mayConnect = budgets.charge({ participant, session }, 'connecting', 1, clock.monotonic())
    const reason = refusalToJoin(admission) ?? (mayConnect.ok ? null : 'try-later')
    if (reason !== null) {
      turnAway(socket, reason)
      return
    }
    const counted = offer.select === boardSubprotocol
    const out = lines.open(line, () => socket.readyState === WebSocket.OPEN)
    const payer = { connection: `board-${lastJoined}`, participant, session, address }
    const purse = budgets.open(payer, clock.monotonic())
    const board = new BoardSocket(socket, { line: out, room, document, participant, purse, counted }, socketDeps)
    const part = partAt(lastJoined++).add(board)
    socket.once('close', () => {
      part.delete(board)
      shown.delete(board)
      told.delete(board)
    })
  }

  const upgrade = async (request: IncomingMessage, line: Duplex, head: Buffer): Promise<void> => {
    const offer = readOffer(request.headers['sec-websocket-protocol'])
    const admission = await admitInTime(request.url ?? '', offer, { access, clock, log, rooms })
    try {
      // Many may come at once.
      await turns.run(() => {
        if (line.destroyed) return
        // Calls back before it returns, or, for a handshake that `ws` itself refuses, not at all.
        upgrades.handleUpgrade(request, line, head, (socket) => {
          if (admission.ok) join(socket, line, admission, offer, addressOf(request))
          else {
            if (admission.reason === 'unauthorized') {
              budgets.spend({ address: addressOf(request) }, 'guesses', 1, clock.monotonic())
            }
            turnAway(socket, admission.reason)
          }
        })
      })
    } finally {
      if (admission.ok) admission.entered.release()
    }
  }

  const onUpgrade = (request: IncomingMessage, line: Duplex, head: Buffer): void => {
    const url = request.url ?? ''
    // Socket.IO and the call answer their own.
    if (url.startsWith('/socket.io/') || url.startsWith(callPath)) return
    if (!url.startsWith(boardsPath) || closed) {
      refuseUpgrade(line, '404 Not Found')
      return
    }
    takeUpgrade(edge, request, line, () => upgrade(request, line, head))
  }
  httpServer.on('upgrade', onUpgrade)

  const sweeper = setInterval(() => {
    const now = clock.monotonic()
    for (const socket of partAt(lastSwept++)) socket.sweep(now)
  }, sweepEvery / sweepParts)
  sweeper.unref()

  return {
    close: () => {
      closed = true
      clearInterval(sweeper)
      shown.close()
      told.close()
      lines.close()
    },
  }
}
