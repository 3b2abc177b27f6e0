import { isAtDesk, isDeskSeat, seatOf } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { cx } from '../../design/index.ts'
import type { OpenBoard } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { useRoomView } from '../../live/room-view.ts'
import { ErrorBoundary } from '../../shell/error-boundary.tsx'
import { CandidatePanel } from '../desk/candidate-panel.tsx'
import { DeskPanel } from '../desk/desk-panel.tsx'
import type { PartOnPhone } from './use-part-on-phone.ts'

/** Whether there is something beside the centre: always at the desk, otherwise while a round runs. */
export function hasPanel({ session, round, me }: Pick<RoomProps, 'session' | 'round' | 'me'>): boolean {
  if (round.status === 'running') return true
  return round.status === 'lobby' && isAtDesk(session, me) && round.guide !== null
}

/** The panel of the desk or of the candidate beside the board. */
export function SidePanel({
  room,
  board,
  onPhone,
}: {
  readonly room: RoomProps
  readonly board: OpenBoard | null
  readonly onPhone: PartOnPhone
}) {
  const { panelOpen } = useRoomView()
  if (!hasPanel(room)) return null
  const atDesk = isDeskSeat(seatOf(room.session, room.me))
  return (
    <aside
      aria-label={atDesk ? t`Interviewer’s panel` : t`Your panel`}
      className={cx(
        'min-h-0 shrink-0 print:hidden border-line bg-surface max-md:w-full md:border-l low:md:h-96',
        atDesk ? 'md:w-84 xl:w-96' : 'md:w-72 xl:w-80',
        !panelOpen && 'md:hidden',
        onPhone !== 'panel' && 'max-md:hidden',
      )}
    >
      <ErrorBoundary part={t`panel`}>
        {atDesk ? <DeskPanel {...room} board={board} /> : <CandidatePanel {...room} board={board} />}
      </ErrorBoundary>
    </aside>
  )
}
