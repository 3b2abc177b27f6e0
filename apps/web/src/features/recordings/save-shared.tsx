import { t } from '@lingui/core/macro'
import { Download } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { download } from '../../browser/download.ts'
import { Button, Callout, Dialog, DialogTrigger, Modal } from '../../design/index.ts'
import { dayInDigits } from '../../words/day-words.ts'
import { fetchShared } from './fetch-recording.ts'
import type { OpenedRecording } from './open-recording.ts'
import { wordsOfView } from './proof-words.ts'
import { savedPageOf } from './saved-page-file.ts'

/** Saves what a share link shows as a file, with or without names as the link has it. */
export function SaveShared({
  secret,
  header,
}: {
  readonly secret: string
  readonly header: OpenedRecording['header']
}) {
  return (
    <DialogTrigger>
      <Button size="sm">
        <Download aria-hidden="true" />
        {t`Save a copy`}
      </Button>
      <Modal>
        <Dialog
          title={t`Save a copy`}
          lead={t`The copy stays with you when the link is revoked. It proves that it is unchanged, as the link does.`}
        >
          <Saving secret={secret} header={header} />
        </Dialog>
      </Modal>
    </DialogTrigger>
  )
}

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'busy'; readonly as: 'page' | 'file' }
  | { readonly kind: 'failed'; readonly words: string }

function Saving({ secret, header }: { readonly secret: string; readonly header: OpenedRecording['header'] }) {
  const [state, setState] = useState<State>({ kind: 'idle' })
  const gone = useRef(new AbortController())
  useEffect(() => {
    const controller = new AbortController()
    gone.current = controller
    return () => controller.abort()
  }, [])
  const save = async (as: 'page' | 'file'): Promise<void> => {
    const { signal } = gone.current
    setState({ kind: 'busy', as })
    const recording = await fetchShared(secret, signal)
    const made = recording.ok && as === 'page' ? await savedPageOf(recording.value, signal) : recording
    if (signal.aborted) return
    if (!made.ok) return setState({ kind: 'failed', words: made.message })
    download(`recording-${dayInDigits(header.madeAt)}.${as === 'page' ? 'html' : 'greenroom'}`, '', made.value)
    setState({ kind: 'idle' })
  }
  const busy = state.kind === 'busy' ? state.as : null
  return (
    <div className="flex flex-col items-start gap-3 text-sm">
      <p className="text-ink-soft">{t`It shows: ${wordsOfView(header.view)}.`}</p>
      {header.view.sound === true && <p className="text-ink-soft">{t`Recorded voices are not in the copy.`}</p>}
      {state.kind === 'failed' && (
        <Callout tone="danger" role="alert" title={t`The copy was not saved`}>
          {state.words}
        </Callout>
      )}
      <div className="flex flex-wrap gap-2">
        <Button isPending={busy === 'page'} isDisabled={busy === 'file'} onPress={() => void save('page')}>
          {t`Web page`}
        </Button>
        <Button isPending={busy === 'file'} isDisabled={busy === 'page'} onPress={() => void save('file')}>
          {t`Greenroom file`}
        </Button>
      </div>
    </div>
  )
}
