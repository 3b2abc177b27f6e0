import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ArrowLeft, FileUp, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { DropZone, FileTrigger } from 'react-aria-components'
import { usePageTitle } from '../../browser/page-title.ts'
import { Button, ButtonLink, Callout, Loading } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import type { RunSources } from '../replay/compare/choose-run.tsx'
import { mostFileBytes, recordingIn } from './file-chunks.ts'
import { KeepRecording, KeptRecordings } from './keep-recording.tsx'
import { type Opened, openRecording } from './open-recording.ts'
import { RecordingView } from './recording-view.tsx'
import { knownKeys } from './server-key.ts'

/** A file that somebody chose; nothing of it leaves the browser. */
export async function openFile(file: Blob): Promise<Opened> {
  if (file.size > mostFileBytes)
    return { ok: false, message: t`This file is larger than a recording can be. Choose a .greenroom file.` }
  const bytes = recordingIn(new Uint8Array(await file.arrayBuffer()))
  if (bytes === null)
    return { ok: false, message: t`There is no recording in this page. Choose a page that was saved from a replay.` }
  const once = (async function* () {
    yield bytes
  })()
  return await openRecording(once, await knownKeys())
}

const sources: RunSources = { fromFile: openFile }

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening'; readonly name: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'open'; readonly opened: Extract<Opened, { readonly ok: true }>; readonly file: File }

/** `/recording`: plays a recording from a file, and says what it proves. */
export function RecordingFilePage() {
  usePageTitle(t`Open a recording`)
  const [state, setState] = useState<State>({ kind: 'none' })
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    setState({ kind: 'opening', name: file.name })
    try {
      const opened = await openFile(file)
      setState(opened.ok ? { kind: 'open', opened, file } : { kind: 'failed', message: opened.message })
    } catch {
      setState({ kind: 'failed', message: t`This file can’t be read. Check that it is still there, and try again.` })
    }
  }
  if (state.kind === 'open')
    return (
      <RecordingView
        opened={state.opened}
        seconds={null}
        sources={sources}
        before={
          <Button size="sm" variant="quiet" onPress={() => setState({ kind: 'none' })}>
            <ArrowLeft aria-hidden="true" />
            {t`Another file`}
          </Button>
        }
        after={<KeepRecording file={state.file} view={state.opened.header.view} />}
      />
    )
  return (
    <PageShell narrow>
      <h1 className="text-2xl font-semibold">{t`Open a recording`}</h1>
      <p className="mt-3 text-base text-ink-soft">{t`Play a session from a file that somebody sent you, and see whether it is unchanged. The file stays on this device unless you keep it here.`}</p>
      <DropZone
        aria-label={t`Drop a recording here`}
        onDrop={async ({ items }) => {
          const [dropped] = items.flatMap((item) => (item.kind === 'file' ? [item] : []))
          void take(await dropped?.getFile())
        }}
        className="mt-6 flex flex-col items-center gap-4 rounded-xl border border-dashed border-line-strong px-6 py-10 text-center text-sm text-ink-soft transition-colors duration-100 focus-visible:outline-2 focus-visible:outline-ring drop-target:border-accent drop-target:bg-accent-soft"
      >
        <FileUp aria-hidden="true" className="size-8 text-ink-faint" />
        <Trans>Drop a .greenroom file, or a saved page, here.</Trans>
        <FileTrigger acceptedFileTypes={['.greenroom', '.html']} onSelect={(files) => void take(files?.[0])}>
          <Button variant="primary" isPending={state.kind === 'opening'}>
            <FolderOpen aria-hidden="true" />
            {t`Choose a file`}
          </Button>
        </FileTrigger>
      </DropZone>
      <div aria-live="polite" className="mt-4">
        {state.kind === 'opening' && <Loading>{t`Opening ${state.name}`}</Loading>}
        {state.kind === 'failed' && (
          <Callout
            tone="danger"
            title={t`The recording could not be opened`}
            actions={<ButtonLink size="sm" to="/">{t`Go to the start page`}</ButtonLink>}
          >
            {state.message}
          </Callout>
        )}
      </div>
      <KeptRecordings />
    </PageShell>
  )
}
