import type { Admission } from '@greenroom/protocol'
import type { EndedReason, RoomSnapshot } from '@greenroom/room-client'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { type Lease, leaseRoom } from '../../live/live-rooms.ts'
import { senderOf } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { seenCaseIds } from '../seen/seen.ts'

export type LiveSession = {
  /** `null`: not here yet, or not requested. */
  readonly session: RoomSnapshot['session']
  readonly connected: boolean
  /** Why there will be no connection any more: the session was deleted, for instance. */
  readonly over: EndedReason | null
  readonly send: RoomProps['send'] | null
}

const unconnected: LiveSession = { session: null, connected: false, over: null, send: null }
const noRoom = () => () => undefined
const nothing = () => null

/** The session as its room has it now, while `wanted`: for what is written beside a recording, which itself stays as it was loaded. */
export function useLiveSession(admission: Admission | null, wanted: boolean): LiveSession {
  const [lease, setLease] = useState<Lease | null>(null)
  const { session = '', participant = '', token = '' } = admission ?? {}
  useEffect(() => {
    if (!wanted || token === '') return
    const held = leaseRoom({ session, participant, token }, seenCaseIds())
    setLease(held)
    return () => {
      setLease(null)
      held.release()
    }
  }, [wanted, session, participant, token])
  const client = lease?.client ?? null
  const snapshot = useSyncExternalStore<RoomSnapshot | null>(
    client?.subscribe ?? noRoom,
    client?.getSnapshot ?? nothing,
  )
  const send = useMemo(() => (client === null ? null : senderOf(client)), [client])
  return useMemo(
    () =>
      snapshot === null
        ? unconnected
        : {
            session: snapshot.session,
            connected: snapshot.connection.kind === 'live',
            over: snapshot.connection.kind === 'ended' ? snapshot.connection.reason : null,
            send,
          },
    [snapshot, send],
  )
}
