import { t } from '@lingui/core/macro'
import { Play } from 'lucide-react'
import type { ReactNode } from 'react'
import { usePageTitle } from '../../browser/page-title.ts'
import { Button, ButtonLink, EmptyState, Loading } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { loadLoops, type PublicLoop, useLoops } from '../bank/loops.ts'

/** `/loops`: whole loops, in all available styles. */
export function LoopsPage() {
  usePageTitle(t`Loops`)
  return (
    <PageShell>
      <header>
        <h1 className="text-2xl font-semibold">{t`Loops`}</h1>
        <p className="mt-1 max-w-prose text-base text-ink-soft">{t`A day of interviews in one session: four or five rounds that follow one story, a debrief after each, and a closing page that averages nothing away.`}</p>
      </header>
      <WithLoops>
        {(loops) => (
          <ul className="mt-6 grid grid-cols-1 gap-4 md:grid-cols-2">
            {loops.map((loop) => (
              <LoopCard key={loop.id} loop={loop} />
            ))}
          </ul>
        )}
      </WithLoops>
    </PageShell>
  )
}

/** The loops once they have loaded; until then the reason why not. */
export function WithLoops({ children }: { readonly children: (loops: readonly PublicLoop[]) => ReactNode }) {
  const state = useLoops()
  if (state.kind === 'loading') return <Loading>{t`Loading the loops`}</Loading>
  if (state.kind === 'ready') return children(state.loops)
  return (
    <EmptyState
      isPage
      title={t`The loops could not be loaded`}
      actions={<Button variant="primary" onPress={() => void loadLoops()}>{t`Try again`}</Button>}
    >
      {state.message}
    </EmptyState>
  )
}

const LoopCard = ({ loop }: { readonly loop: PublicLoop }) => (
  <li className="flex flex-col gap-3 rounded-xl border border-line bg-surface p-5">
    <h2 className="text-lg font-semibold">{loop.title}</h2>
    <p className="text-sm text-ink-soft">{loop.track.summary}</p>
    <ol className="flex flex-col gap-1 text-sm">
      {loop.rounds.map(({ title, minutes }) => (
        <li key={title} className="flex justify-between gap-3">
          <span>{title}</span>
          <span className="tabular shrink-0 text-ink-faint">{t`${minutes} minutes`}</span>
        </li>
      ))}
    </ol>
    <div className="mt-auto flex flex-wrap gap-2 pt-1">
      <ButtonLink size="sm" variant="primary" to={`/?loop=${loop.id}`}>
        <Play aria-hidden="true" />
        {t`Start this loop`}
      </ButtonLink>
      <ButtonLink size="sm" to={`/loops/${loop.id}`}>{t`How it works, and a plan`}</ButtonLink>
    </div>
  </li>
)
