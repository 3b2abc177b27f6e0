import { t } from '@lingui/core/macro'
import { useEffect, useState } from 'react'
import { Callout, Loading } from '../../design/index.ts'
import { type Opened, openRecording, restOf } from './open-recording.ts'
import { RecordingView } from './recording-view.tsx'
import { SavedKeys } from './saved-keys.tsx'

/** The page in a saved file: plays the recording embedded in it. It makes no requests. */
export function SavedView({ bytes }: { readonly bytes: Uint8Array }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    const once = (async function* () {
      yield bytes
    })()
    void openRecording(once, [], { early: { seconds: null, show: setOpened } }).then(setOpened, () =>
      setOpened({ ok: false, message: t`This recording can’t be read in this browser. A newer one may help.` }),
    )
  }, [bytes])
  if (opened === null) return <Loading>{t`Opening the recording`}</Loading>
  if (opened.ok)
    return (
      <>
        <RecordingView opened={opened} seconds={null} rest={restOf(opened)} />
        <SavedKeys />
      </>
    )
  return (
    <main className="mx-auto max-w-2xl p-6">
      <Callout tone="danger" role="alert" title={t`The recording could not be opened`}>
        {opened.message}
      </Callout>
    </main>
  )
}
