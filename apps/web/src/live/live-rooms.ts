import type { Admission } from '@greenroom/protocol'
import { createRoomClient, type RoomClient } from '@greenroom/room-client'
import { participantIdSchema, sessionIdSchema } from '@greenroom/session'

/**
 * Open rooms, outside React: a room outlives a redraw, and StrictMode's second mount finds the same one. The last holder's
 * release closes it a moment later, unless somebody takes it again.
 */
type OpenRoom = { readonly client: RoomClient; holders: number; closing: number | null }
const rooms = new Map<string, OpenRoom>()
const linger = 1000

export type Lease = { readonly client: RoomClient; readonly release: () => void }

/** `seenCases`: ids of the cases that are not to be drawn for this participant. */
export function leaseRoom({ session, participant, token }: Admission, seenCases: readonly string[]): Lease {
  const key = `${session} ${participant}`
  const room = rooms.get(key) ?? {
    client: createRoomClient({
      url: window.location.origin,
      session: sessionIdSchema.parse(session),
      participant: participantIdSchema.parse(participant),
      token,
      seenCases,
    }),
    holders: 0,
    closing: null,
  }
  rooms.set(key, room)
  room.holders += 1
  if (room.closing !== null) window.clearTimeout(room.closing)
  room.closing = null
  let released = false
  return {
    client: room.client,
    release: () => {
      if (released) return
      released = true
      room.holders -= 1
      if (room.holders > 0) return
      room.closing = window.setTimeout(() => {
        rooms.delete(key)
        void room.client.close()
      }, linger)
    },
  }
}
