import {
  entriesMessageSchema,
  type GoodbyeMessage,
  goodbyeMessageSchema,
  limits,
  presenceMessageSchema,
  protocolVersion,
  storeMessageSchema,
  timeAnswerSchema,
  welcomeMessageSchema,
} from '@greenroom/protocol'
import { type ParticipantId, participantIdSchema } from '@greenroom/session'
import type { EndedReason } from '../connection/close-meaning.ts'
import type { RoomClientPorts, SessionSocket, SessionSocketMessage } from '../connection/ports.ts'
import type { Dial, DialEvents } from '../connection/reconnect.ts'
import type { RoomClientOptions } from '../connection/room-client-options.ts'
import type { ServerClock } from '../connection/server-clock.ts'
import type { DrivenCallChannel } from './call-channel.ts'
import type { CommandsInFlight } from './commands-in-flight.ts'
import type { SessionStream, StreamFinding } from './session-stream.ts'

/** How the session's socket is dialled and read. The connection decides when to dial. */
export type SessionDial = {
  readonly dial: Dial
  readonly here: () => readonly ParticipantId[]
  readonly serverSaves: () => boolean
  /** Asks for the server's time several times, one after the other. */
  readonly measure: () => void
}

const tripsAtOnce = 4
const endedBy: { readonly [R in GoodbyeMessage['reason']]?: EndedReason } = {
  unauthorized: 'unauthorized',
  revoked: 'revoked',
  'session-deleted': 'session-deleted',
  'session-damaged': 'session-damaged',
  protocol: 'protocol',
}

export function createSessionDial(input: {
  readonly options: RoomClientOptions
  readonly ports: Pick<RoomClientPorts, 'clock' | 'openSessionSocket'>
  readonly stream: SessionStream
  readonly commands: CommandsInFlight
  readonly call: DrivenCallChannel
  readonly serverClock: ServerClock
  readonly changed: () => void
  /** Something arrived over the WebSocket. `goodbye`: why the server turns this client away. */
  readonly answered: (goodbye: GoodbyeMessage['reason'] | null) => void
}): SessionDial {
  const { options, ports, stream, commands, call, serverClock, changed, answered } = input
  let here: readonly ParticipantId[] = []
  let serverSaves = true
  let socketInUse: SessionSocket | null = null
  /** The run of the server that the folded stream came from. */
  let epoch: string | null = null
  /** A stream read from 0 that cannot be folded either comes from a server that speaks another language. */
  let readFromZero = false

  const measureOn = (socket: SessionSocket, trips: number): void => {
    const sentAt = ports.clock.monotonic()
    socket.ask('time', undefined, (answer) => {
      const parsed = timeAnswerSchema.safeParse(answer)
      if (!parsed.success) return
      serverClock.sample(sentAt, ports.clock.monotonic(), parsed.data.serverTime)
      changed()
      if (trips > 1) measureOn(socket, trips - 1)
    })
  }

  const dial: Dial = (events) => {
    let opened = false
    let welcomed = false
    let closed = false
    const startedFromZero = stream.after() === 0

    const open = (socket: SessionSocket): void => {
      if (opened) return
      opened = true
      readFromZero = false
      socketInUse = socket
      commands.connectionOpened((message, answered) => socket.ask('command', message, answered))
      measureOn(socket, tripsAtOnce)
      call.connectionOpened((message, answered) => socket.ask('call', message, answered))
      events.opened()
    }
    const act = (finding: StreamFinding): void => {
      if (finding === 'resync') {
        if (startedFromZero && readFromZero) {
          events.finished('protocol')
          return
        }
        readFromZero = true
        stream.forget()
        events.broke(0)
        return
      }
      if (finding === 'caught-up' && welcomed) open(socket)
      changed()
    }

    const readers: Record<SessionSocketMessage, (payload: unknown) => void> = {
      welcome: (payload) => {
        const welcome = welcomeMessageSchema.safeParse(payload)
        if (!welcome.success) {
          events.finished('protocol')
          return
        }
        welcomed = true
        // Another run of the server sends the stream from its start: what was folded may not be in its log.
        if (epoch !== null && epoch !== welcome.data.epoch) {
          stream.forget()
          // Its clock may be another one.
          serverClock.doubt()
        }
        epoch = welcome.data.epoch
        serverClock.guess(ports.clock.monotonic(), welcome.data.serverTime)
        act(stream.welcome(welcome.data.count))
      },
      entries: (payload) => {
        const message = entriesMessageSchema.safeParse(payload)
        act(message.success ? stream.take(message.data.entries) : 'resync')
      },
      presence: (payload) => {
        const message = presenceMessageSchema.safeParse(payload)
        if (!message.success) return
        here = message.data.here.flatMap((id) => {
          const parsed = participantIdSchema.safeParse(id)
          return parsed.success ? [parsed.data] : []
        })
        changed()
      },
      store: (payload) => {
        const message = storeMessageSchema.safeParse(payload)
        if (!message.success) return
        serverSaves = message.data.saving
        changed()
      },
      call: call.noticed,
      goodbye: (payload) => obeyGoodbye(payload, events, answered),
    }

    const socket = ports.openSessionSocket(
      // A balancer in front of several servers finds the session's id in every address.
      `${options.url}?session=${options.session}`,
      {
        protocol: protocolVersion,
        token: options.token,
        after: stream.after(),
        seenCases: options.seenCases.slice(0, limits.seenCases),
        ...(epoch !== null && { epoch }),
      },
      {
        message: (event, payload) => {
          if (closed) return
          if (event !== 'goodbye') answered(null)
          readers[event](payload)
        },
        heard: events.heard,
        broke: (data) => {
          if (closed) return
          if (!obeyGoodbye(data, events, answered)) events.broke(null)
        },
      },
    )
    return {
      hangUp: () => {
        closed = true
        if (socketInUse === socket) {
          socketInUse = null
          commands.connectionBroke()
          call.connectionBroke()
          here = []
          serverSaves = true
        }
        socket.close()
      },
      probe: () => measureOn(socket, 1),
    }
  }

  return {
    dial,
    here: () => here,
    serverSaves: () => serverSaves,
    measure: () => {
      if (socketInUse !== null) measureOn(socketInUse, tripsAtOnce)
    },
  }
}

/** Returns whether it was a goodbye at all. */
const obeyGoodbye = (
  payload: unknown,
  events: DialEvents,
  answered: (goodbye: GoodbyeMessage['reason']) => void,
): boolean => {
  const goodbye = goodbyeMessageSchema.safeParse(payload)
  if (!goodbye.success) return false
  const { reason, retryAfter } = goodbye.data
  answered(reason)
  const ended = reason === 'flood' && retryAfter === null ? 'flood' : endedBy[reason]
  if (ended === undefined) events.broke(retryAfter)
  else events.finished(ended)
  return true
}
