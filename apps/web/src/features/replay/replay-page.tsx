import { wayBackSchema } from '@greenroom/protocol'
import { type ParticipantId, participantIdSchema } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { ArrowLeft } from 'lucide-react'
import { type ReactNode, useCallback, useMemo } from 'react'
import { useLocation, useParams } from 'react-router'
import { callApi } from '../../browser/api.ts'
import { usePageTitle } from '../../browser/page-title.ts'
import { ButtonLink, Loading } from '../../design/index.ts'
import { overWords } from '../../words/over-words.ts'
import { WayIn } from '../join/way-in.tsx'
import { useAdmission } from '../recents/use-admission.ts'
import type { RunSources } from './compare/choose-run.tsx'
import type { ShownMoment } from './moment/shown-moment.ts'
import { RecordingPage, type WhyOver } from './recording-page.tsx'
import { type LoadRecording, loadRecording } from './source/load-recording.ts'

/** `/s/<session>/replay`: the session as this participant may see it. */
export function ReplayPage({
  takeHome,
  sourcesOf,
}: {
  /** Where runs to compare with come from. Stable: another function asks again. */
  readonly sourcesOf?: (session: string, token: string) => RunSources
  /** Where the session is taken home, for its reader and with access to its recording. */
  readonly takeHome: (
    moment: ShownMoment & {
      readonly me: ParticipantId
      readonly at: { readonly session: string; readonly token: string }
      readonly load: LoadRecording
    },
  ) => ReactNode
}) {
  const { session = '' } = useParams()
  usePageTitle(t`Replay`)
  const { search } = useLocation()
  const admission = useAdmission(session)
  const token = admission?.token ?? null
  const load: LoadRecording = useCallback(
    (progress, signal, early) => loadRecording(session, token ?? '', progress, signal, early),
    [session, token],
  )
  const sources = useMemo(() => (token === null ? undefined : sourcesOf?.(session, token)), [sourcesOf, session, token])
  const whyOver = useCallback(
    async (signal: AbortSignal): Promise<WhyOver | null> => {
      // A question that opens no room: only whether the token still holds.
      const path = `/sessions/${encodeURIComponent(session)}/way-back`
      const answer = await callApi(path, { token: token ?? '', schema: wayBackSchema, signal })
      return !answer.ok && (answer.code === 'unauthorized' || answer.code === 'revoked') ? overWords[answer.code] : null
    },
    [session, token],
  )
  if (admission === undefined) return <Loading>{t`Opening the replay`}</Loading>
  if (admission === null) {
    const moment = Number.parseInt(new URLSearchParams(search).get('t') ?? '', 10)
    return <WayIn session={session} moment={Number.isFinite(moment) ? moment : 0} />
  }
  return (
    <RecordingPage
      load={load}
      whyOver={whyOver}
      path={`/s/${session}/replay`}
      debriefOf={(round) => `/s/${session}?round=${round}`}
      audience={{ ...admission, kind: 'session' }}
      {...(sources ? { sources } : {})}
      takeHome={(moment) =>
        takeHome({
          ...moment,
          me: participantIdSchema.parse(admission.participant),
          at: { session, token: admission.token },
          load,
        })
      }
      heading={
        <>
          <ButtonLink variant="quiet" size="sm" to={`/s/${session}`}>
            <ArrowLeft aria-hidden="true" />
            {t`Room`}
          </ButtonLink>
          <h1 className="text-sm font-semibold text-ink">{t`Replay`}</h1>
        </>
      }
    />
  )
}
