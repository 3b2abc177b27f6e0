import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { boardSubprotocol, type CloseReason, callPath, closeCodes, serverLimits } from '@greenroom/protocol'
import { WebSocket, WebSocketServer } from 'ws'
import type { Edge } from '../edge.ts'
import { refuseUpgrade, takeUpgrade } from '../take-upgrade.ts'
import { type Admission, admitInTime, refusalToJoin } from './admission.ts'
import { boardsPath, type Offer, readOffer } from './board-address.ts'
import { BoardOutboxes } from './board-outbox.ts'
import { BoardPresences, caretWaits } from './board-presence.ts'
import { BoardSocket, type BoardSocketDeps } from './board-socket.ts'
import { closeUnread } from './close-soon.ts'
import { CommitCount } from './commit-count.ts'
import { LaterOnce } from './later-once.ts'

export type BoardsEndpoint = {
  /** Stops the timers and accepts no more connections; open ones end with their rooms. */
  readonly close: () => void
}

const sweepEvery = 1_000
/**
 * Connections are swept in this many groups. Otherwise those that arrived together would all be pinged at once, and every room would wait.
 */
const sweepParts = 10
/** Fragments per message. A page sends each message whole; a proxy in between may split it into pieces of 16 KiB. */
const mostFragments = 128
/** When this many carets are waiting to be shown, they wait up to `gatherWithin`: there will be edits to send them with. */
const crowd = 16
const gatherWithin = 150
/** How long a count of committed edits waits for another message to be sent with. Nobody notices "saved" arriving that much later. */
const countWithin = 150

const turnAway = (socket: WebSocket, duplex: Duplex, reason: CloseReason): void => {
  socket.on('error', () => {})
  closeUnread(socket, duplex, closeCodes[reason], reason)
}

/**
 * The boards' sockets: the y-websocket protocol on `/yjs/<session>/<document>`. Identity and rights are settled before the WebSocket
 * handshake is answered, so nothing that a stranger sends is read or kept. A connection that is not allowed is accepted and then closed
 * with a code, because a page cannot learn why an upgrade was refused.
 */
export function attachBoards(edge: Edge): BoardsEndpoint {
  const { httpServer, rooms, deps, addressOf, turns } = edge
  const { access, budgets, clock, log } = deps
  const parts = Array.from({ length: sweepParts }, () => new Set<BoardSocket>())
  let lastJoined = 0
  let lastSwept = 0
  /** The group that is swept next. */
  const partAt = (turn: number): Set<BoardSocket> => parts[turn % sweepParts] ?? new Set()
  const outboxes = new BoardOutboxes()
  const shown = new LaterOnce<BoardSocket>(
    (waiting) => (waiting > crowd ? gatherWithin : caretWaits),
    (socket) => socket.show(),
  )
  const told = new LaterOnce<BoardSocket>(
    () => countWithin,
    (socket) => socket.tellCount(),
  )
  let closed = false

  const upgrades = new WebSocketServer({
    noServer: true,
    maxPayload: serverLimits.boardFrameBytes,
    // Empty frames take time as well.
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
    shown,
    told,
  }

  const join = (
    socket: WebSocket,
    duplex: Duplex,
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
      turnAway(socket, duplex, reason)
      return
    }
    const count = offer.select === boardSubprotocol ? new CommitCount() : null
    const isOpen = (): boolean => socket.readyState === WebSocket.OPEN
    const outbox = outboxes.open(duplex, isOpen, () => count?.take() ?? null)
    const payer = { connection: `board-${lastJoined}`, participant, session, address }
    const purse = budgets.open(payer, clock.monotonic())
    const board = new BoardSocket(socket, { outbox, room, document, participant, purse, count }, socketDeps)
    const part = partAt(lastJoined++).add(board)
    socket.once('close', () => part.delete(board))
  }

  const upgrade = async (request: IncomingMessage, duplex: Duplex, head: Buffer): Promise<void> => {
    const offer = readOffer(request.headers['sec-websocket-protocol'])
    const admission = await admitInTime(request.url ?? '', offer, { access, clock, log, rooms })
    try {
      // Many upgrades may arrive at once, so each waits for its turn.
      await turns.run(() => {
        if (duplex.destroyed) return
        // `handleUpgrade` calls back before it returns, or not at all if `ws` itself refuses the handshake.
        upgrades.handleUpgrade(request, duplex, head, (socket) => {
          if (admission.ok) join(socket, duplex, admission, offer, addressOf(request))
          else {
            if (admission.reason === 'unauthorized') {
              budgets.spend({ address: addressOf(request) }, 'guesses', 1, clock.monotonic())
            }
            turnAway(socket, duplex, admission.reason)
          }
        })
      })
    } finally {
      if (admission.ok) admission.entered.release()
    }
  }

  const onUpgrade = (request: IncomingMessage, duplex: Duplex, head: Buffer): void => {
    const url = request.url ?? ''
    // Socket.IO and the call handle their own upgrades.
    if (url.startsWith('/socket.io/') || url.startsWith(callPath)) return
    if (!url.startsWith(boardsPath) || closed) {
      refuseUpgrade(duplex, '404 Not Found')
      return
    }
    takeUpgrade(edge, request, duplex, () => upgrade(request, duplex, head))
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
      outboxes.close()
    },
  }
}
