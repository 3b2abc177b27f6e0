import { maySend, swapAskedBy } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Button, Callout } from '../../design/index.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { momentOfTake, roundNumber } from './take-words.ts'

/** Somebody asks to take a round again with swapped seats: the other person is asked wherever they are looking. */
export function TakeQuestion({ session, round, me, connected, send }: RoomProps) {
  const by = swapAskedBy(round)
  const take = round.swapAskedFor
  if (by === null || by === me || take === null) return null
  const asked = { kind: 'takeAgain', ...take, who: 'together' } as const
  if (!maySend(session, me, asked)) return null
  const words = { number: roundNumber(session, take.round), moment: momentOfTake(session, take) }
  return (
    <section aria-label={t`Second take`} className="shrink-0 px-3 py-2 print:hidden">
      <Callout
        title={t`${nameIn(session, by)} is asking to take round ${words.number} again from ${words.moment}`}
        actions={
          <>
            <Button
              size="sm"
              variant="primary"
              isDisabled={!connected}
              onPress={() => void send(asked)}
            >{t`Take it again`}</Button>
            <Button
              size="sm"
              isDisabled={!connected}
              onPress={() => void send({ kind: 'declineSwap' })}
            >{t`Not now`}</Button>
          </>
        }
      >
        {t`You would be back in the seats of that round. This round’s debrief stays open to both of you.`}
      </Callout>
    </section>
  )
}
