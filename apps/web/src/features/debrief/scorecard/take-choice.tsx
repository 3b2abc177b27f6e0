import { maySend, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Button, Callout } from '../../../design/index.ts'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'

/** A second take that has ended: it is scored, or it is not, and either way the session continues. */
export function TakeChoice({
  session,
  round,
  me,
  connected,
  send,
  onScore,
  onWithout,
}: RoomProps & {
  readonly onScore: () => void
  /** Called when its scores are open. */
  readonly onWithout: () => void
}) {
  if (round.fork === null || round.status !== 'ended') return null
  if (!maySend(session, me, { kind: 'openScores', round: round.id })) return null
  const seat = seatIn(round, me)
  const scores = seat === 'candidate' || seat === 'interviewer' || seat === 'mentor'
  const sealed = round.sealedBy.filter((one) => one !== me).map((one) => nameIn(session, one))
  return (
    <section aria-label={t`Second take`}>
      <Callout
        title={t`A second take need not be scored`}
        actions={
          <>
            {scores && !round.sealedBy.includes(me) && (
              <Button size="sm" variant="primary" onPress={onScore}>{t`Score this take`}</Button>
            )}
            <Button
              size="sm"
              isDisabled={!connected}
              onPress={() => void send({ kind: 'openScores', round: round.id }).then((done) => done && onWithout())}
            >{t`Continue without scoring`}</Button>
          </>
        }
      >
        {sealed.length > 0
          ? t`Sealed already: ${sealed.join(', ')}. If you continue, what is sealed opens, and the rest is carried over from the earlier take.`
          : t`If you continue, the scores of the earlier take stand. Both takes can still be seen side by side.`}
      </Callout>
    </section>
  )
}
