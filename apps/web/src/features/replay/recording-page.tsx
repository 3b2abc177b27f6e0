import { isEnoughToOpen, type RecordedSession } from '@greenroom/replay'
import { participantIdSchema } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useAskedWhileOpen } from '../../browser/use-asked-while-open.ts'
import { Button, ButtonLink, Callout, Loading, showToast } from '../../design/index.ts'
import { useUnsentWords } from '../../live/room-draft.ts'
import { UnsentWordsList } from '../../live/unsent-words.tsx'
import { PageShell } from '../../shell/page-shell.tsx'
import { besideInAddress } from '../takes/take-address.ts'
import type { RunSources } from './compare/choose-run.tsx'
import { CompareView } from './compare/compare-view.tsx'
import { runsBeside } from './compare/compared-run.ts'
import type { MomentAudience } from './moment/moment-link.tsx'
import type { ShownMoment } from './moment/shown-moment.ts'
import { ReplayView } from './replay-view.tsx'
import type { LoadRecording } from './source/load-recording.ts'
import { nothingToCome, type Rest, RestOfRecording } from './source/rest-of-recording.tsx'

/** Why a recording that is open may no longer be shown. */
export type WhyOver = { readonly title: string; readonly words: string }

type State =
  | { readonly kind: 'loading'; readonly edits: number }
  | { readonly kind: 'failed'; readonly message: string }
  /** It was open, and may no longer be shown. */
  | { readonly kind: 'over'; readonly why: WhyOver }
  | { readonly kind: 'here'; readonly recording: RecordedSession; readonly damaged: boolean; readonly rest: Rest }

/** Where the address asks to begin. */
function wantedIn(search: string) {
  const query = new URLSearchParams(search)
  const seconds = Number.parseInt(query.get('t') ?? '', 10)
  const beside = query.get(besideInAddress)
  return { seconds: Number.isFinite(seconds) ? seconds : null, card: query.get('card'), beside }
}

/**
 * Loads a recording, shows its progress, and plays it from the moment in the address (`?t=` seconds), or from when a card got its final
 * text (`?card=` its id).
 */
export function RecordingPage({
  load,
  path,
  audience,
  heading,
  debriefOf,
  takeHome,
  sources,
  whyOver,
}: {
  /** Stable: a new function loads again. */
  readonly load: LoadRecording
  /** Asked now and then while the recording is open; `null`: it may still be shown. Stable. */
  readonly whyOver?: (signal: AbortSignal) => Promise<WhyOver | null>
  readonly path: string
  readonly audience: MomentAudience
  readonly heading: ReactNode
  readonly debriefOf?: (round: string) => string
  readonly takeHome?: (moment: ShownMoment) => ReactNode
  readonly sources?: RunSources
}) {
  const [state, setState] = useState<State>({ kind: 'loading', edits: 0 })
  const [tries, setTries] = useState(0)
  const onDrawn = useRef<() => void>(() => undefined)
  useEffect(() => {
    const gone = new AbortController()
    const drawn = Promise.withResolvers<void>()
    onDrawn.current = drawn.resolve
    setState({ kind: 'loading', edits: 0 })
    const progress = (edits: number): void =>
      setState((before) =>
        before.kind === 'here' ? { ...before, rest: { kind: 'loading', edits } } : { kind: 'loading', edits },
      )
    const { seconds, card, beside } = wantedIn(window.location.search)
    const early = (recording: RecordedSession): Promise<void> | undefined => {
      // A card's final text, and the comparison with another run, are known only at the end.
      if (gone.signal.aborted || card !== null || beside !== null || !isEnoughToOpen(recording, seconds)) return
      setState({ kind: 'here', recording, damaged: false, rest: { kind: 'loading', edits: recording.edits.length } })
      return drawn.promise
    }
    gone.signal.addEventListener('abort', () => drawn.resolve())
    void load(progress, gone.signal, early).then((loaded) => {
      if (gone.signal.aborted) return
      if (loaded.ok && loaded.damaged) {
        showToast({
          tone: 'danger',
          title: t`Part of this session can’t be read`,
          words: t`Its data on the server was damaged. The replay ends where the damage begins.`,
        })
      }
      setState((before) => {
        if (loaded.ok)
          return { kind: 'here', recording: loaded.recording, damaged: loaded.damaged, rest: nothingToCome }
        const failed = { kind: 'failed', message: loaded.message } as const
        return before.kind === 'here' ? { ...before, rest: failed } : failed
      })
    })
    return () => gone.abort()
  }, [load, tries])

  const isOpen = state.kind === 'here'
  const ask = useMemo(
    () =>
      isOpen && whyOver
        ? async (signal: AbortSignal): Promise<void> => {
            const why = await whyOver(signal)
            if (why !== null && !signal.aborted) setState({ kind: 'over', why })
          }
        : null,
    [isOpen, whyOver],
  )
  useAskedWhileOpen(ask)

  if (state.kind === 'here') {
    const { seconds, card, beside: wantedBeside } = wantedIn(window.location.search)
    const { recording, rest } = state
    const me = audience.kind === 'session' ? participantIdSchema.parse(audience.participant) : null
    const beside = wantedBeside === null ? null : runsBeside(recording, wantedBeside)
    if (beside !== null)
      return <CompareView left={beside[0]} right={beside[1]} me={me} start={null} heading={heading} />
    return (
      <ReplayView
        recording={recording}
        isWhole={rest.kind === 'none'}
        onDrawn={() => onDrawn.current()}
        seconds={seconds}
        card={card}
        debriefOf={debriefOf}
        takeHome={takeHome}
        sources={sources}
        path={path}
        audience={audience}
        heading={
          <>
            {heading}
            {state.damaged ? <span className="text-sm text-danger">{t`Ends where the file is damaged`}</span> : null}
            <RestOfRecording rest={rest} onTryAgain={() => setTries(tries + 1)} />
          </>
        }
      />
    )
  }
  return (
    <PageShell narrow>
      <h1 className="sr-only">{t`Replay`}</h1>
      {state.kind === 'loading' ? (
        <Loading>
          {state.edits === 0
            ? t`Loading the recording`
            : t`Loading the recording, ${state.edits.toLocaleString('en-GB')} edits so far`}
        </Loading>
      ) : (
        <div className="flex flex-col gap-3">
          <Callout
            tone="danger"
            title={state.kind === 'over' ? state.why.title : t`The recording could not be loaded`}
            role="alert"
            actions={
              <>
                {state.kind === 'failed' && (
                  <Button size="sm" onPress={() => setTries(tries + 1)}>{t`Try again`}</Button>
                )}
                <ButtonLink size="sm" to="/">{t`Go to the start page`}</ButtonLink>
              </>
            }
          >
            {state.kind === 'over' ? state.why.words : state.message}
          </Callout>
          {audience.kind === 'session' && <Unsent {...audience} />}
        </div>
      )}
    </PageShell>
  )
}

/** Half a comment, by somebody who was removed in the middle of it, or whose session was deleted. */
const Unsent = ({ session, participant }: { readonly session: string; readonly participant: string }) => (
  <UnsentWordsList unsent={useUnsentWords(session, participant)} save={null} />
)
