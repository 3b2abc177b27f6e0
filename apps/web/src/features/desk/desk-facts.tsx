import { t } from '@lingui/core/macro'
import type { OpenBoard } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { FactLedger } from '../readings/fact-ledger.tsx'
import { GivenList, releasedIn } from './released-panel.tsx'

/** The facts at a glance, then the hints and curveballs that were given. */
export function DeskFacts(props: RoomProps & { readonly open: OpenBoard | null }) {
  const others = releasedIn(props.round).filter(({ fact, isQuestion }) => fact === null && !isQuestion)
  return (
    <div className="flex flex-col gap-4">
      <FactLedger {...props} />
      {others.length > 0 && (
        <section>
          <h3 className="mb-1.5 text-xs font-medium text-ink-faint">{t`Hints and curveballs given`}</h3>
          <GivenList {...props} given={others} />
        </section>
      )}
    </div>
  )
}
