import { type BoardView, boardToMarkdown, type Framework, inlineMarkdown as inline } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import { holderOf, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { nameIn } from '../../live/room-props.ts'
import { blocksOf } from '../desk/fact-text.tsx'
import { judgeOf } from './open-scores.ts'
import { gapBetween, overallOf, scoreInWords } from './score-words.ts'

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
 * The whole debrief as Markdown: scores, takeaways, what was handed over, and the board. Everything that people wrote reads
 * back as they wrote it. `timeZone` is an IANA name; without it the day is that of whoever reads this page.
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
    const own = candidate ? round.scorecards[candidate] : undefined
    const judge = judgeOf(round)
    const given = judge === null ? undefined : round.scorecards[judge]
    lines.push('', '## Scores', '', t`| Dimension | Self | Given | Gap | Words |`, '| --- | --- | --- | --- | --- |')
    for (const dimension of round.dimensions) {
      const a = own?.scores[dimension.id]
      const b = given?.scores[dimension.id]
      const gap = gapBetween(a?.score, b?.score)
      const words = [a, b]
        .flatMap((line) => (line ? [line.words, ...line.evidence.map((one) => `→ ${one.label}`)] : []))
        .filter((one) => one !== '')
        .join('; ')
      lines.push(
        `| ${inline(dimension.title)} | ${scoreInWords(a?.score)} | ${scoreInWords(b?.score)} | ${gap === null ? '–' : gap} | ${inline(words)} |`,
      )
    }
    const overall = given && guide ? overallOf(guide.rubric, given.scores) : null
    if (overall)
      lines.push(
        '',
        t`Overall ${overall.mean.toFixed(1)} of 4${overall.capped ? t` (one dimension at 1 caps it at 2)` : ''}.`,
      )
  }

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

const dayOf = (at: number, timeZone: string | undefined): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', ...(timeZone === undefined ? {} : { timeZone }) }).format(at)
