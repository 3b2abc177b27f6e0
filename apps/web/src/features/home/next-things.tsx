import { plural, t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { CalendarClock, ChartLine, Dices, Scale, Target, X } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { Button, ButtonLink, Callout, IconButton, showToast, TextLink } from '../../design/index.ts'
import { scoreInWords } from '../../words/score-words.ts'
import { useBank } from '../bank/bank.ts'
import { categoryTitle } from '../bank/category-words.ts'
import { noDrawFilters } from '../bank/draw-filters.ts'
import { levelWords } from '../progress/level-words.ts'
import {
  type KeptAppointment,
  nextAppointment,
  openSteps,
  type PracticeRecord,
  widestGap,
  withAppointment,
  withoutAppointment,
} from '../progress/progress.ts'
import { progressStore, useProgress } from '../progress/progress-store.ts'
import { drawForWeakness, type Weakness, weakestDimension } from '../progress/same-weakness.ts'
import { StepList } from '../progress/step-list.tsx'
import { recents } from '../recents/browser-recents.ts'
import { useSeen } from '../seen/seen.ts'
import { createSession } from './create-session.ts'
import { emptyStartForm, type StartForm } from './start-form.ts'

const shownSteps = 3

const Part = ({
  icon,
  title,
  children,
  actions,
}: {
  readonly icon: ReactNode
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
}) => (
  <section aria-label={title} className="flex gap-3.5 border-t border-line py-4">
    <span
      aria-hidden="true"
      className="grid size-9 shrink-0 place-items-center rounded-lg bg-accent-soft text-accent-ink [&_svg]:size-4.5"
    >
      {icon}
    </span>
    <div className="min-w-0 grow">
      <h2 className="text-xs font-medium text-ink-faint">{title}</h2>
      {children}
      {actions && <div className="mt-2.5 flex flex-wrap gap-2">{actions}</div>}
    </div>
  </section>
)

/** For somebody who has practised in this browser: what to do next, the most certain first. */
export function NextThings({ onStart }: { readonly onStart: (form: StartForm) => void }) {
  const progress = useProgress()
  const [now] = useState(() => Date.now())
  const steps = openSteps(progress)
  const appointment = nextAppointment(progress, now)
  const [last] = progress.records
  const weakness = useMemo(() => weakestDimension(progress.records), [progress.records])
  const more = steps.length - shownSteps
  return (
    <div>
      <h1 className="text-2xl font-semibold sm:text-3xl">{t`What’s next`}</h1>
      <p className="mt-2 mb-5 text-base text-ink-soft">
        {steps.length > 0
          ? plural(steps.length, {
              one: 'One step from your debriefs is open.',
              other: '# steps from your debriefs are open.',
            })
          : t`No steps from your debriefs are open. Take another case, or look back.`}
      </p>
      {appointment !== null && <Appointment appointment={appointment} />}
      {steps.length > 0 && (
        <Part icon={<Target />} title={t`Open next steps`}>
          <StepList store={progressStore} label={t`Open next steps`} steps={steps.slice(0, shownSteps)} />
          {more > 0 && (
            <TextLink to="/progress" className="text-sm">
              {plural(more, { one: '# more step', other: '# more steps' })}
            </TextLink>
          )}
        </Part>
      )}
      {last !== undefined && <LastGap record={last} />}
      {weakness !== null && <SameWeakness weakness={weakness} onStart={onStart} />}
      <div className="border-t border-line pt-4">
        <ButtonLink to="/progress" size="sm">
          <ChartLine aria-hidden="true" />
          {t`Your progress`}
        </ButtonLink>
      </div>
    </div>
  )
}

const Appointment = ({ appointment }: { readonly appointment: KeptAppointment }) => {
  const when = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' }).format(appointment.start)
  const remove = () => {
    progressStore.change((progress) => withoutAppointment(progress, appointment))
    showToast({
      tone: 'good',
      title: t`Appointment removed`,
      words: t`Your calendar still has it.`,
      action: {
        label: t`Undo`,
        onPress: () => progressStore.change((progress) => withAppointment(progress, appointment)),
      },
    })
  }
  return (
    <Part
      icon={<CalendarClock />}
      title={t`Next appointment`}
      actions={<ButtonLink size="sm" to={`/s/${appointment.session}`}>{t`Open the session`}</ButtonLink>}
    >
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="text-base font-medium">{when}</p>
          <p className="text-sm text-ink-soft">
            <bdi>{appointment.title}</bdi>
          </p>
        </div>
        <IconButton size="sm" label={t`Remove the appointment`} onPress={remove}>
          <X aria-hidden="true" />
        </IconButton>
      </div>
    </Part>
  )
}

const LastGap = ({ record }: { readonly record: PracticeRecord }) => {
  const gap = widestGap(record)
  if (gap === null) return null
  return (
    <Part
      icon={<Scale />}
      title={t`Widest gap of your last round`}
      actions={
        <ButtonLink size="sm" to={`/s/${record.session}?round=${record.round}`}>{t`Open the debrief`}</ButtonLink>
      }
    >
      <p className="text-base font-medium">{gap.title}</p>
      <p className="text-sm text-ink-soft">
        <Trans>
          You said {scoreInWords(gap.own ?? undefined)}, and were given {scoreInWords(gap.given ?? undefined)}, in{' '}
          <bdi>{record.case.title}</bdi>.
        </Trans>
      </p>
    </Part>
  )
}

/** A draw by the weakest dimension among cases that this browser has not seen. Which case it is appears in the round. */
const SameWeakness = ({
  weakness,
  onStart,
}: {
  readonly weakness: Weakness
  readonly onStart: (form: StartForm) => void
}) => {
  const navigate = useNavigate()
  const bank = useBank()
  const seen = useSeen((state) => state.seen)
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const draw = useMemo(
    () =>
      bank.kind === 'ready' ? drawForWeakness(weakness, bank.cases, new Set(seen.map(({ caseId }) => caseId))) : null,
    [bank, seen, weakness],
  )
  const form = (part: Partial<StartForm>): StartForm => ({
    ...emptyStartForm(recents.name(), null),
    filters: { ...noDrawFilters, category: draw?.category ?? weakness.category },
    except: draw?.except ?? [],
    focus: weakness.title,
    ...part,
  })
  const alone = form({ mode: 'solo' })
  const start = async () => {
    if (alone.name === '') return onStart(alone)
    setBusy(true)
    const answer = await createSession(alone)
    setBusy(false)
    if (answer.ok) void navigate(`/s/${answer.value.session}`)
    else setRefused(answer.message)
  }
  if (bank.kind === 'ready' && draw === null)
    return (
      <Part icon={<Dices />} title={t`Same weakness, another product`}>
        <p className="text-sm text-ink-soft">
          <Trans>
            You have seen every case that exercises {weakness.title}.{' '}
            <TextLink to="/bank/own">Write a case yourself</TextLink>, or take one of your rounds again.
          </Trans>
        </p>
      </Part>
    )
  return (
    <Part
      icon={<Dices />}
      title={t`Same weakness, another product`}
      actions={
        <>
          <Button size="sm" isPending={busy} isDisabled={draw === null} onPress={() => void start()}>
            {t`Random case, on my own`}
          </Button>
          <Button
            size="sm"
            isDisabled={draw === null}
            onPress={() => onStart(form({ seats: { peer: 'candidate', coaching: 'candidate' } }))}
          >
            {t`With a partner`}
          </Button>
        </>
      }
    >
      <p className="text-base font-medium">
        <Trans>
          {weakness.title}: {levelWords(weakness.level)} of 4
        </Trans>
      </p>
      <p className="text-sm text-ink-soft">
        {draw === null
          ? bank.kind === 'failed'
            ? bank.message
            : t`Looking for cases that you haven’t seen.`
          : t`${plural(draw.left, { one: '# unseen case', other: '# unseen cases' })} in ${categoryTitle(draw.category)}. You’ll find out which one in the round.`}
      </p>
      {refused && (
        <Callout tone="danger" role="alert" className="mt-2">
          {refused}
        </Callout>
      )}
    </Part>
  )
}
