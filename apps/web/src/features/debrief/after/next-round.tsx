import { holderOf, loopRoundAfter, maySend, swapAskedBy } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Shuffle } from 'lucide-react'
import { Button, Callout } from '../../../design/index.ts'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'
import { loopRoundWords } from '../../loops/loop-words.ts'

/** Continuing: in the same seats, or in swapped ones, which the other person is asked about. */
export function NextRound({
  session,
  round,
  me,
  connected,
  send,
  isMain,
}: RoomProps & {
  /** Nothing else on the page is the way on: the swap is, or else the next round. */
  readonly isMain: boolean
}) {
  const by = swapAskedBy(round)
  const seats = [holderOf(round, 'interviewer'), holderOf(round, 'candidate')]
  const other = seats.find((one) => one !== null && one !== me) ?? null
  const asks = maySend(session, me, { kind: 'askToSwap' })
  const next = loopRoundAfter(session, round)
  const away = other !== null && session.absent.includes(other)
  const otherName = nameIn(session, other)
  return (
    <div className="flex flex-col gap-3">
      {asks && by === me && other !== null && (
        <Callout
          title={t`You asked ${otherName} to swap seats`}
          actions={
            <Button
              size="sm"
              isDisabled={!connected}
              onPress={() => void send({ kind: 'declineSwap' })}
            >{t`Withdraw the request`}</Button>
          }
        >
          {away
            ? t`${otherName} is away. Your request waits until they are back; you can also continue with the same seats.`
            : t`The next round opens when ${otherName} agrees. You can both keep writing here.`}
        </Callout>
      )}
      <div className="flex flex-wrap items-center gap-2">
        {asks && by === null && (
          <Button
            variant={isMain && next === null ? 'primary' : 'secondary'}
            isDisabled={!connected}
            onPress={() => void send({ kind: 'askToSwap' })}
          >
            <Shuffle aria-hidden="true" />
            {other === null ? t`Swap seats` : t`Ask ${otherName} to swap seats`}
          </Button>
        )}
        <Button
          variant={next !== null || (isMain && !asks) ? 'primary' : 'secondary'}
          isDisabled={!connected}
          onPress={() => void send({ kind: 'openNextRound', swapSeats: false })}
        >
          {next !== null ? t`Next round of the loop` : session.mode === 'solo' ? t`Another case` : t`Same seats again`}
        </Button>
      </div>
      {next !== null && <p className="text-sm text-ink-soft">{loopRoundWords(next)}</p>}
      {asks && away && by === null && (
        <p className="text-sm text-ink-soft">
          <Trans>{otherName} is away. If you ask now, they will see it when they are back.</Trans>
        </p>
      )}
    </div>
  )
}
