import { t } from '@lingui/core/macro'
import { EyeOff, Play } from 'lucide-react'
import { useParams } from 'react-router'
import { usePageTitle } from '../../browser/page-title.ts'
import { BackLink, Badge, Button, ButtonLink, EmptyState } from '../../design/index.ts'
import { PageShell } from '../../shell/page-shell.tsx'
import { DifficultyBadge } from '../prompt/difficulty-badge.tsx'
import { hasSeen, markSeen, unmarkSeen, useSeen } from '../seen/seen.ts'
import { Agenda } from './agenda.tsx'
import { type BankCase, useBank } from './bank.ts'
import { BankPending } from './bank-pending.tsx'
import { categorySentence, categoryTitle } from './category-words.ts'
import { statusSentence } from './status-words.ts'

/** The public part of one case, and the way to run it. */
export function CasePage() {
  const { caseId = '' } = useParams()
  const bank = useBank()
  const one = bank.kind === 'ready' ? bank.cases.find((each) => each.caseId === caseId) : undefined
  usePageTitle(one?.title ?? t`Case`)
  return (
    <PageShell>
      <BankPending what="case" />
      {bank.kind === 'ready' &&
        (one ? (
          <CaseView one={one} />
        ) : (
          <EmptyState
            isPage
            title={t`Case not found`}
            actions={<ButtonLink to="/bank" variant="primary">{t`Browse all cases`}</ButtonLink>}
          >{t`It may have been renamed. Sessions that used it keep their own copy.`}</EmptyState>
        ))}
    </PageShell>
  )
}

const Words = ({ title, words }: { readonly title: string; readonly words: readonly string[] }) => (
  <div>
    <h2 className="text-sm font-medium">{title}</h2>
    <ul className="mt-2 flex flex-wrap gap-1.5">
      {words.map((word) => (
        <li key={word}>
          <Badge>{word}</Badge>
        </li>
      ))}
    </ul>
  </div>
)

const CaseView = ({ one }: { readonly one: BankCase }) => {
  const seen = useSeen((state) => hasSeen(state.seen, one.caseId))
  return (
    <article>
      <BackLink to="/bank" className="mb-4">{t`All cases`}</BackLink>
      <div className="grid grid-cols-1 items-start gap-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-12 print:block">
        <div>
          <div className="flex flex-wrap gap-1.5">
            <Badge tone="info">{categoryTitle(one.category)}</Badge>
            <DifficultyBadge difficulty={one.difficulty} isOpinion={one.status === 'draft'} />
            {seen && <Badge>{t`Seen`}</Badge>}
          </div>
          <h1 className="mt-3 text-2xl font-semibold">{one.title}</h1>
          <p className="mt-1 text-sm text-ink-faint">
            {[one.company, ...one.parents].join(', ')} · {one.industry}
          </p>
          <p className="mt-2 max-w-prose text-sm text-ink-soft">{categorySentence(one.category)}</p>
          <blockquote className="mt-6 rounded-xl border border-line bg-surface p-5 text-lg shadow-1 sm:p-6 print:mt-4 print:p-4 print:shadow-none">
            {one.prompt}
          </blockquote>
          <div className="mt-6 flex flex-wrap gap-2 print:hidden">
            <ButtonLink to={`/?case=${one.caseId}`} variant="primary" size="lg">
              <Play aria-hidden="true" />
              {t`Run this case`}
            </ButtonLink>
            <Button size="lg" variant="quiet" onPress={() => (seen ? unmarkSeen(one.caseId) : markSeen(one.caseId))}>
              <EyeOff aria-hidden="true" />
              {seen ? t`I haven’t seen it` : t`I’ve seen this one`}
            </Button>
          </div>
          <p className="mt-2 text-sm text-ink-faint print:hidden">
            {seen
              ? t`It won’t come up as a random case. You can still choose it.`
              : t`The guide stays closed here. Only the interviewer gets it, during a session.`}
            {one.hasRun && ` ${t`Once you have scored your run, you can compare it with a recorded strong one.`}`}
          </p>
          <div className="mt-8 flex flex-col gap-5 print:mt-5 print:gap-4">
            <Words title={t`Skills`} words={one.skills} />
            <Words title={t`Topics`} words={one.topics} />
            <p className="max-w-prose text-sm text-ink-faint">
              {one.notice} {statusSentence(one.status)}{' '}
              {one.status === 'draft' && t`Until then the difficulty is its author’s opinion.`}
            </p>
          </div>
        </div>
        <section
          aria-labelledby="phases-title"
          className="rounded-xl border border-line bg-surface p-5 print:mt-5 print:p-4"
        >
          <h2 id="phases-title" className="mb-4 text-base font-semibold print:mb-3">{t`How the time is used`}</h2>
          <div className="flex flex-col gap-6 print:grid print:grid-cols-2">
            <Agenda one={one} cut={45} />
            <Agenda one={one} cut={20} />
          </div>
        </section>
      </div>
    </article>
  )
}
