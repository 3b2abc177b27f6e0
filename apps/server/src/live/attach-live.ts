import { type GoodbyeMessage, handshakeSchema, limits, protocolVersion, serverLimits } from '@greenroom/protocol'
import { type Socket, Server as SocketServer } from 'socket.io'
import { WebSocket, WebSocketServer } from 'ws'
import { Bucket } from '../bucket.ts'
import type { Payer, Purse } from '../budgets/index.ts'
import type { Edge } from '../edge.ts'
import { boundedParser } from './bounded-parser.ts'
import { answerEvent, answerTooFast } from './events.ts'
import { LiveSocket } from './live-socket.ts'
import { hangUp } from './paced-transport.ts'

export type LiveEndpoint = {
  /** Accepts no more connections and cuts the remaining ones. */
  readonly close: () => void
}

/** When somebody who was turned away for now may come back. */
const comeBackAfter = 2_000
/** A socket whose connection has ended is cut after this time. */
const closedWithin = 500
/** Milliseconds that this thread has computed. While the machine runs something else, nobody is charged for it. */
const computed = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

/** Frames of a connection, of any kind: its events, those that are answered `rate-limited`, and pongs. */
const framesPerSecond = 2 * serverLimits.commandsPerSecond
const framesBurst = 1_200
/** Frames until it is let in: it needs only a few. */
const framesUnnamed = 64
/** And no more bytes than its handshake. Incomplete messages are buffered and count as well. */
const bytesUnnamed = 2 * serverLimits.commandFrameBytes
const sizeOf = (data: unknown): number =>
  typeof data === 'string' ? data.length : ArrayBuffer.isView(data) ? data.byteLength : 0
/** Fragments per message. A page sends each message whole. */
const mostFragments = 64
class FewFragments extends WebSocketServer {
  constructor(options: ConstructorParameters<typeof WebSocketServer>[0]) {
    super({ ...options, maxFragments: mostFragments })
  }
}
/** Events over the limit that are answered `rate-limited` before the connection is ended. */
const patience = 200

/**
 * The session's socket: Socket.IO over WebSocket only. The client identifies itself in the handshake and is welcomed or told goodbye; from
 * then on every event goes through one function. Socket.IO's own recovery is off: streams resume by number.
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
    // The boards' upgrades arrive at the same server.
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
      // The whole handshake follows.
      turns
        .run(() => decide(null, true))
        .catch((error: unknown) => {
          counts.handlerErrors++
          log.error({ err: error }, 'A session connection could not be opened.')
          request.socket.destroy()
        })
    },
  })

  const turnAway = (socket: Socket, reason: GoodbyeMessage['reason'], retryAfter: number | null): void => {
    socket.emit('goodbye', { reason, retryAfter } satisfies GoodbyeMessage)
    hangUp(socket)
  }

  /** Connections that have not identified themselves yet. Until they do, they get `serverLimits.authDeadline` and these few bytes. */
  const unnamed = new WeakMap<Socket['conn'], NodeJS.Timeout>()
  const named = new WeakSet<Socket['conn']>()

  const admit = async (socket: Socket): Promise<void> => {
    const since = clock.monotonic()
    const address = addressOf(socket.request)
    const handshake = handshakeSchema.safeParse(socket.handshake.auth)
    if (!handshake.success || handshake.data.protocol !== protocolVersion) return turnAway(socket, 'protocol', null)
    const { token, epoch } = handshake.data
    // What a previous run of the server announced may be missing from this log: an older copy of the data may have been restored.
    const after = epoch === undefined || epoch === deps.epoch ? handshake.data.after : 0
    const holder = await access.findToken(token)
    if (holder === null) {
      budgets.spend({ address }, 'guesses', 1, clock.monotonic())
      return turnAway(socket, 'unauthorized', null)
    }
    if (holder.revoked) return turnAway(socket, 'revoked', null)
    const { session, participant } = holder
    const own = { participant, address }
    /**
     * Turns this connection away when one of these accounts is empty. Its own account comes first: no other is opened for a client that has
     * nothing left.
     */
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
      // Many may arrive at once, and each is told everything that exists: one after another.
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
    const eventDeps = { clock, counts, purse }
    // Every event, known or not. `next` is never called: there are no listeners behind this.
    socket.use((packet) => {
      if (!live.isLive()) return
      const now = clock.monotonic()
      // Debt from expensive parsing comes first: nothing more is read for a client that is in debt.
      if (!purse.charge('parsing', 0, now).ok || !purse.charge('commands', 1, now).ok) {
        if (overflow.take(now)) answerTooFast(packet)
        else live.end('flood', null)
        return
      }
      const before = computed()
      answerEvent(live, packet, eventDeps).catch((error: unknown) => {
        counts.handlerErrors++
        log.error(
          { err: error, session: live.room.session },
          'A message on a session connection could not be answered.',
        )
        live.end('protocol', comeBackAfter)
      })
      // What was computed until it first waited: parsing, checking against its schema, asking the room.
      purse.spend('parsing', computed() - before, clock.monotonic())
    })
    socket.once('disconnect', (reason) => live.leave(reason === 'ping timeout' ? 'silent' : 'closed'))
    const began = clock.monotonic()
    live.room.joinLive(live, after)
    const until = clock.monotonic()
    purse.spend('reading', until - began, until)
  }

  io.engine.on('connection', (conn: Socket['conn']) => {
    const transport = conn.request.socket
    const cut = (): void => {
      transport.destroy()
    }
    unnamed.set(conn, setTimeout(cut, serverLimits.authDeadline))
    conn.once('close', () => {
      clearTimeout(unnamed.get(conn))
      // Otherwise the WebSocket's closing handshake would be waited for up to 30 seconds.
      const timer = setTimeout(cut, closedWithin)
      transport.once('close', () => clearTimeout(timer))
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
    // Every message counts, including those before identification and those that nobody listens to: pongs, other namespaces.
    conn.on('packet', ({ data }: { data?: unknown }) => pay(sizeOf(data)))
    // And every control frame, which the WebSocket layer answers by itself.
    const webSocket: unknown = Reflect.get(conn.request, 'websocket')
    if (webSocket instanceof WebSocket)
      for (const kind of ['ping', 'pong'] as const) webSocket.on(kind, ({ length }: Buffer) => pay(length))
  })
  io.on('connection', (socket) => {
    socket.on('error', (error) => log.debug({ err: error }, 'A session connection failed.'))
    admit(socket).catch((error: unknown) => {
      counts.handlerErrors++
      log.error({ err: error }, 'A session connection could not be admitted or refused.')
      turnAway(socket, 'store-unavailable', comeBackAfter)
    })
  })
  // Not the whole error: it contains the request with its headers and query.
  io.engine.on('connection_error', ({ code, message }: { code: number; message: string }) =>
    log.debug({ code, reason: message }, 'A session connection was refused.'),
  )

  return {
    // Not `io.close()`: that would also close the http server, which belongs to somebody else.
    close: () => {
      io.disconnectSockets(true)
      io.engine.close()
    },
  }
}
