import { entriesInTime } from '@greenroom/replay'
import { boardOf, readInterviewing } from '@greenroom/session'
import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, use, useEffect, useMemo } from 'react'
import { Button, Callout, cx, Loading } from '../../../design/index.ts'
import type { RoomProps } from '../../../live/room-props.ts'
import { momentWords } from '../../clock/moment.ts'
import { MomentAction } from '../../clock/moment-action.ts'
import { lengthWords } from '../../strip/strip-words.ts'
import type { RecordingSource } from '../evidence/use-recording.ts'

/** What the interviewer did, in figures: only they can read it. */
export function InterviewerPage({
  round,
  me,
  recording: { state, ask },
}: Pick<RoomProps, 'round' | 'me'> & { readonly recording: RecordingSource }) {
  useEffect(() => {
    if (state.kind === 'none') ask()
  }, [state.kind, ask])
  const action = use(MomentAction)
  const recording = state.kind === 'here' ? state.recording : null
  const page = useMemo(() => {
    if (recording === null) return null
    const document = boardOf(round.id)
    const edits = recording.edits.filter((edit) => edit.document === document)
    return readInterviewing(round, entriesInTime(recording.entries), edits, me)
  }, [recording, round, me])
  return (
    <section className="flex flex-col gap-2 print:block">
      <div className="print:mt-3 print:mb-2 print:break-after-avoid">
        <h3 className="text-sm font-medium text-ink">{t`How you interviewed`}</h3>
        <p className="text-sm text-ink-faint">{t`Only you see this part.`}</p>
      </div>
      {state.kind === 'failed' && (
        <Callout
          tone="danger"
          title={t`The recording could not be loaded`}
          actions={<Button size="sm" onPress={ask}>{t`Try again`}</Button>}
        >
          {state.message}
        </Callout>
      )}
      {state.kind === 'loading' && <Loading>{t`Loading the recording`}</Loading>}
      {page !== null && (
        <dl className="grid gap-2 sm:grid-cols-2 lg:grid-cols-5">
          <Figure title={t`Hints`} figure={String(page.hints.length)}>
            {page.hints.length === 0
              ? t`You gave none.`
              : page.hints.map(({ rung, at }) => (
                  <span key={at} className="block">
                    {t`hint ${rung} at ${momentWords(at, round.startedAt)}`} {action(at)}
                  </span>
                ))}
          </Figure>
          <Figure
            title={t`Before the first hint`}
            figure={page.firstHintAfter === null ? '–' : lengthWords(page.firstHintAfter)}
          >
            {page.firstHintAfter === null ? t`You gave none.` : t`into the round`}
          </Figure>
          <Figure title={t`Facts you offered`} figure={String(page.facts.volunteered)}>
            {page.facts.asked === 0 ? t`none asked for` : t`another ${page.facts.asked} asked for`}
            {page.facts.given > 0 && t`, ${page.facts.given} not marked`}
          </Figure>
          <Figure
            title={t`Longest quiet stretch`}
            figure={page.longestQuiet === null ? '–' : lengthWords(page.longestQuiet.length)}
          >
            {page.longestQuiet === null
              ? t`The clock did not run.`
              : t`from ${momentWords(page.longestQuiet.from, round.startedAt)}: no board edits, and nothing from you`}{' '}
            {page.longestQuiet !== null && action(page.longestQuiet.from)}
          </Figure>
          <Figure
            title={t`Your share of the edits`}
            figure={page.edits.all === 0 ? '–' : t`${Math.round((page.edits.own / page.edits.all) * 100)}%`}
          >
            {t`${page.edits.own} of ${plural(page.edits.all, { one: '# edit', other: '# edits' })}`}
          </Figure>
          <Figure title={t`Probes not asked`} figure={String(page.probesUnused.length)} className="col-span-full">
            {page.probesUnused.length > 0 && (
              <ul className="list-disc pl-4">
                {page.probesUnused.slice(0, shownProbes).map(({ id, text }) => (
                  <li key={id}>{text}</li>
                ))}
                {page.probesUnused.length > shownProbes && (
                  <li>
                    <Trans>and {page.probesUnused.length - shownProbes} more</Trans>
                  </li>
                )}
              </ul>
            )}
          </Figure>
        </dl>
      )}
    </section>
  )
}

const shownProbes = 3

function Figure({
  title,
  figure,
  className,
  children,
}: {
  readonly title: string
  readonly figure: string
  readonly className?: string
  readonly children: ReactNode
}) {
  return (
    <div className={cx('rounded-lg border border-line bg-raised px-3.5 py-2.5', className)}>
      <dt className="text-xs text-ink-faint">{title}</dt>
      <dd>
        <span className="tabular block text-lg font-semibold text-ink">{figure}</span>
        <span className="block text-sm text-ink-soft">{children}</span>
      </dd>
    </div>
  )
}
