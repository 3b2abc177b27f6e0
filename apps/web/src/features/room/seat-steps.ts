import { currentRound, holderOf, maySend, swapAskedBy, type WireCommand } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { giveBackTo } from '../desk/mentor-bar.tsx'

export type SeatStep = {
  readonly id: 'take-desk' | 'give-desk-back' | 'ask-to-swap'
  readonly label: string
  readonly command: WireCommand
}

/** What this person can do about their seat in one press, for the menu and the palette: wherever they look, and whatever is scrolled. */
export function seatStepsOf({ session, me }: Pick<RoomProps, 'session' | 'me'>): readonly SeatStep[] {
  const round = currentRound(session)
  if (round === null) return []
  const version = { seatsVersion: session.seatsVersion }
  const steps: SeatStep[] = []
  if (maySend(session, me, { kind: 'takeDesk' })) {
    steps.push({
      id: 'take-desk',
      label: round.deskTakenFrom === me ? t`Take the interviewer’s seat back` : t`Take over as interviewer`,
      command: { kind: 'takeDesk', ...version },
    })
  }
  const back = giveBackTo(round, me)
  if (back !== null && maySend(session, me, { kind: 'handOverSeat', to: back }))
    steps.push({
      id: 'give-desk-back',
      label: t`Give the interviewer’s seat back to ${nameIn(session, back)}`,
      command: { kind: 'handOverSeat', to: back, ...version },
    })
  if (swapAskedBy(round) === null && maySend(session, me, { kind: 'askToSwap' })) {
    const other = [holderOf(round, 'interviewer'), holderOf(round, 'candidate')].find(
      (one) => one !== null && one !== me,
    )
    steps.push({
      id: 'ask-to-swap',
      label: other == null ? t`Swap seats` : t`Ask ${nameIn(session, other)} to swap seats`,
      command: { kind: 'askToSwap' },
    })
  }
  return steps
}
