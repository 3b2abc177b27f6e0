import type { RecordedSession } from '@greenroom/replay'
import { participantIdSchema } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useState } from 'react'
import { Button, ButtonLink, Callout, Loading, showToast } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { besideInAddress } from '../takes/take-address.ts'
import type { RunSources } from './compare/choose-run.tsx'
import { CompareView } from './compare/compare-view.tsx'
import { runsBeside } from './compare/compared-run.ts'
import type { Loaded } from './load-recording.ts'
import type { MomentAudience } from './moment-link.tsx'
import { ReplayView } from './replay-view.tsx'
import type { ShownMoment } from './shown-moment.ts'

type State =
  | { readonly kind: 'loading'; readonly edits: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'here'; readonly recording: RecordedSession; readonly damaged: boolean }

/** Loads a recording, says how far it is, and plays it from the moment in the address (`?t=` seconds), or from a card's last words (`?card=` its id). */
export function RecordingPage({
  load,
  path,
  audience,
  heading,
  debriefOf,
  takeHome,
  sources,
}: {
  /** Stable: a new function loads again. */
  readonly load: (progress: (edits: number) => void, signal: AbortSignal) => Promise<Loaded>
  readonly path: string
  readonly audience: MomentAudience
  readonly heading: ReactNode
  readonly debriefOf?: (round: string) => string
  readonly takeHome?: (moment: ShownMoment) => ReactNode
  readonly sources?: RunSources
}) {
  const [state, setState] = useState<State>({ kind: 'loading', edits: 0 })
  const [tries, setTries] = useState(0)
  useEffect(() => {
    const gone = new AbortController()
    setState({ kind: 'loading', edits: 0 })
    void load((edits) => setState({ kind: 'loading', edits }), gone.signal).then((loaded) => {
      if (gone.signal.aborted) return
      if (loaded.ok && loaded.damaged) {
        showToast({
          tone: 'danger',
          title: t`Part of this session cannot be read`,
          words: t`Its file on the server was damaged. The replay ends where the damage begins.`,
        })
      }
      setState(
        loaded.ok
          ? { kind: 'here', recording: loaded.recording, damaged: loaded.damaged }
          : { kind: 'failed', message: loaded.message },
      )
    })
    return () => gone.abort()
  }, [load, tries])

  if (state.kind === 'here') {
    const query = new URLSearchParams(window.location.search)
    const me = audience.kind === 'session' ? participantIdSchema.parse(audience.participant) : null
    const beside = query.has(besideInAddress) ? runsBeside(state.recording, query.get(besideInAddress)) : null
    if (beside !== null)
      return <CompareView left={beside[0]} right={beside[1]} me={me} start={null} heading={heading} />
    const wanted = Number.parseInt(query.get('t') ?? '', 10)
    return (
      <ReplayView
        recording={state.recording}
        seconds={Number.isFinite(wanted) ? wanted : null}
        card={query.get('card')}
        debriefOf={debriefOf}
        takeHome={takeHome}
        sources={sources}
        path={path}
        audience={audience}
        heading={
          <>
            {heading}
            {state.damaged ? <span className="text-sm text-danger">{t`Ends where the file is damaged`}</span> : null}
          </>
        }
      />
    )
  }
  return (
    <PageShell narrow>
      {state.kind === 'loading' ? (
        <Loading>
          {state.edits === 0
            ? t`Loading the recording`
            : t`Loading the recording, ${state.edits.toLocaleString('en-GB')} edits so far`}
        </Loading>
      ) : (
        <Callout
          tone="danger"
          title={t`The recording could not be loaded`}
          actions={
            <>
              <Button size="sm" onPress={() => setTries(tries + 1)}>{t`Try again`}</Button>
              <ButtonLink size="sm" to="/">{t`Go to the start page`}</ButtonLink>
            </>
          }
        >
          {state.message}
        </Callout>
      )}
    </PageShell>
  )
}
