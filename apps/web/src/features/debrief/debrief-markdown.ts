import { type BoardView, boardToMarkdown, type Framework, inlineMarkdown as inline } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import { compareBoards } from '@greenroom/replay'
import {
  holderOf,
  interviewerDimensions,
  judgesOf,
  type ParticipantId,
  type Round,
  type SessionState,
  seatIn,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { nameIn } from '../../live/room-props.ts'
import { overallOf, scoreInWords } from '../../words/score-words.ts'
import { blocksOf } from '../desk/fact-text.tsx'
import { nextWords } from './points/next-words.ts'
import { gapRows } from './reveal/gap-rows.ts'
import { interviewerWords } from './scorecard/interviewer-words.ts'
import { markTitle } from './yardstick/mark-words.ts'
import { cardsInOrder, writtenItems } from './yardstick/reference-items.ts'
import { whyItMatters } from './yardstick/why-it-matters.ts'

/** Words of several lines, each of its own; an empty one ends a paragraph. */
const linesOf = (text: string): string[] => text.trim().split(/\r?\n/).map(inline)

/** A fact's paragraphs and tables. */
const factBlocks = (text: string): string[] =>
  blocksOf(text).flatMap((block) => {
    if (block.kind === 'words') return ['', ...linesOf(block.words)]
    const row = (cells: readonly string[]): string => `| ${cells.map(inline).join(' | ')} |`
    return ['', row(block.head), `| ${block.head.map(() => '---').join(' | ')} |`, ...block.rows.map(row)]
  })

/**
 * The whole debrief as Markdown: scores, feedback points, what was handed over, and the board. Everything that people wrote reads
 * back as they wrote it. `timeZone` is an IANA name; without it the day is that of this page's reader.
 */
export function debriefToMarkdown(
  session: SessionState,
  round: Round,
  guide: Guide | null,
  board: { readonly view: BoardView; readonly framework: Framework } | null,
  timeZone?: string,
): string {
  const lines: string[] = []
  const candidate = holderOf(round, 'candidate')
  const interviewer = holderOf(round, 'interviewer')
  lines.push(`# ${inline(round.case?.title ?? t`Case interview`)}`, '')
  if (round.case) lines.push(...linesOf(round.case.prompt).map((line) => `> ${line}`.trimEnd()), '')
  lines.push(
    t`Candidate: ${inline(nameIn(session, candidate))}${interviewer ? t`. Interviewer: ${inline(nameIn(session, interviewer))}` : ''}.`,
  )
  if (round.startedAt !== null) lines.push(t`${dayOf(round.startedAt, timeZone)}, ${session.cut} minutes.`)

  if (round.status === 'scored') {
    const guesses = candidate ? round.scorecards[candidate]?.guesses : undefined
    const judges = judgesOf(round)
    const scorers = [...(candidate && round.scorecards[candidate] ? [candidate] : []), ...judges]
    const seatOf = (one: ParticipantId): string => (one === candidate ? t`self` : (seatIn(round, one) ?? ''))
    const head = [
      t`Dimension`,
      ...scorers.map((one) => `${nameIn(session, one)} (${seatOf(one)})`),
      ...(guesses ? [t`Guess`] : []),
      t`Widest gap`,
      t`Comments`,
    ]
    lines.push('', '## Scores', '', `| ${head.map(inline).join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`)
    for (const row of gapRows(round)) {
      const words = scorers
        .flatMap((one) => {
          const line = round.scorecards[one]?.scores[row.id]
          return line ? [line.words, ...line.evidence.map(({ label }) => `→ ${label}`)] : []
        })
        .filter((one) => one !== '')
        .join('; ')
      const cells = [
        inline(row.title),
        ...scorers.map((one) => scoreInWords(round.scorecards[one]?.scores[row.id]?.score)),
        ...(guesses ? [scoreInWords(row.guess)] : []),
        row.gap === null ? '–' : String(row.gap),
        inline(words),
      ]
      lines.push(`| ${cells.join(' | ')} |`)
    }
    for (const judge of guide ? judges : []) {
      const overall = overallOf(guide?.rubric ?? [], round.scorecards[judge]?.scores ?? {}, round.fork !== null)
      if (overall)
        lines.push(
          '',
          t`Overall by ${inline(nameIn(session, judge))}: ${overall.mean.toFixed(1)} of 4${overall.capped ? t` (one dimension at 1 caps it at 2)` : ''}.`,
        )
    }
    const about = candidate ? round.scorecards[candidate]?.aboutInterviewer : undefined
    const views = interviewerDimensions.flatMap((one) => {
      const view = about?.[one]
      if (view === undefined) return []
      const words = view.words === '' ? '' : `. ${inline(view.words)}`
      return [`- ${interviewerWords[one].title}: ${scoreInWords(view.score)}${words}`]
    })
    if (views.length > 0) lines.push('', '## Interviewing', '', ...views)
  }

  const points = Object.values(session.participants).flatMap((person) =>
    (round.feedbackPoints[person.id] ?? []).flatMap(({ evidence, gap, next }) => [
      `- ${inline(nameIn(session, person.id))}`,
      ...(evidence ? [`  - ${t`Where`}: ${inline(evidence.label)}`] : []),
      ...(gap ? [`  - ${t`Gap`}: ${inline(gap)}`] : []),
      ...(next ? [`  - ${t`Next`}: ${inline(nextWords(round, next))}`] : []),
    ]),
  )
  if (points.length > 0) lines.push('', t`## Feedback points`, '', ...points)

  const takeaways = Object.values(session.participants).flatMap((person) =>
    (['keep', 'stop', 'start'] as const).flatMap((kind) => {
      const words = round.takeaways[person.id]?.[kind]
      return words ? [`- **${kind}** (${inline(nameIn(session, person.id))}): ${inline(words)}`] : []
    }),
  )
  if (takeaways.length > 0) lines.push('', '## Keep, stop, start', '', ...takeaways)

  const handed = [
    ...round.hints.map((one) => `- Hint ${one.rung}: ${inline(one.text)}`),
    ...round.curveballs.map((one) => `- Curveball: ${inline(one.text)}`),
  ]
  if (round.facts.length + handed.length > 0) lines.push('', '## Given to the candidate')
  for (const fact of round.facts) lines.push('', `### Fact: ${inline(fact.label)}`, ...factBlocks(fact.text))
  if (handed.length > 0) lines.push('', ...(round.facts.length > 0 ? ['### Hints and curveballs', ''] : []), ...handed)

  if (round.status === 'scored' && board) lines.push(...yardstickLines(round, guide, board))

  // The board's headings stand one level below the debrief's title.
  if (board)
    lines.push(
      '',
      boardToMarkdown(board.view, board.framework, 'Board')
        .replace(/^(#+) /gm, '#$1 ')
        .trim(),
    )
  if (round.case?.notice) lines.push('', inline(round.case.notice))
  return `${lines.join('\n')}\n`
}

/** The board beside the reference board, in the order of the screen. */
function yardstickLines(
  round: Round,
  guide: Guide | null,
  board: { readonly view: BoardView; readonly framework: Framework },
): readonly string[] {
  const items = writtenItems(guide)
  if (items.length === 0) return []
  const { alone, matches, missed } = compareBoards(cardsInOrder(board), items, round.pairs)
  const part = (title: string, rows: readonly string[]): readonly string[] =>
    rows.length === 0 ? [] : ['', `### ${title}`, '', ...rows.map((row) => `- ${row}`)]
  return [
    '',
    t`## Yardstick`,
    ...part(
      t`Only on this board`,
      alone.map(({ text }) => inline(text)),
    ),
    ...part(
      t`Match`,
      matches.map(
        ({ card, reference }) => `${inline(card.text)} = ${inline(reference.text)} (${markTitle(reference.mark)})`,
      ),
    ),
    ...part(
      t`Missed`,
      missed.map(
        ({ reference }) =>
          `${inline(reference.text)} (${markTitle(reference.mark)}): ${inline(whyItMatters(reference, items, board.framework))}`,
      ),
    ),
  ]
}

const dayOf = (at: number, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', ...(timeZone === undefined ? {} : { timeZone }) }).format(at)
