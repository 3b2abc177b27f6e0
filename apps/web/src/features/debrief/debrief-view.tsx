import type { BoardView, Framework } from '@greenroom/board'
import { currentRound, holderOf, holdersOf, isDeskSeat, seatIn } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { Copy, Download, History, Lock, LockOpen, RotateCcw } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { copyText } from '../../browser/copy-text.ts'
import { Badge, Button, ButtonLink, Callout, Menu, MenuItem, MenuTrigger, showToast } from '../../design/index.ts'
import { may } from '../../live/may.ts'
import { useUnsentWords } from '../../live/room-draft.ts'
import { nameIn, type RoomProps } from '../../live/room-props.ts'
import { isLeftBehind, UnsentWordsList } from '../../live/unsent-words.tsx'
import { useGuide } from '../desk/use-guide.ts'
import { FocusFirst } from '../thinking/focus-line.tsx'
import { CaseAfterwards } from './case-afterwards.tsx'
import { debriefToJson } from './debrief-json.ts'
import { debriefToMarkdown } from './debrief-markdown.ts'
import { DebriefNotes } from './debrief-notes.tsx'
import { evidenceChoices } from './evidence-choices.ts'
import { NextRound } from './next-round.tsx'
import { openOffer } from './open-scores.ts'
import { ScoreComparison } from './score-comparison.tsx'
import { ScorecardForm } from './scorecard-form.tsx'
import { Takeaways } from './takeaways.tsx'

/** Judging together: both score first, both open together, then what to keep, stop and start. */
export function DebriefView(
  props: RoomProps & { readonly board: { readonly view: BoardView; readonly framework: Framework } | null },
) {
  const { session, round, me, connected, send, board } = props
  const parsed = useGuide(round)
  const guide = parsed === 'unreadable' ? null : parsed
  const choices = useMemo(() => evidenceChoices(round, board), [round, board])
  // Seats of this round, which may be an earlier one.
  const seat = seatIn(round, me)
  const isCurrent = currentRound(session)?.id === round.id
  const scored = round.status === 'scored'
  const judges = seat === 'candidate' || seat === 'interviewer' || seat === 'mentor'
  // A note of this round still has its field, below.
  const unsent = useUnsentWords(session.session ?? '', me).filter(
    (one) => isLeftBehind(one) && !(judges && one.field === 'note' && one.round === round.id),
  )
  const top = useRef<HTMLElement>(null)
  const scoredBefore = useRef(scored)
  // What everybody waited for stands on top; it comes into view for somebody who has just sealed at the bottom.
  useEffect(() => {
    if (scored && !scoredBefore.current) top.current?.scrollIntoView()
    scoredBefore.current = scored
  }, [scored])
  const late =
    scored && !may(session, me, { kind: 'sealScorecard', scorecard: { scores: {} }, round: round.id }).refused
  const mayWrite = judges && session.status.kind === 'open'
  const markdown = (): string => debriefToMarkdown(session, round, guide, board)
  const fileName = `debrief-${round.case?.caseId ?? 'session'}${session.rounds.length > 1 ? `-${round.id}` : ''}`
  return (
    <div className="mx-auto flex w-full max-w-5xl flex-col gap-8 px-4 py-6 sm:px-6">
      <FocusFirst {...props} />
      <header ref={top} className="scroll-mt-6 flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0">
          <h1 className="text-xl font-semibold text-ink">
            {session.rounds.length > 1 ? t`Debrief of round ${session.rounds.indexOf(round) + 1}` : t`Debrief`}
          </h1>
          <p className="mt-0.5 text-sm text-ink-soft">
            {scored
              ? t`The scores are open. Start with the widest gap.`
              : session.mode === 'solo'
                ? t`Score yourself; then the full case opens.`
                : t`Score on your own first. The scorecards then open together.`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          {isCurrent && !may(session, me, { kind: 'reopenRound' }).refused && (
            <Button isDisabled={!connected} onPress={() => void send({ kind: 'reopenRound' })}>
              <RotateCcw aria-hidden="true" />
              {t`Reopen the round`}
            </Button>
          )}
          <Button
            onPress={() =>
              void copyText(markdown()).then((done) =>
                showToast(
                  done
                    ? { tone: 'good', title: t`Debrief copied` }
                    : { tone: 'danger', title: t`The browser blocked copying`, words: t`Download it instead.` },
                ),
              )
            }
          >
            <Copy aria-hidden="true" />
            <span>
              <Trans>
                Copy<span className="max-sm:sr-only"> as Markdown</span>
              </Trans>
            </span>
          </Button>
          <MenuTrigger>
            <Button>
              <Download aria-hidden="true" />
              {t`Download`}
            </Button>
            <Menu
              aria-label={t`Download the debrief`}
              placement="bottom end"
              onAction={(key) =>
                key === 'json'
                  ? download(`${fileName}.json`, 'application/json', debriefToJson(session, round, board, me))
                  : download(`${fileName}.md`, 'text/markdown', markdown())
              }
            >
              <MenuItem id="markdown" description={t`To read and to share`}>{t`Markdown`}</MenuItem>
              <MenuItem id="json" description={t`Everything, as data`}>{t`JSON`}</MenuItem>
            </Menu>
          </MenuTrigger>
          <ButtonLink variant={scored ? 'primary' : 'secondary'} to={`/s/${session.session}/replay`}>
            <History aria-hidden="true" />
            {t`Replay`}
          </ButtonLink>
        </div>
      </header>

      <UnsentWordsList unsent={unsent} save={judges ? props : null} />

      {scored ? (
        <Part title={t`Scores`}>
          <ScoreComparison session={session} round={round} guide={guide} />
        </Part>
      ) : (
        <Part title={seat === 'candidate' ? t`Your self-score` : judges ? t`Your scorecard` : t`Scorecards`}>
          <SealedState {...props} />
          {judges ? (
            <ScorecardForm key={round.id} {...props} guide={guide} choices={choices} own={seat === 'candidate'} />
          ) : (
            <Callout>{t`Observers don’t score. You will see both scorecards when they open.`}</Callout>
          )}
          {round.sealedBy.length > 0 && session.mode !== 'solo' && <OpenAnyway {...props} />}
        </Part>
      )}

      {late && (
        <Part
          title={t`Your scorecard`}
          lead={t`The scores were opened before you sealed yours. Add it now, and everybody sees it beside the others.`}
        >
          <ScorecardForm key={round.id} {...props} guide={guide} choices={choices} own={seat === 'candidate'} late />
        </Part>
      )}

      <Part
        title={t`Keep, stop, start`}
        lead={
          judges
            ? t`One point each. Describe what happened, not the person.`
            : t`What the interviewer, the candidate and the mentor write down.`
        }
      >
        <Takeaways {...props} writes={mayWrite} />
      </Part>

      {(judges || round.notes.length > 0) && (
        <Part
          title={isDeskSeat(seat) ? t`Notes and guide` : t`Notes`}
          lead={judges ? t`Your notes stay private until you share them, now or later.` : undefined}
        >
          <DebriefNotes {...props} />
        </Part>
      )}

      {scored && guide && (
        <Part title={t`The full case`}>
          <CaseAfterwards guide={guide} />
        </Part>
      )}

      {isCurrent && !may(session, me, { kind: 'openNextRound', swapSeats: false }).refused && (
        <Part
          title={t`Next round`}
          lead={t`A new case on a new board. This round’s debrief stays here, and in the replay.`}
        >
          <NextRound {...props} />
        </Part>
      )}
    </div>
  )
}

const Part = ({
  title,
  lead,
  children,
}: {
  readonly title: string
  readonly lead?: string | undefined
  readonly children: ReactNode
}) => (
  <section className="flex flex-col gap-3">
    <div>
      <h2 className="text-lg font-semibold text-ink">{title}</h2>
      {lead && <p className="text-sm text-ink-soft">{lead}</p>}
    </div>
    {children}
  </section>
)

/** Who has sealed, and nothing of what. */
const SealedState = ({ session, round, me }: RoomProps) => {
  const people = [holderOf(round, 'candidate'), holderOf(round, 'interviewer'), ...holdersOf(round, 'mentor')].filter(
    (one) => one !== null,
  )
  return (
    <ul className="flex flex-wrap gap-2" aria-live="polite">
      {people.map((one) => {
        const sealed = round.sealedBy.includes(one)
        return (
          <li key={one}>
            <Badge tone={sealed ? 'accent' : 'neutral'}>
              {sealed ? <Lock aria-hidden="true" /> : <LockOpen aria-hidden="true" />}
              {one === me
                ? sealed
                  ? t`You have sealed`
                  : t`You have not sealed yet`
                : `${nameIn(session, one)} ${sealed ? t`has sealed` : session.absent.includes(one) ? t`is away` : t`is still scoring`}`}
            </Badge>
          </li>
        )
      })}
    </ul>
  )
}

/** Nobody waits for a scorecard that cannot come, nor for a mentor's without wanting to. */
const OpenAnyway = ({ session, me, round, connected, send }: RoomProps) => {
  if (may(session, me, { kind: 'openScores' }).refused) return null
  const { title, words, button } = openOffer(session, round, (one) => nameIn(session, one))
  return (
    <Callout
      tone="warn"
      title={title}
      actions={
        <Button size="sm" isDisabled={!connected} onPress={() => void send({ kind: 'openScores', round: round.id })}>
          {button}
        </Button>
      }
    >
      {words}
    </Callout>
  )
}

function download(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
