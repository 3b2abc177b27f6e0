import type { ImportedRecording } from '@greenroom/protocol'
import type { RecordingView as View } from '@greenroom/recording'
import { t } from '@lingui/core/macro'
import { HardDriveUpload } from 'lucide-react'
import { useState } from 'react'
import { useSite } from '../../browser/site.ts'
import { Button, Callout, ConfirmDialog, Dialog, DialogTrigger, Modal, showToast } from '../../design/index.ts'
import { CopyButton } from '../invitations/copy-button.tsx'
import { linkBaseOf } from '../invitations/invitation-link.ts'
import { deleteRecording, type KeptRecording, keepRecording, useKeptRecordings } from './kept-recordings.ts'
import { wordsOfView } from './proof-words.ts'

/** Stores the open recording on this server, so that others can open it with a link. */
export function KeepRecording({ file, view }: { readonly file: Blob; readonly view: View }) {
  return (
    <DialogTrigger>
      <Button size="sm">
        <HardDriveUpload aria-hidden="true" />
        {t`Keep it here`}
      </Button>
      <Modal>
        <Dialog
          title={t`Keep this recording on this server`}
          lead={t`Anyone who has its link can open it. Nobody can change it, and you can delete it in this browser.`}
        >
          <Keeping file={file} view={view} />
        </Dialog>
      </Modal>
    </DialogTrigger>
  )
}

type State =
  | { readonly kind: 'asks' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'kept'; readonly kept: ImportedRecording }

function Keeping({ file, view }: { readonly file: Blob; readonly view: View }) {
  const [state, setState] = useState<State>({ kind: 'asks' })
  const keep = async (): Promise<void> => {
    setState({ kind: 'sending' })
    const answer = await keepRecording(file, Date.now())
    setState(answer.ok ? { kind: 'kept', kept: answer.value } : { kind: 'failed', message: answer.message })
  }
  if (state.kind === 'kept')
    return (
      <Callout tone="good" role="status" title={t`Kept. Copy the link to send it`}>
        {state.kept.damage !== null && <p>{t`The file is damaged. What comes before the damage was kept.`}</p>}
        {state.kept.sound.length > 0 && (
          <p>{t`Some recorded voices could not be kept: they are damaged, or the connection was lost. The link plays without them.`}</p>
        )}
        <Address secret={state.kept.secret} />
      </Callout>
    )
  return (
    <div className="flex flex-col items-start gap-3 text-sm">
      <p className="text-ink-soft">{t`It shows: ${wordsOfView(view)}.`}</p>
      {state.kind === 'failed' && (
        <Callout tone="danger" role="alert" title={t`The recording was not kept`}>
          {state.message}
        </Callout>
      )}
      <Button variant="primary" isPending={state.kind === 'sending'} onPress={() => void keep()}>
        {t`Keep it and make a link`}
      </Button>
    </div>
  )
}

function Address({ secret }: { readonly secret: string }) {
  const base = linkBaseOf(useSite(), window.location.origin).url.replace(/\/+$/, '')
  const address = `${base}/shared#${secret}`
  return (
    <div className="mt-1.5 flex items-center gap-3">
      <p className="min-w-0 grow truncate font-mono text-xs select-all" title={address}>
        {address.replace(/^https?:\/\//, '')}
      </p>
      <CopyButton text={address} primary copied={t`Link copied.`} />
    </div>
  )
}

/** What was stored from this browser, to copy its link again or to delete it; nothing when there is none. */
export function KeptRecordings() {
  const kept = useKeptRecordings()
  if (kept.length === 0) return null
  return (
    <section aria-labelledby="kept-recordings" className="mt-8">
      <h2 id="kept-recordings" className="text-base font-semibold">{t`Kept on this server`}</h2>
      <ul className="mt-2 divide-y divide-line rounded-lg border border-line bg-surface">
        {kept.map((one) => (
          <KeptLine key={one.id} kept={one} />
        ))}
      </ul>
    </section>
  )
}

function KeptLine({ kept }: { readonly kept: KeptRecording }) {
  const [asks, setAsks] = useState(false)
  const title = kept.title ?? t`Recording`
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' }).format(kept.at)
  return (
    <li className="px-3 py-2.5">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <p className="min-w-0 grow truncate text-sm">{title}</p>
        <p className="text-xs text-ink-soft">{t`Kept on ${day}`}</p>
        <Button
          size="sm"
          variant="quiet"
          aria-label={t`Delete ${title}`}
          onPress={() => setAsks(true)}
        >{t`Delete`}</Button>
      </div>
      <Address secret={kept.secret} />
      <ConfirmDialog
        title={t`Delete ${title}?`}
        confirm={t`Delete permanently`}
        isOpen={asks}
        onOpenChange={setAsks}
        onConfirm={async () => {
          const answer = await deleteRecording(kept)
          if (!answer.ok) showToast({ tone: 'danger', title: t`Not deleted`, words: answer.message })
        }}
      >
        {t`Its link stops working. Files that people have saved stay with them.`}
      </ConfirmDialog>
    </li>
  )
}
