import { holderOf, refusalTo, seatsFilled } from '@greenroom/session'
import { Button, Callout } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'

const words = {
  interviewer: {
    title: 'The interviewer’s seat is empty',
    running: 'Until someone takes it, the candidate can run the clock and end the round.',
    ended: 'You can open the scores without them, or someone can take the seat.',
  },
  candidate: {
    title: 'The candidate’s seat is empty',
    running: 'The round is waiting for someone who hasn’t seen the guide.',
    ended: 'You can open the scores without them.',
  },
} as const

/** A seat that the round needs was given up while it is under way: said to everybody, offered to whoever may take it. */
export const FreeSeat = ({ session, round, me, connected, send }: RoomProps) => {
  if (session.status.kind !== 'open' || seatsFilled(session)) return null
  if (round.status !== 'running' && round.status !== 'ended') return null
  const seat = session.mode !== 'solo' && holderOf(round, 'interviewer') === null ? 'interviewer' : 'candidate'
  const mayTake = refusalTo(session, me, { kind: 'takeSeat', seat }) === null
  return (
    <section aria-label="Free seat" className="shrink-0 px-3 py-2">
      <Callout
        tone="warn"
        title={words[seat].title}
        actions={
          mayTake && (
            <Button
              size="sm"
              variant="primary"
              isDisabled={!connected}
              onPress={() => void send({ kind: 'takeSeat', seat, seatsVersion: session.seatsVersion })}
            >
              Take the seat
            </Button>
          )
        }
      >
        {words[seat][round.status]}
      </Callout>
    </section>
  )
}
