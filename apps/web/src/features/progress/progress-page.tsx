import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { ChartLine, X } from 'lucide-react'
import { useState } from 'react'
import { usePageTitle } from '../../browser/page-title.ts'
import { Button, ButtonLink, EmptyState, IconButton, showToast, TextLink } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { CalibrationPart } from './calibration-part.tsx'
import { dayWords } from './level-words.ts'
import { keyOfRecord, type PracticeRecord, stepsOf, widestGap, withoutRecord, withRecord } from './progress.ts'
import { ProgressActions } from './progress-actions.tsx'
import { progressStore, useProgress } from './progress-store.ts'
import { StepList } from './step-list.tsx'

/** `/progress`: how one judges oneself over rounds, what to do next, and the stored rounds. */
export function ProgressPage() {
  usePageTitle(t`Your progress`)
  const progress = useProgress()
  const { records } = progress
  const steps = stepsOf(progress)
  const open = steps.filter(({ done }) => !done)
  const done = steps.filter((step) => step.done)
  return (
    <PageShell>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div>
          <h1 className="text-2xl font-semibold">{t`Your progress`}</h1>
          <p className="mt-1 text-sm text-ink-soft">
            {records.length === 0
              ? t`Kept only in this browser. Scores are practice.`
              : t`${plural(records.length, { one: '# round', other: '# rounds' })} as candidate, kept only in this browser. Scores are practice.`}
          </p>
        </div>
        <ProgressActions />
      </div>
      {records.length === 0 ? (
        <EmptyState
          className="mt-6 rounded-xl border border-line bg-surface"
          icon={<ChartLine />}
          title={t`No rounds here yet`}
          actions={
            <>
              <ButtonLink to="/" variant="primary">{t`Start a session`}</ButtonLink>
              <ButtonLink to="/sample">{t`See the sample session`}</ButtonLink>
              <ButtonLink to="/coach">{t`Coach’s view`}</ButtonLink>
            </>
          }
        >{t`Take a round as the candidate, score yourself and open the scores. The levels, your guesses and your next steps appear here, with a chart from the second round on. Practised in another browser? Save your progress as a file there and import it here. Rounds in which you were the interviewer or a mentor are in the coach’s view.`}</EmptyState>
      ) : (
        <div className="mt-6 flex flex-col gap-8">
          <CalibrationPart records={records} />
          <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-2">
            <section aria-labelledby="steps-title">
              <h2 id="steps-title" className="text-lg font-semibold">{t`Next steps`}</h2>
              {open.length > 0 ? (
                <StepList store={progressStore} label={t`Next steps`} steps={open} />
              ) : (
                <p className="mt-1 text-sm text-ink-soft">
                  {done.length > 0
                    ? t`All done.`
                    : t`None yet. A feedback point in a debrief can have one: a drill, a second take, or your own words.`}
                </p>
              )}
              {done.length > 0 && (
                <>
                  <h3 className="mt-4 text-sm font-medium text-ink-soft">{t`Done`}</h3>
                  <StepList store={progressStore} label={t`Done`} steps={done} />
                </>
              )}
            </section>
            <section aria-labelledby="rounds-title">
              <h2 id="rounds-title" className="text-lg font-semibold">{t`Rounds`}</h2>
              <Rounds records={records} />
            </section>
          </div>
        </div>
      )}
      {records.length > 0 && (
        <p className="mt-8 border-t border-line pt-4 text-sm text-ink-soft">
          <Trans>
            Do you interview or mentor others? See their rounds in the <TextLink to="/coach">coach’s view</TextLink>.
          </Trans>
        </p>
      )}
    </PageShell>
  )
}

const shownAtFirst = 8

function Rounds({ records }: { readonly records: readonly PracticeRecord[] }) {
  const [all, setAll] = useState(false)
  const remove = (record: PracticeRecord): void => {
    progressStore.change((progress) => withoutRecord(progress, record))
    showToast({
      tone: 'good',
      title: t`Removed from your progress`,
      words: record.case.title,
      action: { label: t`Undo`, onPress: () => progressStore.change((progress) => withRecord(progress, record)) },
    })
  }
  return (
    <>
      <ul className="mt-1 divide-y divide-line">
        {records.slice(0, all ? undefined : shownAtFirst).map((record) => {
          const gap = widestGap(record)
          return (
            <li key={keyOfRecord(record)} className="flex items-center gap-2 py-2">
              <div className="min-w-0 grow">
                <p className="truncate text-sm">
                  <TextLink to={`/s/${record.session}?round=${record.round}`}>
                    <bdi>{record.case.title}</bdi>
                  </TextLink>
                </p>
                <p className="text-xs text-ink-faint">
                  {[
                    dayWords(record.endedAt),
                    ...(record.isTake ? [t`second take`] : []),
                    ...(gap === null ? [] : [t`widest gap: ${gap.title}`]),
                  ].join(' · ')}
                </p>
              </div>
              <IconButton
                size="sm"
                label={t`Remove ${record.case.title} from your progress`}
                onPress={() => remove(record)}
              >
                <X aria-hidden="true" />
              </IconButton>
            </li>
          )
        })}
      </ul>
      {records.length > shownAtFirst && (
        <Button variant="quiet" size="sm" onPress={() => setAll(!all)}>
          {all ? t`Show fewer` : t`Show all ${records.length}`}
        </Button>
      )}
    </>
  )
}
