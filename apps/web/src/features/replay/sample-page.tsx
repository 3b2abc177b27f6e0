import { t } from '@lingui/core/macro'
import { ArrowLeft } from 'lucide-react'
import { useEffect } from 'react'
import { usePageTitle } from '../../browser/page-title.ts'
import { ButtonLink } from '../../design/index.ts'
import { markSeen } from '../seen/seen.ts'
import { RecordingPage } from './recording-page.tsx'
import { loadSample } from './source/load-recording.ts'

const load = (_progress: (edits: number) => void, signal: AbortSignal) => loadSample(signal)

const anyone = { kind: 'anyone' } as const
const sampleCase = 'amazon-pay-integration'

/** `/sample`: the recorded session that ships with the product. */
export function SamplePage() {
  usePageTitle(t`Sample session`)
  // The recording shows the whole case, including its guide: it must not be drawn for people who watched it.
  useEffect(() => markSeen(sampleCase), [])
  return (
    <RecordingPage
      load={load}
      path="/sample"
      audience={anyone}
      heading={
        <>
          <ButtonLink variant="quiet" size="sm" to="/">
            <ArrowLeft aria-hidden="true" />
            {t`Start`}
          </ButtonLink>
          <h1 className="text-sm font-semibold text-ink">{t`Sample session`}</h1>
          <ButtonLink size="sm" to="/">{t`Start your own`}</ButtonLink>
        </>
      }
    />
  )
}
