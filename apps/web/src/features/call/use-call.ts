import type { Call, CallSnapshot } from '@greenroom/call'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useRoom } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { leaseCall, type OpenedCall } from './open-calls.ts'

/** The call of the open room; `null` for a moment until there is one. */
export function useCall(props: Pick<RoomProps, 'session' | 'me'>): Call | null {
  return useOpenedCall(props)?.call ?? null
}

/** The same, with this person's part of recordings. */
export function useOpenedCall({ session, me }: Pick<RoomProps, 'session' | 'me'>): OpenedCall | null {
  const { client, token } = useRoom()
  const [call, setCall] = useState<OpenedCall | null>(null)
  const id = session.session ?? ''
  useEffect(() => {
    const lease = leaseCall(client, { session: id, me, token })
    setCall(lease)
    return lease.release
  }, [client, id, me, token])
  return call
}

export function useCallSnapshot(call: Call): CallSnapshot {
  return useSyncExternalStore(call.subscribe, call.getSnapshot)
}
