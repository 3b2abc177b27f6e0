import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  type CloseReason,
  callAliveEvery,
  callPath,
  callSubprotocol,
  closeCodes,
  decodeCallUp,
  limits,
  passOnVoice,
  serverLimits,
  voiceHead,
} from '@greenroom/protocol'
import { type ParticipantId, sessionIdSchema } from '@greenroom/session'
import { WebSocket, WebSocketServer } from 'ws'
import { readOffer } from '../boards/board-address.ts'
import { closeReasonOf } from '../boards/close-reasons.ts'
import { closeSoon, closeUnread } from '../boards/close-soon.ts'
import type { Edge } from '../edge.ts'
import type { Entered } from '../rooms/rooms.ts'
import { takeUpgrade } from '../take-upgrade.ts'
import { openVoiceConnection, type SocketVoice } from './voice-connection.ts'

export type CallEndpoint = { readonly close: () => void }

type Admission =
  | { readonly ok: true; readonly entered: Entered; readonly participant: ParticipantId }
  | { readonly ok: false; readonly reason: CloseReason }

/**
 * Voice over the server: `/call/<session>`, with the token as a subprotocol, as for boards. In `hello`, a page says which place in the call
 * is its own. Frames that cannot be sent at once are dropped, so that a slow receiver hears gaps and nobody else is affected.
 */
export function attachCall(edge: Edge): CallEndpoint {
  const { httpServer, rooms, deps, addressOf, turns } = edge
  const { access, budgets, clock, log } = deps
  /** When each connection last answered a ping, in monotonic milliseconds. */
  const sockets = new Map<WebSocket, number>()
  const voices = new Set<SocketVoice>()
  const upgrades = new WebSocketServer({
    noServer: true,
    maxPayload: serverLimits.voiceFrameBytes,
    maxFragments: 4,
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (_offered, request) =>
      readOffer(request.headers['sec-websocket-protocol'], [callSubprotocol]).select ?? false,
  })

  const admit = async (request: IncomingMessage): Promise<Admission> => {
    const no = (reason: CloseReason): Admission => ({ ok: false, reason })
    if (rooms.isDraining()) return no('draining')
    const { token } = readOffer(request.headers['sec-websocket-protocol'], [callSubprotocol])
    const holder = token === null ? null : await access.findToken(token)
    if (holder === null) {
      budgets.spend({ address: addressOf(request) }, 'guesses', 1, clock.monotonic())
      return no('unauthorized')
    }
    if (holder.revoked) return no('revoked')
    const session = sessionIdSchema.safeParse((request.url ?? '').slice(callPath.length))
    if (!session.success || session.data !== holder.session) return no('not-admitted')
    const entered = await rooms.enter(holder.session, holder.participant, clock.monotonic())
    return entered.ok ? { ok: true, entered, participant: holder.participant } : no(closeReasonOf(entered.rejection))
  }

  const serve = (
    socket: WebSocket,
    duplex: Duplex,
    { entered, participant }: Admission & { ok: true },
    address: string,
  ): void => {
    const { room } = entered
    const now = clock.monotonic()
    const rejection = entered.rejection()
    const session = rooms.accountOf(room.session, participant)
    const paid = budgets.charge({ participant, session }, 'connecting', 1, now)
    if (rejection !== null || !paid.ok) {
      closeUnread(socket, duplex, closeCodes['try-later'], 'try-later')
      return
    }
    const purse = budgets.open({ connection: `call-${now}`, participant, session, address }, now)
    let voice: SocketVoice | null = null
    let head: Uint8Array = new Uint8Array()
    const end = (reason: CloseReason): void => closeSoon(socket, closeCodes[reason], reason)
    const unnamed = setTimeout(() => end('unauthorized'), serverLimits.authDeadline)
    sockets.set(socket, now)
    /** Every frame is charged, whatever it contains; `ws` answers pings by itself. `false` when the connection has ended. */
    const hear = (): boolean => {
      if (socket.readyState !== WebSocket.OPEN) return false
      const isPaid = purse.charge('voice', 1, clock.monotonic()).ok
      if (!isPaid) end('flood')
      return isPaid
    }
    socket.on('ping', hear)
    socket.on('pong', () => {
      sockets.set(socket, clock.monotonic())
      hear()
    })
    socket.on('close', () => {
      clearTimeout(unnamed)
      sockets.delete(socket)
      purse.close()
      if (voice === null) return
      voices.delete(voice)
      room.relay.leave(voice)
    })
    const receive = (data: Buffer, isBinary: boolean): void => {
      if (!hear()) return
      const frame = isBinary ? decodeCallUp(data) : null
      if (frame === null || (frame.kind === 'hello') !== (voice === null)) {
        end('malformed')
        return
      }
      if (voice === null) {
        if (frame.kind !== 'hello') return
        clearTimeout(unnamed)
        const made = openVoiceConnection(socket, participant, frame.peer, end)
        head = voiceHead(frame.peer)
        if (!room.relay.join(made)) end('not-admitted')
        else {
          voice = made
          voices.add(made)
        }
      } else if (frame.kind === 'want') room.relay.want(voice, frame.peers)
      else if (frame.kind === 'voice') {
        room.relay.voice(voice, () => passOnVoice(head, data))
      }
    }
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      try {
        receive(data, isBinary)
      } catch (error) {
        rooms.counts.handlerErrors++
        log.error({ err: error }, 'A call message could not be handled.')
        end('malformed')
      }
    })
  }

  const upgrade = async (request: IncomingMessage, duplex: Duplex, head: Buffer): Promise<void> => {
    const admission = await admit(request)
    try {
      await turns.run(() => {
        if (duplex.destroyed) return
        upgrades.handleUpgrade(request, duplex, head, (socket) => {
          socket.on('error', (error) => log.debug({ err: error }, 'A voice connection failed.'))
          if (admission.ok) serve(socket, duplex, admission, addressOf(request))
          else closeUnread(socket, duplex, closeCodes[admission.reason], admission.reason)
        })
      })
    } finally {
      if (admission.ok) admission.entered.release()
    }
  }

  const onUpgrade = (request: IncomingMessage, duplex: Duplex, head: Buffer): void => {
    if (!(request.url ?? '').startsWith(callPath)) return
    takeUpgrade(edge, request, duplex, () => upgrade(request, duplex, head))
  }
  httpServer.on('upgrade', onUpgrade)

  const sweeper = setInterval(() => {
    const now = clock.monotonic()
    for (const [socket, heardAt] of sockets) {
      if (now - heardAt > limits.silenceUntilDead) socket.terminate()
      else socket.ping()
    }
  }, limits.pingEvery / 2)
  sweeper.unref()
  const aliveTimer = setInterval(() => {
    for (const voice of voices) voice.stayAlive()
  }, callAliveEvery)
  aliveTimer.unref()

  return {
    close: () => {
      clearInterval(sweeper)
      clearInterval(aliveTimer)
      httpServer.off('upgrade', onUpgrade)
      for (const socket of sockets.keys()) closeSoon(socket, closeCodes.draining, 'draining')
    },
  }
}
