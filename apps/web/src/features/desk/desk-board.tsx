import type { Guide } from '@greenroom/question-bank'
import type { BoardSnapshot } from '@greenroom/room-client'
import { t } from '@lingui/core/macro'
import { EmptyState } from '../../design/index.ts'
import { type OpenBoard, useBoardSnapshot } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { CoverageList } from '../readings/coverage-list.tsx'
import { RippleList } from '../readings/ripple-list.tsx'

const viewOf = (snapshot: BoardSnapshot) => snapshot.view

/** What the desk learns from the board: what a curveball affects, and what is still open. Nobody else sees it while the round runs. */
export function DeskBoard({
  open,
  ...props
}: RoomProps & { readonly open: OpenBoard | null; readonly guide: Guide | null }) {
  const view = useBoardSnapshot(open?.board ?? null, viewOf)
  if (open === null || view === null)
    return <EmptyState title={t`No board yet`}>{t`The board opens when the round starts.`}</EmptyState>
  return (
    <div className="flex flex-col gap-4">
      <RippleList {...props} open={open} isLive />
      <section>
        <h3 className="text-xs font-medium text-ink-faint">{t`What the board leaves open`}</h3>
        <p className="mb-2 text-2xs text-ink-faint">
          {props.session.coverage === 'learning'
            ? t`Questions to ask, not marks to give. The candidate sees this list, too, when they open “Check your board”.`
            : t`Questions to ask, not marks to give. The candidate doesn’t see them during the round.`}
        </p>
        <CoverageList view={view} framework={open.framework} isLive />
      </section>
    </div>
  )
}
