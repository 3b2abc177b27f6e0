import { plural, t } from '@lingui/core/macro'
import { Download, Trash2, UsersRound, X } from 'lucide-react'
import { useState } from 'react'
import { download } from '../../browser/download.ts'
import { usePageTitle } from '../../browser/page-title.ts'
import {
  Badge,
  Button,
  type Choice,
  ConfirmDialog,
  EmptyState,
  IconButton,
  Select,
  Switch,
  showToast,
  TextLink,
} from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { type DimensionHistory, dimensionHistories } from '../progress/calibration.ts'
import { dayWords, differenceWords, levelWords } from '../progress/level-words.ts'
import {
  keyOfRecord,
  merged,
  type NextThing,
  noProgress,
  openSteps,
  type PracticeRecord,
  withoutRecord,
  withRecord,
} from '../progress/progress.ts'
import { progressToFile } from '../progress/progress-file.ts'
import { StepList } from '../progress/step-list.tsx'
import { AddSessions } from './add-sessions.tsx'
import { coachStore, useCoached } from './coach-store.ts'
import { type CoachedPerson, coachedPeople } from './coached.ts'

const every = 'every'

/** `/coach`: the people whom somebody interviewed or mentored, with levels, last points and open next steps. */
export function CoachPage() {
  usePageTitle(t`Coach’s view`)
  const coached = useCoached()
  const [who, setWho] = useState(every)
  const [dimension, setDimension] = useState(every)
  const [onlyOpen, setOnlyOpen] = useState(false)
  const [asking, setAsking] = useState(false)
  const people = coachedPeople(coached.records)
  const dimensions = dimensionHistories(coached.records)
  const shown = people
    .map((person) => ({
      person,
      histories: dimensionHistories(person.records).filter(({ id }) => dimension === every || `d-${id}` === dimension),
      steps: openSteps({ records: person.records, marks: coached.marks }),
    }))
    .filter(
      ({ person, histories, steps }) =>
        (who === every || person.key === who) && histories.length > 0 && (!onlyOpen || steps.length > 0),
    )
  const candidates: readonly Choice[] = [
    { id: every, label: t`Every candidate` },
    ...people.map(({ key, name }) => ({ id: key, label: name })),
  ]
  const named: readonly Choice[] = [
    { id: every, label: t`Every dimension` },
    ...dimensions.map(({ id, title }) => ({ id: `d-${id}`, label: title })),
  ]
  return (
    <PageShell>
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="max-w-2xl">
          <h1 className="text-2xl font-semibold">{t`Coach’s view`}</h1>
          <p className="mt-1 text-sm text-ink-soft">{t`The rounds you interviewed or mentored, by candidate. This page is put together in your browser and stays there; it requests only the sessions you add. Scores are practice.`}</p>
        </div>
        {coached.records.length > 0 && (
          <div className="flex flex-wrap gap-2">
            <Button onPress={() => download('greenroom-coach.json', 'application/json', progressToFile(coached))}>
              <Download aria-hidden="true" />
              {t`Save as file`}
            </Button>
            <Button onPress={() => setAsking(true)}>
              <Trash2 aria-hidden="true" />
              {t`Remove all`}
            </Button>
          </div>
        )}
      </div>
      <div className="mt-5 flex flex-col gap-6">
        <AddSessions />
        {coached.records.length === 0 ? (
          <EmptyState icon={<UsersRound />} title={t`No candidates yet`}>
            {t`Add a session whose scores are open. Its candidate appears here with levels over time, the latest feedback points and open next steps.`}
          </EmptyState>
        ) : (
          <section aria-label={t`Candidates`} className="flex flex-col gap-4">
            <div className="flex flex-wrap items-center gap-3">
              <Select
                aria-label={t`Candidate`}
                className="w-56 max-sm:w-full"
                choices={candidates}
                value={who}
                onChange={(key) => setWho(String(key ?? every))}
              />
              <Select
                aria-label={t`Dimension`}
                className="w-56 max-sm:w-full"
                choices={named}
                value={dimension}
                onChange={(key) => setDimension(String(key ?? every))}
              />
              <Switch isSelected={onlyOpen} onChange={setOnlyOpen}>{t`With open next steps only`}</Switch>
            </div>
            <p role="status" className="text-sm text-ink-faint">
              {plural(shown.length, { 0: 'No candidate matches.', one: '# candidate', other: '# candidates' })}
            </p>
            {shown.map((one) => (
              <Candidate key={one.person.key} {...one} />
            ))}
          </section>
        )}
      </div>
      <ConfirmDialog
        title={t`Remove everyone from this page?`}
        confirm={t`Remove all`}
        isOpen={asking}
        onOpenChange={setAsking}
        onConfirm={() => {
          const before = coached
          coachStore.change(() => noProgress)
          showToast({
            tone: 'good',
            title: t`Everyone was removed`,
            action: { label: t`Undo`, onPress: () => coachStore.change((now) => merged(now, before)) },
          })
        }}
      >{t`The sessions stay on the server, and can be added again.`}</ConfirmDialog>
    </PageShell>
  )
}

const cell = 'px-2 py-1.5 text-right tabular'

function Candidate({
  person,
  histories,
  steps,
}: {
  readonly person: CoachedPerson
  readonly histories: readonly DimensionHistory[]
  readonly steps: readonly NextThing[]
}) {
  const { records, name } = person
  const [last] = records
  return (
    <article
      aria-label={name}
      className="grid grid-cols-1 items-start gap-x-8 gap-y-5 rounded-xl border border-line bg-surface p-4 sm:p-5 lg:grid-cols-2"
    >
      <header className="flex flex-wrap items-baseline gap-x-3 gap-y-1 lg:col-span-2">
        <h2 className="text-lg font-semibold">
          <bdi>{name}</bdi>
        </h2>
        <p className="text-sm text-ink-soft">
          {plural(records.length, { one: '# round', other: '# rounds' })}
          {last && ` · ${t`last on ${dayWords(last.endedAt)}`}`}
        </p>
        {steps.length > 0 && (
          <Badge tone="accent">{plural(steps.length, { one: '# open step', other: '# open steps' })}</Badge>
        )}
      </header>
      <div className="flex min-w-0 flex-col gap-5">
        <Levels histories={histories} />
        <Sessions records={records} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <section aria-label={t`Open next steps`}>
          <h3 className="text-sm font-medium text-ink-soft">{t`Open next steps`}</h3>
          {steps.length === 0 ? (
            <p className="mt-1 text-sm text-ink-soft">{t`None.`}</p>
          ) : (
            <StepList store={coachStore} takes={false} label={t`Open next steps`} steps={steps} />
          )}
        </section>
        {last && <LastPoints record={last} />}
      </div>
    </article>
  )
}

/** Levels given, oldest first, and how far the candidate's own are from them. */
function Levels({ histories }: { readonly histories: readonly DimensionHistory[] }) {
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full text-sm">
        <caption className="sr-only">{t`Levels`}</caption>
        <thead className="text-xs text-ink-faint">
          <tr>
            <th scope="col" className="px-2 py-1.5 text-left font-medium">{t`Dimension`}</th>
            <th scope="col" className={`${cell} font-medium`}>{t`Given`}</th>
            <th scope="col" className={`${cell} font-medium`}>{t`Self-score differs by`}</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {histories.map(({ id, title, rows, ownOver, ownApart }) => (
            <tr key={id}>
              <th scope="row" className="px-2 py-1.5 text-left font-normal">
                {title}
              </th>
              <td className={`${cell} font-semibold whitespace-nowrap`}>
                {rows
                  .slice(-4)
                  .map(({ given }) => levelWords(given))
                  .join(' → ')}
              </td>
              <td className={`${cell} text-ink-soft`}>{differenceWords({ ownOver, ownApart })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Sessions({ records }: { readonly records: readonly PracticeRecord[] }) {
  const remove = (record: PracticeRecord): void => {
    coachStore.change((now) => withoutRecord(now, record))
    showToast({
      tone: 'good',
      title: t`Removed from this page`,
      words: record.case.title,
      action: { label: t`Undo`, onPress: () => coachStore.change((now) => withRecord(now, record)) },
    })
  }
  return (
    <section aria-label={t`Rounds`}>
      <h3 className="text-sm font-medium text-ink-soft">{t`Rounds`}</h3>
      <ul className="divide-y divide-line">
        {records.map((record) => (
          <li key={keyOfRecord(record)} className="flex items-center gap-2 py-1.5 text-sm">
            <TextLink to={`/s/${record.session}?round=${record.round}`} className="min-w-0 truncate">
              <bdi>{record.case.title}</bdi>
            </TextLink>
            <span className="ml-auto shrink-0 text-xs text-ink-faint">{dayWords(record.endedAt)}</span>
            <IconButton size="sm" label={t`Remove ${record.case.title} from this page`} onPress={() => remove(record)}>
              <X aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

function LastPoints({ record }: { readonly record: PracticeRecord }) {
  const points = record.points.filter(({ gap, where }) => gap !== '' || where !== '')
  return (
    <section aria-label={t`Last points`}>
      <h3 className="text-sm font-medium text-ink-soft">{t`Last points`}</h3>
      {points.length === 0 ? (
        <p className="mt-1 text-sm text-ink-soft">{t`The last round has no feedback points.`}</p>
      ) : (
        <ul className="mt-1 flex flex-col gap-2">
          {points.map((point) => (
            <li key={`${point.by} ${point.point}`} className="border-l-2 border-line-strong pl-3 text-sm break-words">
              <p className="text-ink" dir="auto">
                {point.gap || point.where}
              </p>
              <p className="text-xs text-ink-faint">
                {point.gap && point.where !== '' && (
                  <>
                    <bdi>{point.where}</bdi>
                    {' · '}
                  </>
                )}
                {t`from ${point.name}`}
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
