import { maySend, seatOf, swapAskedBy } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Button, Callout } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'

/** Somebody is asking to swap seats: the other person is asked wherever they are looking, at the top of the room. */
export function SwapQuestion({ session, round, me, connected, send }: RoomProps) {
  const by = swapAskedBy(round)
  if (by === null || by === me || !maySend(session, me, { kind: 'openNextRound', swapSeats: true })) return null
  if (!maySend(session, me, { kind: 'declineSwap' })) return null
  const next = seatOf(session, me) === 'candidate' ? 'interviewer' : 'candidate'
  return (
    <section aria-label={t`Swap seats`} className="shrink-0 px-3 py-2 print:hidden">
      <Callout
        title={t`${nameIn(session, by)} is asking to swap seats`}
        actions={
          <>
            <Button
              size="sm"
              variant="primary"
              isDisabled={!connected}
              onPress={() => void send({ kind: 'openNextRound', swapSeats: true })}
            >{t`Swap seats`}</Button>
            <Button
              size="sm"
              isDisabled={!connected}
              onPress={() => void send({ kind: 'declineSwap' })}
            >{t`Not now`}</Button>
          </>
        }
      >
        <Trans>You would be the {next} in the next round. This round’s debrief stays open to both of you.</Trans>
      </Callout>
    </section>
  )
}
