import { t } from '@lingui/core/macro'
import { useCallback, useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { usePageTitle } from '../../browser/page-title.ts'
import { keptSecrets, takeSecretFromAddress } from '../../browser/take-secret.ts'
import { useAskedWhileOpen } from '../../browser/use-asked-while-open.ts'
import { Button, ButtonLink, EmptyState, Loading } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { nothingToCome, type Rest } from '../replay/source/rest-of-recording.tsx'
import { type OpenedRecording, restOf } from './open-recording.ts'
import { RecordingView } from './recording-view.tsx'
import { runsFromFiles } from './run-sources.ts'
import { SaveShared } from './save-shared.tsx'
import { type OpenedShared, type Over, openShared, whyOver } from './shared-recording.ts'

type State =
  | { readonly kind: 'loading'; readonly edits: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'over'; readonly why: Over }
  | { readonly kind: 'open'; readonly opened: OpenedRecording; readonly rest: Rest }

/** The moment to begin at, from the address, in seconds. */
function secondsIn(search: string): number | null {
  const moment = Number.parseInt(new URLSearchParams(search).get('t') ?? '', 10)
  return Number.isFinite(moment) ? moment : null
}

/** `/shared#<secret>`: a session as a share link shows it, without a seat in it. Once the link is revoked, the page shows nothing of it. */
export function SharedPage() {
  usePageTitle(t`Shared session`)
  const { key, hash, search } = useLocation()
  const [secret, setSecret] = useState(() => keptSecrets.read('shared'))
  const [state, setState] = useState<State>({ kind: 'loading', edits: 0 })
  const [tries, setTries] = useState(0)
  useEffect(() => {
    takeSecretFromAddress()
    setSecret(keptSecrets.read('shared'))
  }, [key, hash])
  useEffect(() => {
    if (secret === null) return
    const gone = new AbortController()
    setState({ kind: 'loading', edits: 0 })
    const progress = (edits: number): void => {
      if (gone.signal.aborted) return
      setState((before) =>
        before.kind === 'open' ? { ...before, rest: { kind: 'loading', edits } } : { kind: 'loading', edits },
      )
    }
    const show = (opened: OpenedRecording): void => {
      if (!gone.signal.aborted) setState({ kind: 'open', opened, rest: restOf(opened) })
    }
    const early = { seconds: secondsIn(window.location.search), show }
    void openShared(secret, { progress, early }, gone.signal)
      .catch(
        (): OpenedShared => ({
          ok: false,
          message: t`The connection was lost. Check it and try again.`,
          over: null,
        }),
      )
      .then((opened) => {
        if (gone.signal.aborted) return
        setState((before): State => {
          if (opened.ok) return { kind: 'open', opened, rest: nothingToCome }
          if (opened.over !== null) return { kind: 'over', why: opened.over }
          const failed = { kind: 'failed', message: opened.message } as const
          return before.kind === 'open' ? { ...before, rest: failed } : failed
        })
      })
    return () => gone.abort()
  }, [secret, tries])
  const isOpen = state.kind === 'open'
  const ask = useCallback(
    async (signal: AbortSignal): Promise<void> => {
      const why = await whyOver(secret ?? '', signal)
      if (why !== null && !signal.aborted) setState({ kind: 'over', why })
    },
    [secret],
  )
  useAskedWhileOpen(isOpen && secret !== null ? ask : null)

  if (secret !== null && state.kind === 'open') {
    return (
      <RecordingView
        opened={state.opened}
        rest={state.rest}
        onTryAgain={() => setTries(tries + 1)}
        seconds={secondsIn(search)}
        sources={runsFromFiles}
        shared={secret}
        after={<SaveShared secret={secret} header={state.opened.header} />}
      />
    )
  }
  const toStart = <ButtonLink to="/">{t`Go to the start page`}</ButtonLink>
  return (
    <PageShell narrow>
      {secret !== null && state.kind === 'loading' && <h1 className="sr-only">{t`Shared session`}</h1>}
      {secret === null ? (
        <EmptyState isPage title={t`Part of the link is missing`} actions={toStart}>
          {t`A share link has a long part after the #. Copy all of it.`}
        </EmptyState>
      ) : state.kind === 'loading' ? (
        <Loading>
          {state.edits === 0
            ? t`Loading the recording`
            : t`Loading the recording, ${state.edits.toLocaleString('en-GB')} edits so far`}
        </Loading>
      ) : state.kind === 'open' ? null : (
        <div role="alert">
          <EmptyState
            isPage
            title={titleOf(state)}
            actions={
              <>
                {state.kind === 'failed' && (
                  <Button variant="primary" onPress={() => setTries(tries + 1)}>{t`Try again`}</Button>
                )}
                {toStart}
              </>
            }
          >
            {state.kind === 'over' ? state.why.message : state.message}
          </EmptyState>
        </div>
      )}
    </PageShell>
  )
}

function titleOf(state: Extract<State, { readonly kind: 'failed' | 'over' }>): string {
  if (state.kind === 'failed') return t`The recording could not be loaded`
  return state.why.kind === 'unknown' ? t`This link doesn’t open a session` : t`This session is not shared any more`
}
