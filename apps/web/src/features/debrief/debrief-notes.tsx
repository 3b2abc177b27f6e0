import { currentRound, cutOf, isDeskSeat, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { cx, Disclosure } from '../../design/index.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { BriefPanel } from '../desk/brief-panel.tsx'
import { GuidePanel } from '../desk/guide-panel.tsx'
import { NotesPanel } from '../desk/notes-panel.tsx'
import { useGuide } from '../desk/use-guide.ts'

/** What was in the panel beside the board stays within reach: one's own notes, still private, and the desk's guide. */
export function DebriefNotes(props: RoomProps) {
  const { session, round, me, connected } = props
  // Giving and ticking belong to the round that is running.
  const isCurrent = currentRound(session)?.id === round.id
  const guide = useGuide(round)
  const opened = isDeskSeat(seatIn(round, me)) && guide !== null && guide !== 'unreadable' ? guide : null
  return (
    <div className={cx('grid items-start gap-3', opened !== null && 'lg:grid-cols-2')}>
      <div className="rounded-lg border border-line bg-raised p-3.5">
        <NotesPanel {...props} listsUnsent={false} />
      </div>
      {opened !== null && (
        <div className="rounded-lg border border-line bg-raised px-3.5 py-2 print:hidden">
          <Disclosure title={t`Brief`} level={3}>
            <div className="py-2">
              <BriefPanel guide={opened} cut={cutOf(session, props.round)} category={props.round.case?.category} />
            </div>
          </Disclosure>
          <Disclosure title={t`Guide by phase`} level={3}>
            <GuidePanel {...props} connected={connected && isCurrent} guide={opened} />
          </Disclosure>
        </div>
      )}
    </div>
  )
}
