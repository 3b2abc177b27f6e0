import type { Admission } from '@greenroom/protocol'
import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { useParams } from 'react-router'
import { Loading } from '../../design/index.ts'
import { type Lease, leaseRoom } from '../../live/live-rooms.ts'
import { RoomContext } from '../../live/room-context.ts'
import { WayIn } from '../join/way-in.tsx'
import { useAdmission } from '../recents/use-admission.ts'
import { seenCaseIds } from '../seen/seen.ts'
import { RoomFrame } from './room-frame.tsx'

/** `/s/<session>`: the room, if this tab is a participant; otherwise the ways to join. */
export function RoomPage() {
  const { session = '' } = useParams()
  const admission = useAdmission(session)
  if (admission === undefined) return <Loading>{t`Opening the room`}</Loading>
  if (!admission) return <WayIn session={session} />
  return <AdmittedRoom key={`${admission.session} ${admission.participant}`} admission={admission} />
}

const AdmittedRoom = ({ admission }: { readonly admission: Admission }) => {
  const [lease, setLease] = useState<Lease | null>(null)
  const { session, participant, token } = admission
  useEffect(() => {
    const held = leaseRoom({ session, participant, token }, seenCaseIds())
    setLease(held)
    return () => held.release()
  }, [session, participant, token])
  if (!lease) return <Loading>{t`Opening the room`}</Loading>
  return (
    <RoomContext value={{ client: lease.client, token }}>
      <RoomFrame />
    </RoomContext>
  )
}
