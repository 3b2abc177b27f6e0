import { mayControlClock, maySend, quietOf, seatIn, sessionLimits } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { VolumeX } from 'lucide-react'
import { Button, IconButton } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { keysOfThinking, useThinkingKey } from './thinking-keys.ts'

/** The candidate's quiet time: asks for it, and ends it early. The clock beside it shows how long it still runs. */
export function QuietButton({ session, round, me, connected, send }: RoomProps) {
  const candidate = round.status === 'running' && seatIn(round, me) === 'candidate'
  const running = quietOf(round) !== null
  const asks = candidate && connected && maySend(session, me, { kind: 'askQuiet' })
  const press = (): void => {
    if (candidate && connected && running) void send({ kind: 'endQuiet' })
    else if (asks) void send({ kind: 'askQuiet' })
  }
  useThinkingKey('quiet', candidate ? press : null)
  // The person who controls the clock has its button to resume, which ends quiet time: a second one would be next to the one that ends the round.
  if (!candidate || (running && mayControlClock(session, me))) return null
  if (running)
    return (
      <Button size="sm" className="ml-1" isDisabled={!connected} onPress={press}>
        {t`End quiet time`}
      </Button>
    )
  const left = sessionLimits.quietsPerRound - round.quiets.length
  return (
    <IconButton
      label={
        left === 0
          ? t`No quiet time left in this round`
          : t`Quiet time, up to 2 minutes (${left} of ${sessionLimits.quietsPerRound} left)`
      }
      keys={keysOfThinking('quiet')}
      size="sm"
      isDisabled={!asks}
      onPress={press}
    >
      <VolumeX aria-hidden="true" />
    </IconButton>
  )
}
