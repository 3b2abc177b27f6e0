import { type GoodbyeMessage, handshakeSchema, limits, protocolVersion, serverLimits } from '@greenroom/protocol'
import { type Socket, Server as SocketServer } from 'socket.io'
import { WebSocket, WebSocketServer } from 'ws'
import { Bucket } from '../bucket.ts'
import type { Payer, Purse } from '../budgets/index.ts'
import type { Edge } from '../edge.ts'
import { boundedParser } from './bounded-parser.ts'
import { answerEvent, answerTooFast } from './events.ts'
import { LiveSocket } from './live-socket.ts'
import { hangUp } from './paced-line.ts'

export type LiveEndpoint = {
  /** Takes no more connections and cuts those that are left. */
  readonly close: () => void
}

/** When somebody may come back who was turned away for now. */
const comeBackAfter = 2_000
/** A line whose connection has ended is cut after this. */
const closedWithin = 500
/** Frames of a connection, of whatever kind: its events, those that are answered `rate-limited`, and pongs. */
const framesPerSecond = 2 * serverLimits.commandsPerSecond
const framesBurst = 1_200
/** Until it is let in: it needs a few. */
const framesUnnamed = 64
/** And no more than its handshake. What belongs to a message that has not come whole is held. */
const bytesUnnamed = 2 * serverLimits.commandFrameBytes
const sizeOf = (data: unknown): number =>
  typeof data === 'string' ? data.length : ArrayBuffer.isView(data) ? data.byteLength : 0
/** Of one message. A page sends each in one piece. */
const mostFragments = 64
class FewFragments extends WebSocketServer {
  constructor(options: ConstructorParameters<typeof WebSocketServer>[0]) {
    super({ ...options, maxFragments: mostFragments })
  }
}
/** Events beyond the bucket that are answered `rate-limited` before the connection is ended. */
const patience = 200

/**
 * The session's socket: Socket.IO over WebSocket alone. It names itself in the handshake, is welcomed or told goodbye, and
 * from then on every event of it goes through one door. Socket.IO's own recovery is off: streams resume by number.
 */
export function attachLive({
  httpServer,
  rooms,
  deps,
  allowOrigin,
  addressOf,
  openConnections,
  turns,
}: Edge): LiveEndpoint {
  const { access, budgets, clock, log } = deps
  const { counts } = rooms
  const io = new SocketServer(httpServer, {
    path: '/socket.io',
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    // The boards' upgrades come through the same server.
    destroyUpgrade: false,
    maxHttpBufferSize: serverLimits.commandFrameBytes,
    perMessageDeflate: false,
    httpCompression: false,
    parser: boundedParser,
    wsEngine: FewFragments,
    connectTimeout: serverLimits.authDeadline,
    pingInterval: limits.pingEvery,
    pingTimeout: limits.silenceUntilDead - limits.pingEvery,
    allowRequest: (request, decide) => {
      const address = addressOf(request)
      if (!allowOrigin(request) || !budgets.charge({ address }, 'connecting', 1, clock.monotonic()).ok)
        return decide(null, false)
      const closed = openConnections.take(address)
      if (closed === null) return decide(null, false)
      request.socket.once('close', closed)
      // What follows is the whole handshake.
      turns
        .run(() => decide(null, true))
        .catch((error: unknown) => {
          counts.handlerErrors++
          log.error({ err: error }, 'a session connection could not be opened')
          request.socket.destroy()
        })
    },
  })

  const turnAway = (socket: Socket, reason: GoodbyeMessage['reason'], retryAfter: number | null): void => {
    socket.emit('goodbye', { reason, retryAfter } satisfies GoodbyeMessage)
    hangUp(socket)
  }

  /** Lines that have named nobody yet. Until they do, they have `serverLimits.authDeadline` and these few bytes. */
  const unnamed = new WeakMap<Socket['conn'], NodeJS.Timeout>()
  const named = new WeakSet<Socket['conn']>()

  const admit = async (socket: Socket): Promise<void> => {
    const since = clock.monotonic()
    const address = addressOf(socket.request)
    const handshake = handshakeSchema.safeParse(socket.handshake.auth)
    if (!handshake.success || handshake.data.protocol !== protocolVersion) return turnAway(socket, 'protocol', null)
    const { token, epoch } = handshake.data
    // What was told by another run may not be in this log: an older copy may have been put back.
    const after = epoch === undefined || epoch === deps.epoch ? handshake.data.after : 0
    const holder = await access.findToken(token)
    if (holder === null) {
      budgets.spend({ address }, 'guesses', 1, clock.monotonic())
      return turnAway(socket, 'unauthorized', null)
    }
    if (holder.revoked) return turnAway(socket, 'revoked', null)
    const { session, participant } = holder
    const own = { participant, address }
    /** Turns this connection away when one of these accounts is empty. Their own comes first: nothing is opened for who has none left. */
    const mayCome = (payer: Payer): boolean => {
      for (const wait of [
        budgets.charge(payer, 'connecting', 1, since),
        budgets.charge(payer, 'readings', 1, since),
        budgets.charge(payer, 'reading', 0, since),
      ]) {
        if (wait.ok) continue
        turnAway(socket, 'flood', Math.max(comeBackAfter, wait.retryAfter))
        return false
      }
      return true
    }
    if (!mayCome(own)) return
    const entered = await rooms.enter(session, participant, since)
    if (!entered.ok) {
      const forNow = entered.rejection === 'draining' || entered.rejection === 'store-unavailable'
      return turnAway(socket, entered.rejection, forNow ? comeBackAfter * (0.5 + deps.random()) : null)
    }
    const { room } = entered
    try {
      const account = rooms.accountOf(session, participant)
      if (!mayCome({ session: account }) || socket.disconnected) return
      const purse = budgets.open({ connection: socket.id, ...own, session: account }, since)
      socket.conn.once('close', purse.close)
      try {
        await room.prepareStreams()
      } catch (error) {
        if (!rooms.noteDamage(session, error)) throw error
      }
      // Many may come at once, and each is told what there is: one after another.
      await turns.run(() => {
        const rejection = entered.rejection()
        if (rejection !== null) return turnAway(socket, rejection, rejection === 'draining' ? comeBackAfter : null)
        if (room.streams.of(holder.participant).length >= limits.connectionsPerParticipant) {
          return turnAway(socket, 'too-many-connections', comeBackAfter)
        }
        if (socket.disconnected) return
        listen(socket, new LiveSocket(socket, room, participant, handshake.data, deps), after, purse)
      })
    } finally {
      entered.release()
    }
  }

  const listen = (socket: Socket, live: LiveSocket, after: number, purse: Purse): void => {
    clearTimeout(unnamed.get(socket.conn))
    named.add(socket.conn)
    const overflow = new Bucket(serverLimits.commandsPerSecond, patience, clock.monotonic())
    const eventDeps = { clock, counts }
    // Every event, known or not. `next` is never called: nobody listens behind this.
    socket.use((packet) => {
      if (!live.isLive()) return
      const now = clock.monotonic()
      // The debt of what took long to read comes first: nothing is read for a client that has one.
      if (!purse.charge('parsing', 0, now).ok || !purse.charge('commands', 1, now).ok) {
        if (overflow.take(now)) answerTooFast(packet)
        else live.end('flood', null)
        return
      }
      answerEvent(live, packet, eventDeps).catch((error: unknown) => {
        counts.handlerErrors++
        log.error({ err: error, session: live.room.session }, 'an event could not be answered')
        live.end('protocol', comeBackAfter)
      })
      // What it did until it first waited: reading, holding against its schema, asking the room.
      const until = clock.monotonic()
      purse.spend('parsing', until - now, until)
    })
    socket.once('disconnect', (reason) => live.leave(reason === 'ping timeout' ? 'silent' : 'closed'))
    const began = clock.monotonic()
    live.room.joinLive(live, after)
    const until = clock.monotonic()
    purse.spend('reading', until - began, until)
  }

  io.engine.on('connection', (conn: Socket['conn']) => {
    const line = conn.request.socket
    const cut = (): void => {
      line.destroy()
    }
    unnamed.set(conn, setTimeout(cut, serverLimits.authDeadline))
    conn.once('close', () => {
      clearTimeout(unnamed.get(conn))
      // The WebSocket's closing handshake would be waited for up to 30 seconds.
      const timer = setTimeout(cut, closedWithin)
      line.once('close', () => clearTimeout(timer))
    })
    const payer = { address: addressOf(conn.request) }
    const frames = new Bucket(framesPerSecond, framesBurst, clock.monotonic())
    let unnamedFrames = 0
    let unnamedBytes = 0
    const isLittle = (bytes: number): boolean => {
      unnamedBytes += bytes
      return ++unnamedFrames <= framesUnnamed && unnamedBytes <= bytesUnnamed
    }
    const pay = (bytes: number): void => {
      const now = clock.monotonic()
      const isFew = named.has(conn) ? frames.take(now) : isLittle(bytes)
      if (isFew && budgets.charge(payer, 'bytes', bytes, now).ok) return
      conn.close(true)
      cut()
    }
    // Every message counts, also those before a name is given and those that nobody listens to: pongs, other namespaces.
    conn.on('packet', ({ data }: { data?: unknown }) => pay(sizeOf(data)))
    // And every control frame, which WebSocket's own layer answers.
    const webSocket: unknown = Reflect.get(conn.request, 'websocket')
    if (webSocket instanceof WebSocket)
      for (const kind of ['ping', 'pong'] as const) webSocket.on(kind, ({ length }: Buffer) => pay(length))
  })
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
