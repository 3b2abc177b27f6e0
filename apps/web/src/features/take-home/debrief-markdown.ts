import { type BoardView, boardToMarkdown, type Framework, inlineMarkdown as inline } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import { compareBoards } from '@greenroom/replay'
import {
  carriedScore,
  cutOf,
  holderOf,
  interviewerDimensions,
  judgesOf,
  loopRoundOf,
  type ParticipantId,
  type Round,
  readLoop,
  type SessionState,
  scorersOf,
  seatIn,
  threadsOf,
} from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { plainNameIn } from '../../live/room-props.ts'
import { practiceWords, viewWords } from '../../live/view-words.ts'
import { markTitle } from '../../words/mark-words.ts'
import { overallOf, scoreInWords } from '../../words/score-words.ts'
import { momentWords } from '../clock/moment.ts'
import { cardAtEnd, cardWords } from '../comments/card-words.ts'
import { wordsOf } from '../comments/comment-words.ts'
import { nextWords } from '../debrief/points/next-words.ts'
import { carriedWords } from '../debrief/reveal/carried-words.ts'
import { gapRows } from '../debrief/reveal/gap-rows.ts'
import { interviewerWords } from '../debrief/scorecard/interviewer-words.ts'
import { cardsInOrder, writtenItems } from '../debrief/yardstick/reference-items.ts'
import { whyItMatters } from '../debrief/yardstick/why-it-matters.ts'
import { blocksOf } from '../desk/fact-text.tsx'
import { loopRoundWords, verdictWords } from '../loops/loop-words.ts'
import { stripPeople } from '../replay/player/use-strip.ts'
import type { KeptRound, KeptSession } from '../replay/source/kept-session.ts'
import { stripToMarkdown } from '../strip/strip-markdown.ts'

/** A text of several lines, each on its own; an empty one ends a paragraph. */
function linesOf(text: string): string[] {
  return text.trim().split(/\r?\n/).map(inline)
}

/** A fact's paragraphs and tables. */
const factBlocks = (text: string): string[] =>
  blocksOf(text).flatMap((block) => {
    if (block.kind === 'words') return ['', ...linesOf(block.words)]
    const row = (cells: readonly string[]): string => `| ${cells.map(inline).join(' | ')} |`
    return ['', row(block.head), `| ${block.head.map(() => '---').join(' | ')} |`, ...block.rows.map(row)]
  })

/** The headings of a document, one level below those of its container. What people wrote never begins a line with `#`. */
export function oneLevelDown(markdown: string): string {
  return markdown.replace(/^(#+) /gm, '#$1 ')
}

/**
 * One round's debrief as Markdown: scores, feedback points, notes, what was given, the board, and the reader's own think tray. Everything
 * that people wrote renders as they wrote it. `timeZone` is an IANA name; by default the day is that of this page's reader.
 */
export function debriefToMarkdown(kept: KeptSession, one: KeptRound, timeZone?: string): string {
  const { session, me } = kept
  const { round } = one
  const lines: string[] = [`# ${inline(titleOf(round))}`, '']
  if (round.case) lines.push(...linesOf(round.case.prompt).map((line) => `> ${line}`.trimEnd()), '')
  lines.push(
    `${inline(viewWords(session, round, me))} ${practiceWords()}`,
    '',
    ...peopleAndDay(session, round, timeZone),
  )
  lines.push(...roundLines(kept, one))
  if (round.case?.notice) lines.push('', inline(round.case.notice))
  return `${lines.join('\n')}\n`
}

export function titleOf(round: Round): string {
  return round.case?.title ?? t`Case interview`
}

function peopleAndDay(session: SessionState, round: Round, timeZone: string | undefined): string[] {
  const candidate = holderOf(round, 'candidate')
  const interviewer = holderOf(round, 'interviewer')
  const people = t`Candidate: ${inline(plainNameIn(session, candidate))}${interviewer ? t`. Interviewer: ${inline(plainNameIn(session, interviewer))}` : ''}.`
  return round.startedAt === null
    ? [people]
    : [people, t`${dayOf(round.startedAt, timeZone)}, ${cutOf(session, round)} minutes.`]
}

function roundLines(kept: KeptSession, one: KeptRound): string[] {
  const { session } = kept
  const { round, board } = one
  const lines = [
    ...(round.fork ? ['', takeWords(kept, round)] : []),
    ...(round.focus
      ? ['', t`What ${inline(plainNameIn(session, round.focus.by))} worked on: ${inline(round.focus.words)}`]
      : []),
    ...(round.status === 'scored' && one.guide?.readAloud !== undefined
      ? ['', t`How the prompt is read aloud: ${inline(one.guide.readAloud)}`]
      : []),
    ...(round.status === 'scored' ? scoreLines(session, one) : []),
    ...(one.strip ? ['', t`## The round in one picture`, '', ...stripToMarkdown(one.strip, stripPeople(session))] : []),
    ...pointLines(session, round),
    ...loopLines(session, round),
    ...takeawayLines(session, round),
    ...noteLines(kept, round),
    ...commentLines(kept, one),
    ...thoughtLines(one),
    ...givenLines(round),
    ...(round.status === 'scored' && board ? yardstickLines(round, one.guide, board) : []),
    ...besideLines(one),
  ]
  // The board's headings are one level below the debrief's title.
  if (board) lines.push('', oneLevelDown(boardToMarkdown(board.view, board.framework, t`Board`)).trim())
  return lines
}

/** The rounds of the loop and the lowest level of each dimension, as far as scores are open. */
function loopLines(session: SessionState, round: Round): string[] {
  const candidate = holderOf(round, 'candidate')
  const reading = round.status !== 'scored' || candidate === null ? null : readLoop(session, candidate)
  if (reading === null || loopRoundOf(session, round) === null) return []
  const head = [t`Dimension`, t`Lowest`, ...reading.rounds.map(({ number }) => t`Round ${number}`)]
  const rows = reading.dimensions.map(({ title, lowest, levels }) => [
    inline(title),
    lowest === null ? t`not seen` : String(lowest),
    ...reading.rounds.map(({ number }) => scoreInWords(levels.find((one) => one.number === number)?.score)),
  ])
  return [
    '',
    `## ${inline(reading.plan.title)}`,
    '',
    inline(verdictWords(reading)),
    '',
    ...reading.rounds.map((one) => {
      const title = one.caseTitle === null ? '' : `: ${inline(one.caseTitle)}`
      return `- ${inline(loopRoundWords(one))}${title}`
    }),
    ...(rows.length === 0
      ? []
      : [
          '',
          `| ${head.join(' | ')} |`,
          `| ${head.map(() => '---').join(' | ')} |`,
          ...rows.map((row) => `| ${row.join(' | ')} |`),
        ]),
  ]
}

function takeWords({ session }: KeptSession, { fork }: Round): string {
  const index = session.rounds.findIndex(({ id }) => id === fork?.from)
  const at = momentWords(fork?.at ?? 0, session.rounds[index]?.startedAt ?? null)
  return t`A second take of round ${index + 1}, from ${at}.`
}

function scoreLines(session: SessionState, { round, guide }: KeptRound): string[] {
  const lines: string[] = []
  const candidate = holderOf(round, 'candidate')
  const guesses = candidate ? round.scorecards[candidate]?.guesses : undefined
  const judges = judgesOf(round)
  const scorers = scorersOf(round)
  const seatOf = (one: ParticipantId): string => (one === candidate ? t`self` : (seatIn(round, one) ?? ''))
  const head = [
    t`Dimension`,
    ...scorers.map((one) => `${plainNameIn(session, one)} (${seatOf(one)})`),
    ...(guesses ? [t`Guess`] : []),
    t`Widest gap`,
    t`Comments`,
  ]
  lines.push('', t`## Scores`, '', `| ${head.map(inline).join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`)
  for (const row of gapRows(round)) {
    const carried = carriedScore(session, round, row.id)
    const words = scorers
      .flatMap((one) => {
        const line = round.scorecards[one]?.scores[row.id]
        const said = line ? [line.words, ...line.evidence.map(({ label }) => `→ ${label}`)] : []
        const told = said.filter((words) => words !== '').join('; ')
        if (told === '') return []
        return [scorers.length > 1 ? `${plainNameIn(session, one)}: ${told}` : told]
      })
      .join('; ')
    const cells = [
      inline(row.title),
      ...scorers.map((one) => scoreInWords(round.scorecards[one]?.scores[row.id]?.score)),
      ...(guesses ? [scoreInWords(row.guess)] : []),
      carried ? carriedWords(carried) : row.gap === null ? '–' : String(row.gap),
      inline(words),
    ]
    lines.push(`| ${cells.join(' | ')} |`)
  }
  for (const judge of guide ? judges : []) {
    const overall = overallOf(guide?.rubric ?? [], round.scorecards[judge]?.scores ?? {}, round.fork !== null)
    if (overall)
      lines.push(
        '',
        t`Overall by ${inline(plainNameIn(session, judge))}: ${overall.mean.toFixed(1)} of 4${overall.capped ? t` (one dimension at 1 caps it at 2)` : ''}.`,
      )
  }
  const about = candidate ? round.scorecards[candidate]?.aboutInterviewer : undefined
  const views = interviewerDimensions.flatMap((one) => {
    const view = about?.[one]
    if (view === undefined) return []
    const words = view.words === '' ? '' : `. ${inline(view.words)}`
    return [`- ${interviewerWords[one].title}: ${scoreInWords(view.score)}${words}`]
  })
  if (views.length > 0) lines.push('', t`## Interviewing`, '', ...views)

  return lines
}

function pointLines(session: SessionState, round: Round): string[] {
  const points = Object.values(session.participants).flatMap((person) =>
    (round.feedbackPoints[person.id] ?? []).flatMap(({ evidence, gap, next }) => [
      `- ${inline(plainNameIn(session, person.id))}`,
      ...(evidence ? [`  - ${t`Where`}: ${inline(evidence.label)}`] : []),
      ...(gap ? [`  - ${t`Gap`}: ${inline(gap)}`] : []),
      ...(next ? [`  - ${t`Next`}: ${inline(nextWords(round, next))}`] : []),
    ]),
  )
  return points.length === 0 ? [] : ['', t`## Feedback points`, '', ...points]
}

function takeawayLines(session: SessionState, round: Round): string[] {
  const takeaways = Object.values(session.participants).flatMap((person) =>
    (['keep', 'stop', 'start'] as const).flatMap((kind) => {
      const words = round.takeaways[person.id]?.[kind]
      return words ? [`- **${kind}** (${inline(plainNameIn(session, person.id))}): ${inline(words)}`] : []
    }),
  )
  return takeaways.length === 0 ? [] : ['', t`## Keep, stop, start`, '', ...takeaways]
}

function noteLines({ session, me }: KeptSession, round: Round): string[] {
  const notes = round.notes.filter((note) => note.shared || note.by === me)
  if (notes.length === 0) return []
  const written = notes.map((note) => {
    const only = note.shared ? '' : t` (only ${inline(plainNameIn(session, me))} sees this)`
    return `- ${momentWords(note.at, round.startedAt)} ${inline(plainNameIn(session, note.by))}${only}: ${inline(note.words)}`
  })
  return ['', t`## Notes`, '', ...written]
}

/** Threads by the moments that they are about, each with its replies. */
function commentLines({ session }: KeptSession, { round, board }: KeptRound): string[] {
  const threads = threadsOf(round)
  if (threads.length === 0) return []
  const told = threads.flatMap(({ first, replies }) => {
    const on =
      first.item === null ? '' : ` (${inline(cardWords(cardAtEnd(board?.view ?? null, first.item), round.startedAt))})`
    const head = `- ${momentWords(first.moment, round.startedAt)} ${inline(plainNameIn(session, first.by))}${on}`
    const words = first.deletedAt === null ? wordsOf(first) : t`This comment was deleted.`
    return [
      `${head}${first.resolvedBy === null ? '' : t`, resolved`}: ${inline(words)}`,
      ...replies.map((reply) => `  - ${inline(plainNameIn(session, reply.by))}: ${inline(reply.words)}`),
    ]
  })
  return ['', t`## Comments`, '', ...told]
}

/** The reader's own tray, and what its candidate has let everybody see of theirs. */
function thoughtLines({ round, board, thoughts }: KeptRound): string[] {
  const lines: string[] = []
  const time = (at: number): string => momentWords(at, round.startedAt)
  if (thoughts.length > 0) {
    const told = thoughts.map(({ text, formedAt, sharedAt }) =>
      sharedAt === null
        ? t`- ${inline(text)} (thought ${time(formedAt)}, kept in the tray)`
        : t`- ${inline(text)} (thought ${time(formedAt)}, on the board ${time(sharedAt)})`,
    )
    lines.push('', t`## Your think tray`, '', t`Only you see this.`, '', ...told)
  }
  if (round.openedThoughts !== null && round.openedThoughts.length > 0) {
    const textOf = (item: string): string =>
      [...(board?.view.items.values() ?? [])].find(({ id }) => id === item)?.text ?? t`a card that was removed`
    const told = round.openedThoughts.map(
      ({ item, formedAt, sharedAt }) =>
        t`- ${inline(textOf(item))} (thought ${time(formedAt)}, shared ${time(sharedAt)})`,
    )
    lines.push('', t`## Thought first, shared later`, '', ...told)
  }
  return lines
}

function givenLines(round: Round): string[] {
  const lines: string[] = []
  const handed = [
    ...round.hints.map((one) => t`- Hint ${one.rung}: ${inline(one.text)}`),
    ...round.curveballs.map((one) => t`- Curveball: ${inline(one.text)}`),
  ]
  if (round.facts.length + handed.length > 0) lines.push('', t`## Given to the candidate`)
  for (const fact of round.facts) lines.push('', t`### Fact: ${inline(fact.label)}`, ...factBlocks(fact.text))
  if (handed.length > 0) lines.push('', ...(round.facts.length > 0 ? [t`### Hints and curveballs`, ''] : []), ...handed)
  return lines
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
  const pairs = (sign: string, some: typeof matches): readonly string[] =>
    some.map(
      ({ card, reference }) => `${inline(card.text)} ${sign} ${inline(reference.text)} (${markTitle(reference.mark)})`,
    )
  return [
    '',
    t`## Yardstick`,
    ...part(
      t`Only on this board`,
      alone.map(({ text }) => inline(text)),
    ),
    ...part(
      t`Match`,
      pairs(
        '=',
        matches.filter(({ perhaps }) => !perhaps),
      ),
    ),
    ...part(
      t`Perhaps a match`,
      pairs(
        '≈',
        matches.filter(({ perhaps }) => perhaps),
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

/** The reference run that was put beside the round: its strip, and its board at the end. */
function besideLines({ beside = null }: KeptRound): readonly string[] {
  if (beside === null) return []
  const { title, strip, session, board } = beside
  return [
    '',
    t`## Reference run: ${inline(title)}`,
    '',
    ...stripToMarkdown(strip, stripPeople(session)),
    '',
    oneLevelDown(oneLevelDown(boardToMarkdown(board.view, board.framework, t`Board of the reference run`))).trim(),
  ]
}

/** The day in full, in the reader's zone unless another is named. */
export function dayOf(at: number, timeZone: string | undefined): string {
  const options = { dateStyle: 'long', ...(timeZone === undefined ? {} : { timeZone }) } as const
  return new Intl.DateTimeFormat('en-GB', options).format(at)
}
