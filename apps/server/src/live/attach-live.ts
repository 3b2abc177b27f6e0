import { type GoodbyeMessage, handshakeSchema, limits, protocolVersion } from '@greenroom/protocol'
import { type Socket, Server as SocketServer } from 'socket.io'
import { Bucket } from '../bucket.ts'
import type { AttachInput } from '../ports.ts'
import type { LiveRooms } from '../rooms/rooms.ts'
import { answerEvent, answerTooFast } from './events.ts'
import { hangUp, LiveSocket } from './live-socket.ts'

export type LiveInput = Omit<AttachInput, 'rooms'> & { readonly rooms: LiveRooms }

export type LiveEndpoint = {
  /** Takes no more connections and cuts those that are left. */
  readonly close: () => void
}

/** When somebody may come back who was turned away for now. */
const comeBackAfter = 2_000
/** Events beyond the bucket that are answered `rate-limited` before the connection is ended. */
const patience = 200

/**
 * The session's socket: Socket.IO over WebSocket alone. It names itself in the handshake, is welcomed or told goodbye, and
 * from then on every event of it goes through one door. Socket.IO's own recovery is off: streams resume by number.
 */
export const attachLive = ({ httpServer, rooms, deps, allowOrigin }: LiveInput): LiveEndpoint => {
  const { access, clock, log } = deps
  const { counts } = rooms
  const io = new SocketServer(httpServer, {
    path: '/socket.io',
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    // The boards' upgrades come through the same server.
    destroyUpgrade: false,
    maxHttpBufferSize: limits.commandFrameBytes,
    perMessageDeflate: false,
    httpCompression: false,
    connectTimeout: limits.authDeadline,
    pingInterval: limits.pingEvery,
    pingTimeout: limits.silenceUntilDead - limits.pingEvery,
    allowRequest: (request, decide) => decide(null, allowOrigin(request)),
  })

  const turnAway = (socket: Socket, reason: GoodbyeMessage['reason'], retryAfter: number | null): void => {
    socket.emit('goodbye', { reason, retryAfter } satisfies GoodbyeMessage)
    hangUp(socket)
  }

  const admit = async (socket: Socket): Promise<void> => {
    const since = clock.monotonic()
    const handshake = handshakeSchema.safeParse(socket.handshake.auth)
    if (!handshake.success || handshake.data.protocol !== protocolVersion) return turnAway(socket, 'protocol', null)
    const { token, after } = handshake.data
    const holder = await access.findToken(token)
    if (holder === null) return turnAway(socket, 'unauthorized', null)
    if (holder.revoked) return turnAway(socket, 'revoked', null)
    const entered = await rooms.enter(holder.session, holder.participant, since)
    if (!entered.ok) {
      const forNow = entered.rejection === 'draining' || entered.rejection === 'store-unavailable'
      return turnAway(socket, entered.rejection, forNow ? comeBackAfter * (0.5 + deps.random()) : null)
    }
    const { room } = entered
    try {
      await room.prepareStreams()
      const rejection = entered.rejection()
      if (rejection !== null) return turnAway(socket, rejection, rejection === 'draining' ? comeBackAfter : null)
      if (room.streams.of(holder.participant).length >= limits.connectionsPerParticipant) {
        return turnAway(socket, 'flood', comeBackAfter)
      }
      if (socket.disconnected) return
      listen(socket, new LiveSocket(socket, room, holder.participant, handshake.data, clock), after)
    } finally {
      entered.release()
    }
  }

  const listen = (socket: Socket, live: LiveSocket, after: number): void => {
    const overflow = new Bucket(limits.commandsPerSecond, patience, clock.monotonic())
    const eventDeps = { rooms, clock, counts }
    // Every event, known or not. `next` is never called: nobody listens behind this.
    socket.use((packet) => {
      if (!live.isLive()) return
      const now = clock.monotonic()
      if (!live.commands.take(now)) {
        if (overflow.take(now)) answerTooFast(packet)
        else live.end('flood', null)
        return
      }
      answerEvent(live, packet, eventDeps).catch((error: unknown) => {
        counts.handlerErrors++
        log.error({ err: error, session: live.room.session }, 'an event could not be answered')
        live.end('protocol', comeBackAfter)
      })
    })
    socket.once('disconnect', () => live.leave())
    live.room.joinLive(live, after)
  }

  io.on('connection', (socket) => {
    socket.on('error', (error) => log.debug({ err: error }, 'session socket failed'))
    admit(socket).catch((error: unknown) => {
      counts.handlerErrors++
      log.error({ err: error }, 'session connection could not be judged')
      turnAway(socket, 'store-unavailable', comeBackAfter)
    })
  })
  // Not the whole error: it holds the request, with headers and query.
  io.engine.on('connection_error', ({ code, message }: { code: number; message: string }) =>
    log.debug({ code, reason: message }, 'session socket refused'),
  )

  return {
    // Not `io.close()`: that would close the http server as well, which is not ours.
    close: () => {
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}
