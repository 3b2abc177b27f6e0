import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ArrowLeft, FileUp, FolderOpen } from 'lucide-react'
import { useRef, useState } from 'react'
import { DropZone, FileTrigger } from 'react-aria-components'
import { usePageTitle } from '../../browser/page-title.ts'
import { Button, ButtonLink, Callout, Loading } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import type { RunSources } from '../replay/compare/choose-run.tsx'
import { recordingInFile } from './file-chunks.ts'
import { KeepRecording, KeptRecordings } from './keep-recording.tsx'
import { type Opened, type OpenedRecording, type OpeningRecording, openRecording, restOf } from './open-recording.ts'
import { RecordingView } from './recording-view.tsx'
import { knownKeys } from './server-key.ts'

/** A file that somebody chose; nothing of it leaves the browser. `early` receives its beginning while the rest is read. */
export async function openFile(file: Blob, early?: OpeningRecording['early']): Promise<Opened> {
  const found = await recordingInFile(file)
  if (!found.ok)
    return {
      ok: false,
      message:
        found.why === 'too-large'
          ? t`This file is larger than a recording can be. Choose a .greenroom file.`
          : t`There is no recording in this page. Choose a page that was saved from a replay.`,
    }
  return await openRecording(found.read(), await knownKeys(), early === undefined ? {} : { early })
}

const sources: RunSources = { fromFile: (file) => openFile(file) }

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'opening'; readonly name: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'open'; readonly opened: OpenedRecording; readonly file: File }

/** `/recording`: plays a recording from a file, and says what it proves. */
export function RecordingFilePage() {
  usePageTitle(t`Open a recording`)
  const [state, setState] = useState<State>({ kind: 'none' })
  /** Which file is wanted: one that is still being read is not shown after another was chosen, or after going back. */
  const wanted = useRef<File | null>(null)
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    wanted.current = file
    const setIfWanted = (next: State): void => {
      if (wanted.current === file) setState(next)
    }
    setState({ kind: 'opening', name: file.name })
    try {
      const show = (opened: OpenedRecording): void => setIfWanted({ kind: 'open', opened, file })
      const opened = await openFile(file, { seconds: null, show })
      setIfWanted(opened.ok ? { kind: 'open', opened, file } : { kind: 'failed', message: opened.message })
    } catch {
      const message = t`This file can’t be read. Check that it is still there, and try again.`
      setIfWanted({ kind: 'failed', message })
    }
  }
  const leave = (): void => {
    wanted.current = null
    setState({ kind: 'none' })
  }
  if (state.kind === 'open')
    return (
      <RecordingView
        opened={state.opened}
        rest={restOf(state.opened)}
        seconds={null}
        sources={sources}
        before={
          <Button size="sm" variant="quiet" onPress={leave}>
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
      <p className="mt-3 text-base text-ink-soft">{t`Play a session from a file that someone sent you, and see whether it is unchanged. The file stays on this device unless you keep it here.`}</p>
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
            role="alert"
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
