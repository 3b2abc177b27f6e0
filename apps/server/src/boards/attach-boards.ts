import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { boardSubprotocol, type CloseReason, closeCodes, limits } from '@greenroom/protocol'
import type { DocumentName, ParticipantId } from '@greenroom/session'
import { type WebSocket, WebSocketServer } from 'ws'
import type { AttachInput } from '../ports.ts'
import type { Entered, LiveRooms, Rejection } from '../rooms/rooms.ts'
import { boardsPath, type Offer, readBoardAddress, readOffer } from './board-address.ts'
import { BoardSocket, type BoardSocketDeps } from './board-socket.ts'
import { closeSoon } from './close-soon.ts'
import { CorkedLines } from './corked-lines.ts'

export type BoardsInput = Omit<AttachInput, 'rooms'> & { readonly rooms: LiveRooms }

export type BoardsEndpoint = {
  /** Stops the timers and takes no more connections; those that are open end with their rooms. */
  readonly close: () => void
}

const sweepEvery = 1_000
/** Focus and caret wait at most so long for an edit to go along with. */
const showWithin = 25

const closeReasonOf: { readonly [R in Rejection]: CloseReason } = {
  draining: 'draining',
  revoked: 'revoked',
  'session-deleted': 'sessionDeleted',
  'store-unavailable': 'tryLater',
  unauthorized: 'unauthorized',
}

type Admission =
  | {
      readonly ok: true
      readonly entered: Entered
      readonly document: DocumentName
      readonly participant: ParticipantId
    }
  | { readonly ok: false; readonly reason: CloseReason }

const no = (reason: CloseReason): Admission => ({ ok: false, reason })

/**
 * The boards' sockets: the y-websocket protocol on `/yjs/<session>/<document>`. Who somebody is, and whether they may, is
 * settled before the WebSocket handshake is answered, so nothing of theirs is read, let alone kept, before that. Whoever may
 * not is let through all the same and closed with a code, because a browser's page learns nothing from a refused upgrade.
 */
export const attachBoards = ({ httpServer, rooms, deps, allowOrigin }: BoardsInput): BoardsEndpoint => {
  const { access, clock, log } = deps
  const sockets = new Set<BoardSocket>()
  const late = new Set<BoardSocket>()
  let lateTimer: NodeJS.Timeout | null = null
  let closed = false

  const upgrades = new WebSocketServer({
    noServer: true,
    maxPayload: limits.boardFrameBytes,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (_offered, request) => readOffer(request.headers['sec-websocket-protocol']).select ?? false,
  })

  const socketDeps: BoardSocketDeps = {
    clock,
    log,
    counts: rooms.counts,
    lines: new CorkedLines(),
    showSoon: (socket) => {
      late.add(socket)
      lateTimer ??= setTimeout(() => {
        lateTimer = null
        const due = [...late]
        late.clear()
        for (const one of due) one.show()
      }, showWithin)
    },
  }

  const admit = async (url: string, offer: Offer): Promise<Admission> => {
    if (rooms.isDraining()) return no('draining')
    const since = clock.monotonic()
    const address = readBoardAddress(url)
    const holder = offer.token === null ? null : await access.findToken(offer.token)
    if (holder === null) return no('unauthorized')
    if (holder.revoked) return no('revoked')
    if (address === null) return no('unknownDocument')
    // The same answer whether or not that other session exists.
    if (address.session !== holder.session) return no('notAdmitted')
    const entered = await rooms.enter(holder.session, holder.participant, since)
    if (!entered.ok) return no(closeReasonOf[entered.rejection])
    return { ok: true, entered, document: address.document, participant: holder.participant }
  }

  const admitInTime = async (url: string, offer: Offer): Promise<Admission> => {
    let timer: NodeJS.Timeout | undefined
    const tooLate = new Promise<Admission>((resolve) => {
      timer = setTimeout(() => resolve(no('tryLater')), limits.authDeadline)
    })
    const admission = admit(url, offer).catch((error: unknown) => {
      rooms.counts.handlerErrors++
      log.error({ err: error }, 'board connection could not be judged')
      return no('tryLater')
    })
    try {
      return await Promise.race([
        admission,
        tooLate.then((late) => {
          // Should it be admitted after all, the room must not be held open for it.
          void admission.then((admitted) => admitted.ok && admitted.entered.release())
          return late
        }),
      ])
    } finally {
      clearTimeout(timer)
    }
  }

  const turnAway = (socket: WebSocket, reason: CloseReason): void => {
    socket.on('error', () => {})
    closeSoon(socket, closeCodes[reason], reason)
  }

  const settle = (socket: WebSocket, line: Duplex, admission: Admission, offer: Offer): void => {
    if (!admission.ok) return turnAway(socket, admission.reason)
    const { entered, document, participant } = admission
    const { room } = entered
    try {
      const rejection = entered.rejection()
      if (rejection !== null) return turnAway(socket, closeReasonOf[rejection])
      if (!room.mayRead(document, participant)) return turnAway(socket, 'unknownDocument')
      if (room.boards.ofParticipant(participant).length >= limits.connectionsPerParticipant) {
        return turnAway(socket, 'tryLater')
      }
      const counted = offer.select === boardSubprotocol
      const board = new BoardSocket(socket, { line, room, document, participant, counted }, socketDeps)
      sockets.add(board)
      socket.once('close', () => {
        sockets.delete(board)
        late.delete(board)
      })
    } finally {
      entered.release()
    }
  }

  const upgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const offer = readOffer(request.headers['sec-websocket-protocol'])
    const admission = await admitInTime(request.url ?? '', offer)
    if (socket.destroyed) {
      if (admission.ok) admission.entered.release()
      return
    }
    let answered = false
    upgrades.handleUpgrade(request, socket, head, (opened) => {
      answered = true
      settle(opened, socket, admission, offer)
    })
    // A handshake that `ws` itself refuses never gets there.
    if (!answered && admission.ok) admission.entered.release()
  }

  const refuseUpgrade = (socket: Duplex, status: string): void => {
    socket.on('error', () => {})
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    socket.once('finish', () => socket.destroy())
  }

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const url = request.url ?? ''
    // Socket.IO answers its own.
    if (url.startsWith('/socket.io/')) return
    if (!url.startsWith(boardsPath) || closed) return refuseUpgrade(socket, '404 Not Found')
    if (!allowOrigin(request)) return refuseUpgrade(socket, '403 Forbidden')
    const onError = (): void => {
      socket.destroy()
    }
    socket.on('error', onError)
    upgrade(request, socket, head)
      .catch((error: unknown) => {
        rooms.counts.handlerErrors++
        log.error({ err: error }, 'upgrade failed')
        socket.destroy()
      })
      .finally(() => socket.off('error', onError))
  }
  httpServer.on('upgrade', onUpgrade)

  const sweeper = setInterval(() => {
    const now = clock.monotonic()
    for (const socket of sockets) socket.sweep(now)
  }, sweepEvery)
  sweeper.unref()

  return {
    close: () => {
      closed = true
      clearInterval(sweeper)
      if (lateTimer !== null) clearTimeout(lateTimer)
    },
  }
}
