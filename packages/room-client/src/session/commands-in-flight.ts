import { type CommandAnswer, type CommandMessage, commandAnswerSchema } from '@greenroom/protocol'
import type { CommandId, WireCommand } from '@greenroom/session'
import type { Timers } from '../connection/ports.ts'

/**
 * What `send` returns; it never rejects. `not-sent`: there was no connection. `not-answered`: it was sent, and the connection dropped
 * before an answer, so nobody knows whether it was carried out.
 */
export type SendAnswer =
  | CommandAnswer
  | { readonly ok: false; readonly code: 'offline'; readonly why: 'not-sent' | 'not-answered' }

/**
 * Commands that were sent and not yet answered. Nothing is buffered while disconnected. A command that was in flight when the connection
 * broke is sent once more, with the same id, after the connection is back (the server answers a repeat without carrying it out again); when
 * that does not happen in time, the result is `not-answered`.
 */
export type CommandsInFlight = {
  readonly send: (command: WireCommand) => Promise<SendAnswer>
  readonly count: () => number
  /** The connection is usable: open commands are sent again. */
  readonly connectionOpened: (ask: AskCommand) => void
  readonly connectionBroke: () => void
  /** Nothing will be answered any more. */
  readonly close: () => void
}
export type AskCommand = (message: CommandMessage, answered: (answer: unknown) => void) => void

/** Milliseconds from sending, over however many connections. */
const answerWithin = 15_000
/** How long a completed command waits for its own entries before it is reported as done. */
const entriesWithin = 2_000

const notSent: SendAnswer = { ok: false, code: 'offline', why: 'not-sent' }
const notAnswered: SendAnswer = { ok: false, code: 'offline', why: 'not-answered' }

export function createCommandsInFlight(input: {
  readonly newId: () => CommandId
  readonly timers: Timers
  readonly whenReached: (n: number, reached: () => void) => () => void
  readonly changed: () => void
}): CommandsInFlight {
  type Flight = { readonly message: CommandMessage; asked: number; readonly settle: (answer: SendAnswer) => void }
  const flights = new Set<Flight>()
  let ask: AskCommand | null = null

  const readAnswer = (answer: unknown): SendAnswer => {
    const parsed = commandAnswerSchema.safeParse(answer)
    return parsed.success ? parsed.data : { ok: false, code: 'malformed' }
  }

  const askNow = (flight: Flight, send: AskCommand): void => {
    flight.asked += 1
    send(flight.message, (raw) => {
      const answer = readAnswer(raw)
      if (!answer.ok) {
        flight.settle(answer)
        return
      }
      const done = (): void => {
        cancelWait()
        cancelTimer()
        flight.settle(answer)
      }
      let cancelWait = (): void => {}
      const cancelTimer = input.timers.after(entriesWithin, done)
      cancelWait = input.whenReached(answer.n, done)
    })
  }

  return {
    count: () => flights.size,
    send: (command) => {
      const send = ask
      if (send === null) return Promise.resolve(notSent)
      return new Promise((resolve) => {
        const flight: Flight = {
          message: { commandId: input.newId(), command },
          asked: 0,
          settle: (answer) => {
            if (!flights.delete(flight)) return
            cancelTimer()
            resolve(answer)
            input.changed()
          },
        }
        flights.add(flight)
        const cancelTimer = input.timers.after(answerWithin, () => flight.settle(notAnswered))
        input.changed()
        askNow(flight, send)
      })
    },
    connectionOpened: (send) => {
      ask = send
      for (const flight of [...flights]) {
        if (flight.asked > 1) flight.settle(notAnswered)
        else askNow(flight, send)
      }
    },
    connectionBroke: () => {
      ask = null
    },
    close: () => {
      ask = null
      for (const flight of [...flights]) flight.settle(notAnswered)
    },
  }
}
