import type { ParticipantId, RefusalCode, SessionId } from '@greenroom/session'
import type { ServerDeps } from '../ports.ts'
import type { Rooms } from '../rooms/rooms.ts'

type Removal = {
  readonly deps: ServerDeps
  readonly rooms: Rooms
  readonly session: SessionId
  /** The owner. `null` is the room itself, when the invitation was withdrawn. */
  readonly by: ParticipantId | null
  readonly participant: ParticipantId
}

/** How often the owner's command is repeated when somebody changes the seats at the same moment. */
const attempts = 8

/**
 * Removes somebody permanently. Their token ends before their connections are cut, so that they cannot come back in between. A closed
 * session accepts no more entries, and their token still ends. Returns the reason if that failed, otherwise `null`.
 */
export async function removeParticipant(removal: Removal): Promise<RefusalCode | null> {
  const { deps, rooms, session, by, participant } = removal
  let refused: RefusalCode | null = 'stale'
  for (let attempt = 0; attempt < attempts && refused === 'stale'; attempt++) {
    const state = await rooms.read(session)
    if (state === null) return 'not-joined'
    const { seatsVersion } = state
    const result = await rooms.run(
      session,
      by,
      null,
      by === null ? { kind: 'removeByRoom', participant } : { kind: 'removeParticipant', participant, seatsVersion },
    )
    refused = result.ok ? null : result.code
    if (refused === 'session-closed' && participant !== state.owner) refused = null
  }
  if (refused !== null) return refused
  await deps.access.revokeParticipant(session, participant)
  await rooms.cut(session, participant, 'revoked')
  return null
}
