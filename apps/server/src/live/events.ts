import {
  type CallAnswer,
  type CommandAnswer,
  callMessageSchema,
  commandMessageSchema,
  type TimeAnswer,
} from '@greenroom/protocol'
import { refusalOfUnreadable, refuse } from '@greenroom/session'
import type { Purse } from '../budgets/index.ts'
import type { Clock } from '../ports.ts'
import type { RoomCounts } from '../rooms/counts.ts'
import type { LiveSocket } from './live-socket.ts'

export type EventDeps = { readonly clock: Clock; readonly counts: RoomCounts; readonly purse: Pick<Purse, 'charge'> }

type Acknowledge = (answer: unknown) => void
/** What a client may send. Everything passes through `answerEvent`, and nothing else listens. */
type Answerer = (live: LiveSocket, payload: unknown, deps: EventDeps) => Promise<unknown> | unknown

export const liveEvents: Readonly<Record<string, Answerer>> = {
  command: async (live, payload, { counts, clock, purse }): Promise<CommandAnswer> => {
    const parsed = commandMessageSchema.safeParse(payload)
    if (!parsed.success) {
      counts.eventsRefused++
      return refusalOfUnreadable(parsed.error)
    }
    const { commandId, command } = parsed.data
    if (command.kind === 'noteAirtime' && !purse.charge('airtime', 1, clock.monotonic()).ok)
      return refuse('rate-limited')
    return await live.room.runFromWire(live.participant, commandId, command)
  },
  call: (live, payload, { counts }): CallAnswer => {
    const parsed = callMessageSchema.safeParse(payload)
    if (!parsed.success) {
      counts.eventsRefused++
      return { ok: false, code: 'malformed' }
    }
    return live.room.call.take(live, parsed.data)
  },
  time: (_live, _payload, { clock }): TimeAnswer => ({ serverTime: clock.now() }),
}

/** The one way in: applies limits, looks up the event, catches whatever goes wrong, and acknowledges if that was asked for. */
export async function answerEvent(live: LiveSocket, packet: readonly unknown[], deps: EventDeps): Promise<void> {
  const [name, ...rest] = packet
  const last = rest.at(-1)
  const acknowledge: Acknowledge = typeof last === 'function' ? (answer) => last(answer) : () => {}
  const payload = typeof last === 'function' ? rest.slice(0, -1)[0] : rest[0]
  const answerer = typeof name === 'string' && Object.hasOwn(liveEvents, name) ? liveEvents[name] : undefined
  if (answerer === undefined) {
    deps.counts.eventsRefused++
    return acknowledge(refuse('malformed'))
  }
  acknowledge(await answerer(live, payload, deps))
}

/** Answers an event that came over the limit, if it asked for an answer. */
export function answerTooFast(packet: readonly unknown[]): void {
  const last = packet.at(-1)
  if (typeof last === 'function') last(refuse('rate-limited'))
}
