import type { Call, CallSnapshot } from '@greenroom/call'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useRoom } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { leaseCall } from './open-calls.ts'

/** The call of the room that is open; `null` for the moment until there is one. */
export function useCall({ session, me }: Pick<RoomProps, 'session' | 'me'>): Call | null {
  const { client, token } = useRoom()
  const [call, setCall] = useState<Call | null>(null)
  const id = session.session ?? ''
  useEffect(() => {
    const lease = leaseCall(client, { session: id, me, token })
    setCall(lease.call)
    return lease.release
  }, [client, id, me, token])
  return call
}

export function useCallSnapshot(call: Call): CallSnapshot {
  return useSyncExternalStore(call.subscribe, call.getSnapshot)
}
