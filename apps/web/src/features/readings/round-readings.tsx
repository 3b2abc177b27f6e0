import type { Guide } from '@greenroom/question-bank'
import type { BoardSnapshot } from '@greenroom/room-client'
import { maySeeDeskReadings } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type ReactNode, useState } from 'react'
import { usePrinting } from '../../browser/use-printing.ts'
import { Disclosure } from '../../design/index.ts'
import { type OpenBoard, useBoardSnapshot } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { CoverageList } from './coverage-list.tsx'
import { FactLedger } from './fact-ledger.tsx'
import { PinList } from './pin-list.tsx'
import { RippleList } from './ripple-list.tsx'
import { targetsOf } from './ripples.ts'

const viewOf = (snapshot: BoardSnapshot) => snapshot.view

/**
 * The desk's view of the round, for everybody once the scores are open: the facts, what the curveballs changed, what the board leaves open,
 * and the mentors' pins. Before that, only at the desk.
 */
export function RoundReadings({
  guide,
  open,
  ...props
}: RoomProps & { readonly guide: Guide | null; readonly open: OpenBoard | null }) {
  const { session, round, me } = props
  const view = useBoardSnapshot(open?.board ?? null, viewOf)
  if (!maySeeDeskReadings(round, me)) return null
  const rippled = guide !== null && round.curveballs.some(({ curveball }) => targetsOf(guide, curveball).length > 0)
  return (
    <div className="grid items-start gap-3 lg:grid-cols-2">
      {round.pins.length > 0 && (
        <Reading title={t`Pins`} aside={round.pins.length}>
          <PinList session={session} round={round} />
        </Reading>
      )}
      <Reading title={t`Facts`} aside={round.facts.length}>
        <FactLedger {...props} open={null} />
      </Reading>
      {rippled && (
        <Reading title={t`What the curveball changed`} isFetched>
          <RippleList {...props} guide={guide} open={open} isLive={false} />
        </Reading>
      )}
      {view && open && (
        <Reading title={t`What the board leaves open`}>
          <CoverageList view={view} framework={open.framework} isLive={false} />
        </Reading>
      )}
    </div>
  )
}

/**
 * Its content is created when it is first opened, and for paper. `isFetched`: the content is requested from the server, which paper does
 * not wait for, so paper includes it only once it was opened.
 */
const Reading = ({
  title,
  aside,
  isFetched = false,
  children,
}: {
  readonly title: string
  readonly aside?: number
  readonly isFetched?: boolean
  readonly children: ReactNode
}) => {
  const [opened, setOpened] = useState(false)
  const printing = usePrinting()
  if (printing && isFetched && !opened) return null
  return (
    <div className="rounded-lg border border-line bg-raised px-3.5 py-2">
      <Disclosure
        title={title}
        level={3}
        onExpandedChange={(isExpanded) => isExpanded && setOpened(true)}
        {...(aside === undefined ? {} : { aside })}
      >
        {(opened || printing) && <div className="py-1.5">{children}</div>}
      </Disclosure>
    </div>
  )
}
