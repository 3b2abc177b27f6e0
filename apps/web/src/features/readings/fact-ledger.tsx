import { type FactStanding, type LedgerFact, mayRelease, maySend, type Round, readFactLedger } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Check, Circle, Gift, HelpCircle, Send } from 'lucide-react'
import { type ReactNode, use } from 'react'
import { Button, cx, Segmented } from '../../design/index.ts'
import type { OpenBoard } from '../../live/room-context.ts'
import type { RoomProps } from '../../live/room-props.ts'
import { momentWords } from '../clock/moment.ts'
import { MomentAction } from '../clock/moment-action.ts'
import { PlaceFact } from './place-fact.tsx'

/** The order of the ledger, from the top. */
const standings: readonly FactStanding[] = ['asked', 'volunteered', 'given', 'open']
/** While somebody may still ask, nothing counts as never asked. */
function standingWords(standing: FactStanding, { status }: Pick<Round, 'status'>): string {
  switch (standing) {
    case 'asked':
      return t`asked`
    case 'volunteered':
      return t`offered`
    case 'given':
      return t`not marked`
    case 'open':
      return status === 'lobby' || status === 'running' ? t`not asked yet` : t`never asked`
  }
}
const icons: Readonly<Record<FactStanding, ReactNode>> = {
  asked: <Check aria-hidden="true" className="text-accent-ink" />,
  volunteered: <Gift aria-hidden="true" className="text-info-ink" />,
  given: <HelpCircle aria-hidden="true" className="text-ink-faint" />,
  open: <Circle aria-hidden="true" className="text-ink-faint" />,
}

/**
 * The facts of the case at a glance: which the candidate asked for, which were offered, and which nobody has asked for, with their times.
 * The interviewer gives them here, too, and says of a given one whether it was asked for.
 */
export function FactLedger(props: RoomProps & { readonly open: OpenBoard | null }) {
  const { round } = props
  const { facts, counts, unanswered } = readFactLedger(round)
  const shown = standings.filter((standing) => standing !== 'given' || counts.given > 0)
  return (
    <div className="flex flex-col gap-3">
      <dl aria-label={t`Facts in numbers`} className="flex gap-1.5">
        {shown.map((standing) => (
          <div
            key={standing}
            className="flex min-w-0 flex-1 flex-col-reverse justify-end rounded-md bg-sunken px-2 py-1.5"
          >
            <dt className="text-2xs leading-4 text-ink-faint">{standingWords(standing, round)}</dt>
            <dd className="tabular text-base font-semibold text-ink">{counts[standing]}</dd>
          </div>
        ))}
      </dl>
      <ul aria-label={t`Facts`} className="flex flex-col divide-y divide-line">
        {facts.toSorted(byTime).map((fact) => (
          <LedgerRow key={fact.fact} {...props} fact={fact} />
        ))}
      </ul>
      {unanswered.length > 0 && (
        <section>
          <h3 className="mb-1 text-xs font-medium text-ink-faint">{t`Asked, and the case has no data on it`}</h3>
          <ul className="flex flex-col gap-1 text-sm text-ink-soft">
            {unanswered.map(({ question, at }) => (
              <li key={`${at} ${question}`} className="flex items-baseline gap-2">
                <span dir="auto" className="min-w-0 grow break-words">
                  “{question}”
                </span>
                <Time at={at} startedAt={round.startedAt} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** What was given in its order, then what was not. */
const byTime = (a: LedgerFact, b: LedgerFact): number =>
  (a.givenAt ?? Number.POSITIVE_INFINITY) - (b.givenAt ?? Number.POSITIVE_INFINITY) || 0

function LedgerRow({
  fact,
  open,
  ...props
}: RoomProps & { readonly open: OpenBoard | null; readonly fact: LedgerFact }) {
  const { round } = props
  const given = round.facts.find((one) => one.fact === fact.fact)
  return (
    <li className="py-1.5">
      <p className="flex items-start gap-2 text-sm [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0">
        {icons[fact.standing]}
        <span className={cx('min-w-0 grow', fact.standing === 'open' ? 'text-ink-soft' : 'text-ink')}>
          {fact.label}
          <span className="sr-only">, {standingWords(fact.standing, round)}</span>
        </span>
        <Time at={fact.givenAt ?? fact.askedAt} startedAt={round.startedAt} />
        {!given && <GiveFact {...props} fact={fact} />}
      </p>
      {given && (
        <div className="mt-1 flex flex-wrap items-center justify-between gap-x-1 pl-6">
          <FactOrigin {...props} fact={fact} />
          <PlaceFact {...props} open={open} given={given} />
        </div>
      )}
    </li>
  )
}

/** For people who may give it now; nothing for everybody else. */
const GiveFact = ({ session, round, me, connected, send, fact }: RoomProps & { readonly fact: LedgerFact }) =>
  session.mode !== 'solo' && session.rounds.at(-1)?.id === round.id && mayRelease(session, me) ? (
    <Button
      size="sm"
      variant="quiet"
      className="-my-1.5 -mr-2"
      aria-label={t`Give: ${fact.label}`}
      isDisabled={!connected}
      onPress={() => void send({ kind: 'releaseFact', fact: fact.fact })}
    >
      <Send aria-hidden="true" />
      {t`Give`}
    </Button>
  ) : null

/** Whether the candidate asked for it: the interviewer says so in one press. */
function FactOrigin({ session, round, me, connected, send, fact }: RoomProps & { readonly fact: LedgerFact }) {
  const asked = { kind: 'setFactOrigin', fact: fact.fact, origin: 'asked' } as const
  if (session.mode === 'solo' || session.rounds.at(-1)?.id !== round.id || !maySend(session, me, asked)) return <span />
  return (
    <Segmented<'asked' | 'volunteered' | 'given'>
      label={t`How ${fact.label} came up`}
      hideLabel
      size="sm"
      className="w-36"
      isDisabled={!connected}
      options={[
        { id: 'asked', label: t`Asked` },
        { id: 'volunteered', label: t`Offered` },
      ]}
      value={fact.standing === 'open' ? 'given' : fact.standing}
      onChange={(origin) => origin !== 'given' && void send({ ...asked, origin })}
    />
  )
}

const Time = ({ at, startedAt }: { readonly at: number | null; readonly startedAt: number | null }) => {
  const action = use(MomentAction)
  return at === null || startedAt === null ? null : (
    <>
      <time className="tabular shrink-0 text-2xs leading-5 text-ink-faint" dateTime={new Date(at).toISOString()}>
        {momentWords(at, startedAt)}
      </time>
      {action(at)}
    </>
  )
}
