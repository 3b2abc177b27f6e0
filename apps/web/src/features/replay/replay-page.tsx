import { ArrowLeft } from 'lucide-react'
import { useCallback } from 'react'
import { useParams } from 'react-router'
import { usePageTitle } from '../../browser/page-title.ts'
import { ButtonLink } from '../../design/index.ts'
import { WayIn } from '../join/way-in.tsx'
import { recents, useRecents } from '../recents/browser-recents.ts'
import { loadRecording } from './load-recording.ts'
import { RecordingPage } from './recording-page.tsx'

/** `/s/<session>/replay`: the session as this participant may see it. */
export const ReplayPage = () => {
  const { session = '' } = useParams()
  usePageTitle('Replay')
  useRecents()
  const token = recents.admission(session)?.token ?? null
  const load = useCallback(
    (progress: (edits: number) => void, signal: AbortSignal) => loadRecording(session, token ?? '', progress, signal),
    [session, token],
  )
  if (token === null) return <WayIn session={session} />
  return (
    <RecordingPage
      load={load}
      path={`/s/${session}/replay`}
      debriefOf={(round) => `/s/${session}?round=${round}`}
      heading={
        <>
          <ButtonLink variant="quiet" size="sm" to={`/s/${session}`}>
            <ArrowLeft aria-hidden="true" />
            Room
          </ButtonLink>
          <h1 className="text-sm font-semibold text-ink">Replay</h1>
        </>
      }
    />
  )
}
