import { t } from '@lingui/core/macro'
import { Check, Dices, Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { usePageTitle } from '../../browser/page-title.ts'
import { BackLink, ButtonLink, EmptyState } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { useBank } from '../bank/bank.ts'
import { categoryTitle } from '../bank/category-words.ts'
import { mixFilter } from '../bank/draw-filters.ts'
import { loopsOf, type PublicLoop, useLoops } from '../bank/loops.ts'
import { hasSeen, useSeen } from '../seen/seen.ts'
import { WithLoops } from './loops-page.tsx'
import { PlanList } from './plan-list.tsx'

/** `/loops/<id>`: one loop, and the track that leads to it. */
export function LoopPage() {
  const { loopId = '' } = useParams()
  const here = loopsOf(useLoops()).find(({ id }) => id === loopId)
  usePageTitle(here?.title ?? t`Loop`)
  return (
    <PageShell>
      <BackLink to="/loops" className="mb-4">{t`All loops`}</BackLink>
      <WithLoops>
        {(loops) => {
          const loop = loops.find(({ id }) => id === loopId)
          return loop === undefined ? (
            <EmptyState
              isPage
              title={t`Loop not found`}
              actions={<ButtonLink to="/loops" variant="primary">{t`See all loops`}</ButtonLink>}
            >{t`It may have been renamed. Sessions that use it keep their own copy.`}</EmptyState>
          ) : (
            <LoopView loop={loop} />
          )
        }}
      </WithLoops>
    </PageShell>
  )
}

const Part = ({
  title,
  id,
  children,
}: {
  readonly title: string
  readonly id: string
  readonly children: ReactNode
}) => (
  <section aria-labelledby={id} className="flex flex-col gap-3">
    <h2 id={id} className="text-lg font-semibold">
      {title}
    </h2>
    {children}
  </section>
)

const LoopView = ({ loop }: { readonly loop: PublicLoop }) => {
  const { track } = loop
  const minutes = loop.rounds.reduce((sum, round) => sum + round.minutes, 0)
  return (
    <article className="grid grid-cols-1 items-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex flex-col gap-8">
        <header>
          <h1 className="text-2xl font-semibold">{loop.title}</h1>
          <p className="mt-1 max-w-prose text-base text-ink-soft">{track.summary}</p>
          <p className="mt-2 max-w-prose text-sm text-ink-faint">{loop.notice}</p>
          <div className="mt-4 flex flex-wrap gap-2 print:hidden">
            <ButtonLink variant="primary" size="lg" to={`/?loop=${loop.id}`}>
              <Play aria-hidden="true" />
              {t`Start this loop`}
            </ButtonLink>
            <ButtonLink variant="quiet" size="lg" to={`/?category=${mixFilter(loop.id)}`}>
              <Dices aria-hidden="true" />
              {t`One random case from its mix`}
            </ButtonLink>
          </div>
        </header>
        <Part id="plan-title" title={t`Two weeks`}>
          <PlanList loop={loop} />
        </Part>
      </div>
      <div className="flex flex-col gap-8">
        <Part id="rounds-title" title={t`The rounds`}>
          <p className="text-sm text-ink-soft">{loop.story}</p>
          <ol className="flex flex-col gap-2.5 text-sm">
            {loop.rounds.map((round) => (
              <li key={round.title}>
                <span className="flex justify-between gap-3 font-medium">
                  <span>{round.title}</span>
                  <span className="tabular shrink-0 text-ink-faint">{t`${round.minutes} minutes`}</span>
                </span>
                <span className="text-ink-soft">{round.tests}</span>
              </li>
            ))}
          </ol>
          <p className="text-sm text-ink-faint">{t`${minutes} minutes of interviews, and a debrief after each.`}</p>
        </Part>
        <Part id="how-title" title={t`How such loops work`}>
          <dl className="flex flex-col gap-3 text-sm">
            {track.how.map(({ title, text }) => (
              <div key={title}>
                <dt className="font-medium">{title}</dt>
                <dd className="text-ink-soft">{text}</dd>
              </div>
            ))}
          </dl>
          <p className="text-xs text-ink-faint">
            {t`Sources:`} {track.sources.map(sourceWords).join('; ')}. {t`Last checked ${loop.lastChecked}.`}
          </p>
        </Part>
        <Part id="cases-title" title={t`Eight cases`}>
          <TrackCases cases={track.cases} />
        </Part>
        <Part id="drills-title" title={t`Drills`}>
          <ul className="flex flex-col gap-2.5 text-sm">
            {track.drills.map((drill) => (
              <li key={drill.id} id={`drill-${drill.id}`} className="scroll-mt-20">
                <span className="flex justify-between gap-3 font-medium">
                  <span>{drill.title}</span>
                  <span className="tabular shrink-0 text-ink-faint">{t`${drill.minutes} minutes`}</span>
                </span>
                <span className="text-ink-soft">{drill.text}</span>
              </li>
            ))}
          </ul>
        </Part>
      </div>
    </article>
  )
}

/** “Work Rules! (Laszlo Bock), Twelve, 2015, not read for this page” */
function sourceWords({ title, publisher, year, read }: PublicLoop['track']['sources'][number]): string {
  const source = `${title}, ${publisher}, ${year}`
  switch (read) {
    case 'whole':
      return source
    case 'in-part':
      return t`${source}, read in part`
    case 'not-opened':
      return t`${source}, not read for this page`
  }
}

const TrackCases = ({ cases }: { readonly cases: readonly string[] }) => {
  const bank = useBank()
  const seen = useSeen((state) => state.seen)
  const known = bank.kind === 'ready' ? bank.cases : []
  return (
    <ul className="flex flex-col gap-1.5 text-sm">
      {cases.map((caseId) => {
        const one = known.find((each) => each.caseId === caseId)
        return (
          <li key={caseId}>
            <Link to={`/bank/${caseId}`} className="font-medium underline-offset-4 hover:underline">
              {one?.title ?? caseId}
            </Link>
            <span className="flex items-center gap-1 text-xs text-ink-faint">
              {one && categoryTitle(one.category)}
              {hasSeen(seen, caseId) && (
                <>
                  <Check aria-hidden="true" className="size-3.5" />
                  {t`Seen`}
                </>
              )}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
