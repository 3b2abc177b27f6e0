import type { Round, SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { memo } from 'react'
import { nameIn } from '../../../live/room-props.ts'
import { ReleasedPanel } from '../../desk/released-panel.tsx'
import { Stamp } from '../../desk/stamp.tsx'
import { ScoreList } from './score-list.tsx'

/** What had been given and said by then, and the scores once they are open. */
export const Happened = memo(function Happened({
  session,
  round,
}: {
  readonly session: SessionState
  readonly round: Round
}) {
  return (
    <div className="flex flex-col gap-4">
      {round.case && round.promptShownAt !== null && (
        <section>
          <h2 className="text-xs font-medium text-ink-faint">{t`Prompt`}</h2>
          <p className="mt-0.5 text-sm text-ink" dir="auto">
            {round.case.prompt}
          </p>
        </section>
      )}
      {/* The candidate's view of a share link has no scorecards, also once they are open. */}
      {round.status === 'scored' && round.sealedBy.some((one) => round.scorecards[one] !== undefined) && (
        <section>
          <h2 className="mb-1.5 text-xs font-medium text-ink-faint">{t`Scores`}</h2>
          <ScoreList session={session} round={round} />
        </section>
      )}
      {round.notes.length > 0 && (
        <section>
          <h2 className="text-xs font-medium text-ink-faint">{t`Notes`}</h2>
          <ul className="mt-1 flex flex-col gap-1.5">
            {round.notes.map((note) => (
              <li key={note.note} className="text-sm text-ink">
                <span className="text-ink-faint">{nameIn(session, note.by)}:</span> <bdi>{note.words}</bdi>{' '}
                <Stamp at={note.at} startedAt={round.startedAt} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2 className="mb-1.5 text-xs font-medium text-ink-faint">{t`Given so far`}</h2>
        <ReleasedPanel round={round} />
      </section>
    </div>
  )
})
