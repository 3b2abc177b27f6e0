import { holderOf, interviewerDimensions, maySeeInterviewing } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { nameIn, type RoomProps } from '../../../live/room-props.ts'
import { scoreInWords } from '../../../words/score-words.ts'
import type { RecordingSource } from '../evidence/use-recording.ts'
import { interviewerWords } from '../scorecard/interviewer-words.ts'
import { InterviewerPage } from './interviewer-page.tsx'

/** How the candidate was interviewed: their ratings, open to everybody. */
export function InterviewingStep(props: RoomProps & { readonly recording: RecordingSource }) {
  const { session, round, me } = props
  const candidate = holderOf(round, 'candidate')
  const mine = candidate === me
  const about = candidate === null ? undefined : round.scorecards[candidate]?.aboutInterviewer
  return (
    <div className="flex flex-col gap-6">
      <section className="flex flex-col gap-2">
        <h3 className="text-sm font-medium text-ink">
          {mine ? t`How you were interviewed` : t`How ${nameIn(session, candidate)} was interviewed`}
        </h3>
        {about === undefined || interviewerDimensions.every((one) => about[one] === undefined) ? (
          <p className="text-sm text-ink-faint">
            {mine
              ? t`You did not rate the interviewer.`
              : t`${nameIn(session, candidate)} did not rate the interviewer.`}
          </p>
        ) : (
          <dl className="flex flex-col divide-y divide-line rounded-lg border border-line bg-raised">
            {interviewerDimensions.map((one) => {
              const view = about[one]
              if (view === undefined) return null
              const { title, levels } = interviewerWords[one]
              return (
                <div key={one} className="grid gap-x-4 px-3.5 py-2.5 text-sm sm:grid-cols-[14rem_1fr]">
                  <dt className="font-medium text-ink">{title}</dt>
                  <dd className="text-ink-soft">
                    <span className="tabular font-semibold text-ink">{scoreInWords(view.score)}</span>
                    {typeof view.score === 'number' && `: ${levels[view.score]}`}
                    {view.words && (
                      <span className="block" dir="auto">
                        {view.words}
                      </span>
                    )}
                  </dd>
                </div>
              )
            })}
          </dl>
        )}
      </section>
      {maySeeInterviewing(round, me) && <InterviewerPage {...props} />}
    </div>
  )
}
