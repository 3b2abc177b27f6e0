import { type Command, currentRound, foldAll, type ParticipantId, refusalTo } from '@greenroom/session'
import { type ScriptedSession, takeCommand } from '@greenroom/session/testing'
import { useSyncExternalStore } from 'react'
import type { RoomProps } from './room-props.ts'

/**
 * A scripted session as its participants' pages see it: each folds their own stream, and what they send is decided. For tests of
 * parts of the room.
 */
export function createTestRoom(session: ScriptedSession) {
  const listeners = new Set<() => void>()
  let version = 0
  const changed = (): void => {
    version += 1
    for (const listener of listeners) listener()
  }
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  const refused: string[] = []
  return {
    /** Codes of what was refused, in order. */
    refused,
    /** Call after a test changed the session. */
    changed,
    /** The present props of a part of this participant's page; `round`: an earlier round's id. */
    useProps: (me: ParticipantId, connected = true, round?: string): RoomProps => {
      useSyncExternalStore(subscribe, () => version)
      const seen = foldAll(session.streamOf(me))
      const shown = round === undefined ? currentRound(seen) : seen.rounds.find((one) => one.id === round)
      if (!shown) throw new Error('no such round')
      return {
        session: seen,
        round: shown,
        me,
        connected,
        timeKnown: connected,
        serverNow: () => session.now,
        send: async (command, how) => {
          // Buttons ask before they send, so a page never sends what its own fold refuses.
          if (how !== 'quietly' && refusalTo(seen, me, command) !== null)
            refused.push(`${command.kind} ${refusalTo(seen, me, command)}`)
          const asked = command.kind === 'takeAgain' ? takeCommand(session, command) : (command as Command)
          const decision = session.send(me, asked)
          if (how !== 'quietly' && 'code' in decision) refused.push(`${command.kind} ${decision.code}`)
          changed()
          return decision.ok
        },
      }
    },
  }
}
export type TestRoom = ReturnType<typeof createTestRoom>
