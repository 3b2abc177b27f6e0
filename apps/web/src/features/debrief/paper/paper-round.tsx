import {
  carriedScore,
  cutOf,
  holderOf,
  interviewerDimensions,
  judgesOf,
  loopRoundOf,
  maySeeInterviewing,
  type ParticipantId,
  scorersOf,
  seatIn,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import { type ReactNode, useId } from 'react'
import { isolated, nameIn, type RoomProps } from '../../../live/room-props.ts'
import { practiceWords, viewWords } from '../../../live/view-words.ts'
import { overallOf, scoreInWords } from '../../../words/score-words.ts'
import { PaperBoard } from '../../board/picture/paper-board.tsx'
import { momentWords } from '../../clock/moment.ts'
import { cardAtEnd } from '../../comments/card-words.ts'
import { CommentSummary, threadsByPerson } from '../../comments/comment-summary.tsx'
import { CaseAfterwards } from '../../desk/case-afterwards.tsx'
import { FactText } from '../../desk/fact-text.tsx'
import { LoopTable, readLoopOf } from '../../loops/loop-table.tsx'
import { stripPeople } from '../../replay/player/use-strip.ts'
import type { KeptRound } from '../../replay/source/kept-session.ts'
import { PaperStrip } from '../../strip/strip-view.tsx'
import type { RecordingSource } from '../evidence/use-recording.ts'
import { InterviewerPage } from '../interviewing/interviewer-page.tsx'
import { missingScorecards } from '../open-scores.ts'
import { nextWords } from '../points/next-words.ts'
import { carriedWords } from '../reveal/carried-words.ts'
import { gapRows, levelsGiven } from '../reveal/gap-rows.ts'
import { interviewerWords } from '../scorecard/interviewer-words.ts'
import './paper-round.css'

type Parts = Pick<RoomProps, 'session' | 'me'> & { readonly kept: KeptRound }

/**
 * One round's debrief for paper: everything that its reader may see, from the scores to the board, as headings, tables and lists, without
 * anything that can only be pressed.
 */
export function PaperRound({
  during,
  yardstick,
  recording,
  ...parts
}: Parts & {
  readonly recording: RecordingSource | null
  /** The interviewer's view of the round. */
  readonly during?: ReactNode
  /** The board beside the reference board. */
  readonly yardstick?: ReactNode
}) {
  const { session, me, kept } = parts
  const { round, guide, board } = kept
  const scored = round.status === 'scored'
  const number = session.rounds.findIndex(({ id }) => id === round.id) + 1
  const heading = session.rounds.length > 1 ? t`Debrief of round ${number}` : t`Debrief`
  const candidate = nameIn(session, holderOf(round, 'candidate'))
  const interviewer = holderOf(round, 'interviewer')
  const source = round.fork === null ? -1 : session.rounds.findIndex(({ id }) => id === round.fork?.from)
  return (
    // Where a browser prints nothing, and so never says that it is done, the page stays as it was.
    <article className="paper-round not-print:hidden" aria-label={heading}>
      <h1>{round.promptShownAt !== null && round.case ? `${heading}: ${round.case.title}` : heading}</h1>
      <p className="paper-soft">
        {viewWords(session, round, me)} {practiceWords()}
      </p>
      <p className="paper-soft">
        {interviewer === null
          ? t`Candidate: ${candidate}.`
          : t`Candidate: ${candidate}. Interviewer: ${nameIn(session, interviewer)}.`}{' '}
        {round.startedAt !== null &&
          t`${new Intl.DateTimeFormat('en-GB', { dateStyle: 'long' }).format(round.startedAt)}, ${cutOf(session, round)} minutes.`}
      </p>
      {source >= 0 && (
        <p className="paper-soft">
          {t`A second take of round ${source + 1}, from ${momentWords(round.fork?.at ?? 0, session.rounds[source]?.startedAt ?? null)}.`}
        </p>
      )}
      {round.promptShownAt !== null && round.case && (
        <blockquote className="whitespace-pre-line" dir="auto">
          {round.case.prompt}
        </blockquote>
      )}
      {round.focus && <p>{t`What ${nameIn(session, round.focus.by)} worked on: ${isolated(round.focus.words)}`}</p>}
      {scored ? <Scores {...parts} /> : <Sealed {...parts} />}
      {kept.strip && (
        <Part title={t`The round in one picture`}>
          <PaperStrip strip={kept.strip} people={stripPeople(session)} />
        </Part>
      )}
      <Points {...parts} />
      {scored && <Loop {...parts} />}
      {scored && <Interviewing {...parts} recording={recording} />}
      <Notes {...parts} />
      <Comments {...parts} />
      <Thoughts {...parts} />
      <Given {...parts} />
      {board && <PaperBoard {...board} title={t`Board`} />}
      {yardstick && <Part title={t`Yardstick`}>{yardstick}</Part>}
      {kept.beside && (
        <Part title={t`Reference run: ${kept.beside.title}`}>
          <PaperStrip strip={kept.beside.strip} people={stripPeople(kept.beside.session)} />
        </Part>
      )}
      {kept.beside && <PaperBoard {...kept.beside.board} title={t`Board of the reference run`} />}
      {during && scored && <Part title={t`What the interviewer followed`}>{during}</Part>}
      {scored && guide && (
        <Part title={t`The full case`}>
          <CaseAfterwards guide={guide} category={round.case?.category} />
        </Part>
      )}
    </article>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  )
}

function Loop({ session, kept: { round } }: Parts) {
  const candidate = holderOf(round, 'candidate')
  const reading = loopRoundOf(session, round) === null ? null : readLoopOf(session, candidate)
  if (reading === null) return null
  return (
    <Part title={reading.plan.title}>
      <LoopTable reading={reading} name={nameIn(session, candidate)} />
    </Part>
  )
}

function Comments({ session, kept: { round, board } }: Parts) {
  if (threadsByPerson(round).length === 0) return null
  return (
    <Part title={t`Comments`}>
      <CommentSummary
        session={session}
        round={round}
        most={Number.POSITIVE_INFINITY}
        cardOf={(item) => cardAtEnd(board?.view ?? null, item)}
      />
    </Part>
  )
}

function Scores({ session, kept: { round, guide } }: Parts) {
  const candidate = holderOf(round, 'candidate')
  const judges = judgesOf(round)
  const scorers = scorersOf(round)
  const guessed = candidate !== null && round.scorecards[candidate]?.guesses !== undefined
  const whose = (one: ParticipantId): string =>
    `${nameIn(session, one)} (${one === candidate ? t`self` : (seatIn(round, one) ?? t`left`)})`
  const rows = gapRows(round)
  const gapWordsOf = ({ id, gap }: (typeof rows)[number]): ReactNode => {
    const carried = carriedScore(session, round, id)
    return carried ? carriedWords(carried) : (gap ?? '–')
  }
  const dimensions = round.dimensions.map((one) => ({
    ...one,
    weight: guide?.rubric.find(({ id }) => id === one.id)?.weight ?? 1,
  }))
  return (
    <Part title={t`Scores`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t`Dimension`}</th>
            {scorers.map((one) => (
              <th key={one} scope="col">
                {whose(one)}
              </th>
            ))}
            {guessed && <th scope="col">{t`Guess`}</th>}
            <th scope="col">{t`Widest gap`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.title}</th>
              {scorers.map((one) => (
                <td key={one}>{scoreInWords(round.scorecards[one]?.scores[row.id]?.score)}</td>
              ))}
              {guessed && <td>{scoreInWords(row.guess)}</td>}
              <td>{gapWordsOf(row)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {missingScorecards(round).map(({ participant, seat }) => (
        <p key={participant} className="paper-soft">
          {t`${nameIn(session, participant)} (${seat}) has not scored this round.`}
        </p>
      ))}
      {judges.map((one) => {
        const overall = overallOf(dimensions, round.scorecards[one]?.scores ?? {}, round.fork !== null)
        return (
          overall && (
            <p key={one} className="mt-2">
              {t`Overall by ${whose(one)}: ${overall.mean.toFixed(1)} of 4, weighted.`}
              {overall.capped && t` A 1 in any dimension caps it at 2.`}
            </p>
          )
        )
      })}
      {rows.map((row) => {
        const levels = guide?.rubric.find(({ id }) => id === row.id)?.levels
        const lines = scorers.flatMap((one) => {
          const line = round.scorecards[one]?.scores[row.id]
          return line && (line.words !== '' || line.evidence.length > 0) ? [{ one, line }] : []
        })
        const given = levels ? levelsGiven(round, row.id, levels) : []
        if (lines.length === 0 && given.length === 0) return null
        return (
          <div key={row.id} className="paper-together">
            <h3>{row.title}</h3>
            {lines.map(({ one, line }) => (
              <div key={one}>
                <p>
                  <strong>
                    {whose(one)} {scoreInWords(line.score)}
                  </strong>
                </p>
                {line.words !== '' && <p dir="auto">{line.words}</p>}
                {line.evidence.length > 0 && (
                  <p className="paper-soft">
                    <Trans>Evidence: {line.evidence.map(({ label }) => label).join(' · ')}</Trans>
                  </p>
                )}
              </div>
            ))}
            {given.map(({ level, text, who }) => (
              <p key={level} className="paper-soft">
                {t`The rubric’s level ${level} (${who.map((one) => nameIn(session, one)).join(', ')}): ${text}`}
              </p>
            ))}
          </div>
        )
      })}
    </Part>
  )
}

function Sealed({ session, kept: { round } }: Parts) {
  const sealed = round.sealedBy.map((one) => nameIn(session, one)).join(', ')
  return (
    <Part title={t`Scores`}>
      <p>{sealed === '' ? t`The scores are not open yet.` : t`The scores are not open yet. Sealed: ${sealed}.`}</p>
    </Part>
  )
}

function Points({ session, kept: { round } }: Parts) {
  const points = Object.values(session.participants).flatMap(({ id }) =>
    (round.feedbackPoints[id] ?? []).map((point) => ({ id, point })),
  )
  const old = Object.values(session.participants).flatMap(({ id }) =>
    (['keep', 'stop', 'start'] as const).flatMap((kind) => {
      const words = round.takeaways[id]?.[kind]
      return words ? [{ id, kind, words }] : []
    }),
  )
  return (
    <>
      {points.length > 0 && (
        <Part title={t`Feedback points`}>
          {points.map(({ id, point }) => (
            <dl key={`${id} ${point.point}`} className="paper-point">
              <dt>{t`From`}</dt>
              <dd>{nameIn(session, id)}</dd>
              {point.evidence && <Line title={t`Where`} words={point.evidence.label} />}
              {point.gap !== '' && <Line title={t`Gap`} words={point.gap} />}
              {point.next && <Line title={t`Next`} words={nextWords(round, point.next)} />}
            </dl>
          ))}
        </Part>
      )}
      {old.length > 0 && (
        <Part title={t`Keep, stop, start`}>
          <ul>
            {old.map(({ id, kind, words }) => (
              <li key={`${id} ${kind}`} dir="auto">
                <strong>
                  {{ keep: t`Keep`, stop: t`Stop`, start: t`Start` }[kind]} ({nameIn(session, id)}):
                </strong>{' '}
                {words}
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}

function Line({ title, words }: { readonly title: string; readonly words: string }) {
  return (
    <>
      <dt>{title}</dt>
      <dd dir="auto">{words}</dd>
    </>
  )
}

function Interviewing({ me, kept: { round }, recording }: Parts & { readonly recording: RecordingSource | null }) {
  const candidate = holderOf(round, 'candidate')
  const about = candidate === null ? undefined : round.scorecards[candidate]?.aboutInterviewer
  const rated = interviewerDimensions.filter((one) => about?.[one] !== undefined)
  const own = recording?.state.kind === 'here' && maySeeInterviewing(round, me)
  if (rated.length === 0 && !own) return null
  return (
    <Part title={t`Interviewing`}>
      <ul>
        {rated.map((one) => {
          const view = about?.[one]
          const { title, levels } = interviewerWords[one]
          return (
            <li key={one} dir="auto">
              <strong>
                {title} {scoreInWords(view?.score)}
              </strong>
              {typeof view?.score === 'number' && `: ${levels[view.score]}`} {view?.words}
            </li>
          )
        })}
      </ul>
      {own && <InterviewerPage round={round} me={me} recording={recording} />}
    </Part>
  )
}

function Notes({ session, me, kept: { round } }: Parts) {
  const notes = round.notes.filter((note) => note.shared || note.by === me)
  if (notes.length === 0) return null
  return (
    <Part title={t`Notes`}>
      <ul>
        {notes.map((note) => (
          <li key={`${note.by} ${note.note}`} className="whitespace-pre-line" dir="auto">
            <strong>
              {momentWords(note.at, round.startedAt)} {nameIn(session, note.by)}
              {!note.shared && t` (only you see this)`}:
            </strong>{' '}
            {note.words}
          </li>
        ))}
      </ul>
    </Part>
  )
}

function Thoughts({ kept: { round, board, thoughts } }: Parts) {
  const time = (at: number): string => momentWords(at, round.startedAt)
  const texts = new Map([...(board?.view.items.values() ?? [])].map(({ id, text }) => [id as string, text]))
  return (
    <>
      {thoughts.length > 0 && (
        <Part title={t`Your think tray`}>
          <p className="paper-soft">{t`Only you see this.`}</p>
          <ul>
            {thoughts.map(({ item, text, formedAt, sharedAt }) => (
              <li key={item} dir="auto">
                {text}{' '}
                <span className="paper-soft">
                  {sharedAt === null
                    ? t`(thought ${time(formedAt)}, kept in the tray)`
                    : t`(thought ${time(formedAt)}, on the board ${time(sharedAt)})`}
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {round.openedThoughts !== null && round.openedThoughts.length > 0 && (
        <Part title={t`Thought first, shared later`}>
          <ul>
            {round.openedThoughts.map(({ item, formedAt, sharedAt }) => (
              <li key={item} dir="auto">
                {texts.get(item) ?? t`a card that was removed`}{' '}
                <span className="paper-soft">{t`(thought ${time(formedAt)}, shared ${time(sharedAt)})`}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </>
  )
}

function Given({ kept: { round } }: Parts) {
  if (round.facts.length + round.hints.length + round.curveballs.length === 0) return null
  return (
    <Part title={t`Given to the candidate`}>
      {round.facts.map((fact) => (
        <div key={fact.fact} className="paper-together">
          <h3>{t`Fact: ${fact.label}`}</h3>
          <FactText text={fact.text} />
        </div>
      ))}
      {round.hints.length + round.curveballs.length > 0 && (
        <>
          <h3>{t`Hints and curveballs`}</h3>
          <ul>
            {round.hints.map(({ hint, rung, text }) => (
              <li key={hint}>{t`Hint ${rung}: ${text}`}</li>
            ))}
            {round.curveballs.map(({ curveball, text }) => (
              <li key={curveball}>{t`Curveball: ${text}`}</li>
            ))}
          </ul>
        </>
      )}
    </Part>
  )
}
