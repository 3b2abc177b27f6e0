import { quietOf } from '@greenroom/session'
import { useMemo } from 'react'
import { Link } from 'react-router'
import type { RoomProps } from '../../live/room-props.ts'
import { Ribbon } from './ribbon.tsx'
import { roundRibbon } from './round-ribbon.ts'
import { useServerSeconds } from './use-server-seconds.ts'

/**
 * The ribbon below the room's bar. Only this is drawn again each second, when the clock's second changes, on every screen at once. Once the
 * round has ended, pressing a phase opens the replay there.
 */
export function LiveRibbon({ session, round, serverNow }: Pick<RoomProps, 'session' | 'round' | 'serverNow'>) {
  if (round.status === 'lobby') return null
  return round.status === 'running' ? (
    <Running round={round} serverNow={serverNow} />
  ) : (
    <Ended session={session} round={round} />
  )
}

const place = 'mx-3 my-1 shrink-0 print:hidden!'

function Running({ round, serverNow }: Pick<RoomProps, 'round' | 'serverNow'>) {
  const deadline = round.clock.kind === 'running' ? round.clock.deadline : (quietOf(round)?.until ?? null)
  const now = useServerSeconds(serverNow, deadline)
  const ribbon = roundRibbon(round, now)
  return ribbon && <Ribbon {...ribbon} className={place} />
}

function Ended({ session, round }: Pick<RoomProps, 'session' | 'round'>) {
  // None of it depends on the time any more.
  const ribbon = useMemo(() => roundRibbon(round, 0), [round])
  if (ribbon === null) return null
  return (
    <Ribbon
      {...ribbon}
      head={null}
      className={place}
      wrap={(segment, inside) => {
        const phase = round.agenda?.findIndex(({ id }) => id === segment.id)
        const start = round.phaseStarts.find((one) => one.phase === phase)
        if (start === undefined) return inside
        const seconds = Math.floor((start.at - session.createdAt) / 1000)
        return (
          <Link tabIndex={-1} to={`/s/${session.session}/replay?t=${seconds}`} className="relative block">
            {inside}
          </Link>
        )
      }}
    />
  )
}
