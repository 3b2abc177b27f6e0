import type { ItemId } from '@greenroom/board'
import type { Strip } from '@greenroom/replay'
import { clockAt } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type ReactNode, useMemo, useState } from 'react'
import { Badge, Callout, cx, Progress } from '../../../design/index.ts'
import { frameworkOf } from '../../../live/framework-of.ts'
import { Board } from '../../board/board.tsx'
import { withoutBlankCards } from '../../board/model/blank-cards.ts'
import { timeOnFace } from '../../clock/clock-words.ts'
import { momentWords } from '../../clock/moment.ts'
import type { StripMoment } from '../../strip/strip-picture.tsx'
import { StripView } from '../../strip/strip-view.tsx'
import { stripPeople } from '../player/use-strip.ts'
import type { AlignedRun, SideAt } from './aligned-runs.ts'
import { OnlyHere } from './only-here.tsx'
import './compare.css'

const everySection: readonly string[] = []

/** One of two runs at its own moment: its board, with the cards that the other lacks marked, its strip, and what only it has. */
export function RunSide({
  run: { title, end },
  side: { round, at, standing, board, only, given },
  again = null,
  strip = null,
  onGo,
  className,
}: {
  readonly run: AlignedRun
  readonly side: SideAt
  /** The button to take it again from there. */
  readonly again?: ReactNode
  /** `null`: it may not be seen here, or is not ready yet. */
  readonly strip?: Strip | null
  readonly onGo: (moment: StripMoment) => void
  readonly className?: string | undefined
}) {
  const framework = useMemo(() => (round?.framework ? frameworkOf(round.framework) : null), [round?.framework])
  const reading = round === null ? null : clockAt(round, at)
  const phase = reading === null ? undefined : round?.agenda?.[reading.phase]
  const people = useMemo(() => stripPeople(end), [end])
  const lit = useMemo(() => new Set((only ?? []).map(({ id }) => id)), [only])
  const [spot, setSpot] = useState<{ readonly card: ItemId; readonly at: number } | null>(null)
  return (
    <section
      aria-label={title}
      className={cx('flex min-h-0 min-w-0 flex-col print:block print:not-first:break-before-page', className)}
    >
      {/* As high on both sides, whether one can be taken again or not: the boards stand beside each other. */}
      <div className="flex min-h-[2.875rem] shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-1.5 text-sm">
        <h2 className="min-w-0 truncate font-semibold">{title}</h2>
        <Badge tone={standing === 'plays' ? 'accent' : 'neutral'}>
          {standing === 'over' ? t`Ended` : standing === 'waits' ? t`Waiting for the other` : (phase?.name ?? '')}
        </Badge>
        <span className="tabular ml-auto text-ink-soft">
          {momentWords(at, round?.startedAt ?? null)}
          {reading && standing !== 'over' && (
            <span className="max-xl:hidden">
              {' · '}
              {reading.overrun > 0
                ? t`${timeOnFace(-reading.overrun)} over`
                : t`${timeOnFace(reading.remaining)} left in the phase`}
            </span>
          )}
        </span>
        {again !== null && <span className="print:hidden">{again}</span>}
      </div>
      {strip !== null && (
        <div className="max-h-[42dvh] wide-low:max-h-[30dvh] shrink-0 overflow-y-auto border-b border-line bg-surface px-4 py-1 max-lg:max-h-none print:max-h-none print:overflow-visible">
          <StripView strip={strip} people={people} at={at} onGo={onGo} follows />
        </div>
      )}
      <div className="compare-board relative min-h-0 grow overflow-y-auto max-lg:overflow-visible print:overflow-visible">
        {board.kind === 'opening' && (
          <div className="p-4">
            <Progress label={t`Preparing the recording`} value={board.share} />
          </div>
        )}
        {board.kind === 'failed' && (
          <div className="p-4">
            <Callout tone="danger" title={t`This recording can’t be played`}>
              {board.words}
            </Callout>
          </div>
        )}
        {board.kind === 'ready' && framework && (
          <Board
            view={standing === 'over' ? withoutBlankCards(board.board.view, framework) : board.board.view}
            framework={framework}
            // At the end of a run, its whole result matters, not its last phase.
            openSections={standing === 'over' ? everySection : (phase?.sections ?? [])}
            others={[]}
            saved={{ kind: 'saved' }}
            spotlight={spot !== null && spot.at === at ? spot.card : null}
            lit={lit}
            actions={null}
            isBeside
          />
        )}
      </div>
      {framework && board.kind === 'ready' && (
        <OnlyHere
          title={title}
          cards={only}
          given={given}
          framework={framework}
          onGo={(card) => setSpot({ card: card.id, at })}
        />
      )}
    </section>
  )
}
