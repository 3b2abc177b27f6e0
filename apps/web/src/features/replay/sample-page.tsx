import { ArrowLeft } from 'lucide-react'
import { usePageTitle } from '../../app/page-title.ts'
import { ButtonLink } from '../../design/index.ts'
import { loadSample } from './load-recording.ts'
import { RecordingPage } from './recording-page.tsx'

const load = (_progress: (edits: number) => void, signal: AbortSignal) => loadSample(signal)

/** `/sample`: the recorded session that ships with the product. */
export const SamplePage = () => {
  usePageTitle('Sample session')
  return (
    <RecordingPage
      load={load}
      path="/sample"
      heading={
        <>
          <ButtonLink variant="quiet" size="sm" to="/">
            <ArrowLeft aria-hidden="true" />
            Start
          </ButtonLink>
          <h1 className="text-sm font-semibold text-ink">Sample session</h1>
          <ButtonLink size="sm" to="/">
            Start your own
          </ButtonLink>
        </>
      }
    />
  )
}
