import type { ReferenceRun } from '@greenroom/protocol'
import type { RecordedSession } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import { Columns2 } from 'lucide-react'
import { Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { Button, Callout, Loading } from '../../../design/index.ts'
import type { RoomProps } from '../../../live/room-props.ts'
import { LazyPart, lazyPart } from '../../../shell/lazy-part.tsx'
import type { StripState } from '../../replay/player/use-strip.ts'
import type { RecordingSource } from '../evidence/use-recording.ts'

/** Loaded with the first run that somebody opens. */
const RunBeside = lazyPart(() => import('./run-beside.tsx').then((m) => m.RunBeside))

type Shown =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening'; readonly run: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'here'; readonly run: ReferenceRun; readonly recording: RecordedSession }

const levelWords = (level: ReferenceRun['level']): string =>
  level === 'strong' ? t`Compare with a strong run` : t`Compare with a run that meets the bar`

/** The case's reference runs, each of which can be put beside one's own; nothing when it has none. Shown once the scores are open. */
export function YardstickRuns({
  session,
  round,
  token,
  recording,
  strip,
}: Pick<RoomProps, 'session' | 'round'> & {
  readonly token: string | null
  readonly recording: RecordingSource
  readonly strip: StripState
}) {
  const id = session.session
  const source = useMemo(async () => {
    if (id === null || token === null) return null
    // Without a connection, or in an old page, there are none to be offered.
    return await import('../../recordings/reference-runs.ts').then(
      ({ createReferenceRuns }) => createReferenceRuns(id, round.id, token),
      () => null,
    )
  }, [id, round.id, token])
  const [runs, setRuns] = useState<readonly ReferenceRun[]>([])
  const [shown, setShown] = useState<Shown>({ kind: 'none' })
  const newest = useRef(0)
  useEffect(() => {
    const gone = new AbortController()
    setRuns([])
    setShown({ kind: 'none' })
    void source.then(async (found) => {
      const answer = await found?.list(gone.signal)
      if (answer?.ok === true && !gone.signal.aborted) setRuns(answer.value)
    })
    return () => gone.abort()
  }, [source])
  const { state, ask } = recording
  const open = async (run: ReferenceRun): Promise<void> => {
    newest.current += 1
    const asked = newest.current
    setShown({ kind: 'opening', run: run.id })
    if (state.kind === 'none' || state.kind === 'failed') ask()
    const opened = await (await source)?.open(run.id)
    if (opened === undefined || asked !== newest.current) return
    setShown(
      opened.ok ? { kind: 'here', run, recording: opened.recording } : { kind: 'failed', message: opened.message },
    )
  }
  if (runs.length === 0) return null
  return (
    <section aria-label={t`Reference runs`} className="flex flex-col gap-3 print:hidden">
      <ul className="grid gap-2 md:grid-cols-2">
        {runs.map((run) => (
          <li
            key={run.id}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border border-line bg-surface px-3 py-2"
          >
            <div className="min-w-0 grow basis-60">
              <p className="text-sm text-ink">{run.title}</p>
              <p className="text-xs text-ink-faint">{t`Recorded by ${run.madeBy}`}</p>
            </div>
            <Button
              size="sm"
              isPending={shown.kind === 'opening' && shown.run === run.id}
              isDisabled={shown.kind === 'here' && shown.run.id === run.id}
              onPress={() => void open(run)}
            >
              <Columns2 aria-hidden="true" />
              {levelWords(run.level)}
            </Button>
          </li>
        ))}
      </ul>
      <div aria-live="polite">
        {shown.kind === 'failed' && (
          <Callout tone="danger" title={t`The run could not be opened`}>
            {shown.message}
          </Callout>
        )}
        {shown.kind === 'here' && state.kind === 'failed' && (
          <Callout
            tone="danger"
            title={t`The recording could not be loaded`}
            actions={<Button size="sm" onPress={ask}>{t`Try again`}</Button>}
          >
            {state.message}
          </Callout>
        )}
        {shown.kind === 'here' && (state.kind === 'loading' || state.kind === 'none') && (
          <Loading>{t`Loading the recording`}</Loading>
        )}
      </div>
      {shown.kind === 'here' && state.kind === 'here' && (
        <LazyPart what={t`The run`} onClose={() => setShown({ kind: 'none' })}>
          <Suspense fallback={<Loading>{t`Loading the recording`}</Loading>}>
            <RunBeside
              key={shown.run.id}
              round={round}
              own={state.recording}
              ownStrip={strip}
              run={shown.recording}
              title={shown.run.title}
            />
          </Suspense>
        </LazyPart>
      )}
    </section>
  )
}
