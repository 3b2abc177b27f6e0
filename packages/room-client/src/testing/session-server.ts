import { commandMessageSchema } from '@greenroom/protocol'
import type { Command, ParticipantId } from '@greenroom/session'
import { type ScriptedSession, takeCommand } from '@greenroom/session/testing'
import type { SessionPipe } from './hand-flushed.ts'

/** The session's server over a scripted session: projects, answers, announces. */
export type FakeSessionServer = {
  readonly serve: (pipe: SessionPipe, participant: ParticipantId) => void
  /** Answers whatever has arrived; commands are decided by the scripted session. */
  readonly read: () => void
  /** Sends everybody what they lack. */
  readonly announce: () => void
  /** Milliseconds since the epoch, by the server. */
  readonly now: () => number
  /** A different one stands for a restarted server. */
  epoch: string
  /** By how many milliseconds its clock was set on since the test began. */
  setOn: number
}

/**
 * A session's side of a server in memory, for `createSessionNet`, on the real rules of `packages/session`. `now`: milliseconds since the
 * epoch.
 */
export function createFakeSessionServer(script: ScriptedSession, now: () => number): FakeSessionServer {
  type Served = { readonly pipe: SessionPipe; readonly participant: ParticipantId; sent: number }
  let served: Served[] = []

  const announce = (): void => {
    for (const connection of served) {
      const stream = script.streamOf(connection.participant)
      const entries = stream.slice(connection.sent)
      connection.sent = stream.length
      if (entries.length > 0) connection.pipe.send('entries', { entries })
    }
  }
  const answerCommand = (participant: ParticipantId, payload: unknown): unknown => {
    const { commandId, command } = commandMessageSchema.parse(payload)
    if (command.kind === 'drawCase' || command.kind === 'chooseCase' || command.kind === 'openWithCase')
      throw new Error('the fake has no bank')
    if (command.kind === 'openThoughts') throw new Error('the fake has no boards')
    const decided = command.kind === 'takeAgain' ? takeCommand(script, command) : (command satisfies Command)
    const decision = script.send(participant, decided, commandId)
    if (!decision.ok) return decision
    return { ok: true, n: script.streamOf(participant).length }
  }

  const server: FakeSessionServer = {
    epoch: 'run-1',
    setOn: 0,
    now: () => now() + server.setOn,
    announce,
    serve: (pipe, participant) => {
      const count = script.streamOf(participant).length
      pipe.open()
      pipe.send('welcome', { participant, session: 'session-1', serverTime: server.now(), count, epoch: server.epoch })
      const { after, epoch } = pipe.auth
      const from = epoch === undefined || epoch === server.epoch ? after : 0
      served.push({ pipe, participant, sent: Math.min(from, count) })
      announce()
      const here = [...new Set(served.map((connection) => connection.participant))]
      for (const connection of served) connection.pipe.send('presence', { here })
    },
    read: () => {
      served = served.filter(({ pipe }) => pipe.state() === 'open')
      for (const { pipe, participant } of served) {
        for (const message of pipe.up.splice(0)) {
          if (message.event === 'time') message.answer({ serverTime: server.now() })
          else if (message.event === 'call') message.answer({ ok: false, code: 'not-in-call' })
          else {
            const answer = answerCommand(participant, message.payload)
            announce()
            message.answer(answer)
          }
        }
      }
    },
  }
  return server
}
