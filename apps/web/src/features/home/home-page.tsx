import { clip } from '@greenroom/board/clip'
import { t } from '@lingui/core/macro'
import { Suspense, useState, useSyncExternalStore } from 'react'
import { useSearchParams } from 'react-router'
import { browserStore } from '../../browser/browser-store.ts'
import { usePageTitle } from '../../browser/page-title.ts'
import { ErrorBoundary } from '../../shell/error-boundary.tsx'
import { lazyPart } from '../../shell/lazy-part.tsx'
import { PageShell } from '../../shell/page-shell.tsx'
import { readDrawFilters } from '../bank/draw-filters.ts'
import { hasProgress } from '../progress/progress-key.ts'
import { recents, useRecents } from '../recents/browser-recents.ts'
import type { Recent } from '../recents/recents.ts'
import { LookAround } from './look-around.tsx'
import { emptyStartForm, type StartForm } from './start-form.ts'
import { StartSession } from './start-session.tsx'
import { TreeSketch } from './tree-sketch.tsx'

// A browser that has been nowhere has nothing to go back to.
const RecentSessions = lazyPart(() => import('./recent-sessions.tsx').then((m) => m.RecentSessions))
const NextThings = lazyPart(() => import('./next-things.tsx').then((m) => m.NextThings))
/** Rows that the list shows at first. */
const rows = ['h-29', 'h-43', 'h-57'] as const

const Recents = ({ recents }: { readonly recents: readonly Recent[] }) =>
  recents.length > 0 && (
    // As high as what replaces it, so that nothing moves.
    <ErrorBoundary part={t`list of recent sessions`}>
      <Suspense fallback={<div className={rows[Math.min(recents.length, rows.length) - 1] ?? 'h-29'} />}>
        <RecentSessions recents={recents} />
      </Suspense>
    </ErrorBoundary>
  )

const Welcome = () => (
  <div>
    <h1 className="text-2xl font-semibold sm:text-3xl">{t`Rehearse the case interview before it counts.`}</h1>
    <p className="mt-4 max-w-lg text-base text-ink-soft">{t`Two people, one invitation. Pick a product case, work through it on a live board against the clock, then replay what happened and score it with evidence.`}</p>
  </div>
)

export function HomePage() {
  usePageTitle(null)
  const [query] = useSearchParams()
  const recent = useRecents()
  const practised = useSyncExternalStore(browserStore.watch, hasProgress)
  /** The form as a next step proposes it; each proposal starts a new one. */
  const [proposed, setProposed] = useState<{ readonly form: StartForm; readonly number: number } | null>(null)
  const propose = (form: StartForm) => {
    setProposed({ form, number: (proposed?.number ?? 0) + 1 })
    requestAnimationFrame(() => document.getElementById('start')?.querySelector('input')?.focus())
  }
  const begin =
    proposed?.form ??
    emptyStartForm(
      recents.name(),
      query.get('case'),
      readDrawFilters(query),
      clip(query.get('loop') ?? '', 64),
      query.get('cut') === '20' ? '20' : '45',
    )
  return (
    <PageShell>
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,9fr)_minmax(0,11fr)] lg:gap-12">
        <div className="flex flex-col gap-7 lg:pt-6">
          {practised ? (
            <ErrorBoundary part={t`list of next steps`}>
              <Suspense fallback={<div className="h-96" />}>
                <NextThings onStart={propose} />
              </Suspense>
            </ErrorBoundary>
          ) : (
            <Welcome />
          )}
          {!practised && <TreeSketch className="mt-1 hidden lg:block" />}
        </div>
        <div className="flex flex-col gap-7">
          <div id="start">
            <StartSession key={proposed?.number ?? 0} begin={begin} />
          </div>
          <Recents recents={recent} />
          <LookAround />
        </div>
      </div>
    </PageShell>
  )
}
