import { type BoardView, boardToMarkdown, type Framework } from '@greenroom/board'
import type { Guide } from '@greenroom/question-bank'
import { holderOf, type Round, type SessionState } from '@greenroom/session'
import { nameIn } from '../../live/room-props.ts'
import { gapBetween, overallOf, scoreInWords } from './score-words.ts'

/** Cells must not end a row or a table. */
const cell = (text: string): string => text.replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim()

/** The whole debrief as Markdown: scores, takeaways, what was handed over, and the board. */
export function debriefToMarkdown(
  session: SessionState,
  round: Round,
  guide: Guide | null,
  board: { readonly view: BoardView; readonly framework: Framework } | null,
): string {
  const lines: string[] = []
  const candidate = holderOf(round, 'candidate')
  const interviewer = holderOf(round, 'interviewer')
  lines.push(`# ${round.case?.title ?? 'Case interview'}`, '')
  if (round.case) lines.push(`> ${round.case.prompt}`, '')
  lines.push(
    `Candidate: ${nameIn(session, candidate)}${interviewer ? `. Interviewer: ${nameIn(session, interviewer)}` : ''}.`,
  )
  if (round.startedAt !== null)
    lines.push(`${new Date(round.startedAt).toISOString().slice(0, 10)}, ${session.cut} minutes.`)

  if (round.status === 'scored') {
    const own = candidate ? round.scorecards[candidate] : undefined
    const judge = round.sealedBy.find((one) => one !== candidate)
    const given = judge ? round.scorecards[judge] : undefined
    lines.push('', '## Scores', '', '| Dimension | Self | Given | Gap | Words |', '| --- | --- | --- | --- | --- |')
    for (const dimension of round.dimensions) {
      const a = own?.scores[dimension.id]
      const b = given?.scores[dimension.id]
      const gap = gapBetween(a?.score, b?.score)
      const words = [a, b]
        .flatMap((line) => (line ? [line.words, ...line.evidence.map((one) => `→ ${one.label}`)] : []))
        .filter((one) => one !== '')
        .join('; ')
      lines.push(
        `| ${cell(dimension.title)} | ${scoreInWords(a?.score)} | ${scoreInWords(b?.score)} | ${gap === null ? '–' : gap} | ${cell(words)} |`,
      )
    }
    const overall = given && guide ? overallOf(guide.rubric, given.scores) : null
    if (overall)
      lines.push(
        '',
        `Overall ${overall.mean.toFixed(1)} of 4${overall.capped ? ' (one dimension at 1 caps it at 2)' : ''}.`,
      )
  }

  const takeaways = Object.values(session.participants).flatMap((person) =>
    (['keep', 'stop', 'start'] as const).flatMap((kind) => {
      const words = round.takeaways[person.id]?.[kind]
      return words ? [`- **${kind}** (${person.name}): ${cell(words)}`] : []
    }),
  )
  if (takeaways.length > 0) lines.push('', '## Keep, stop, start', '', ...takeaways)

  const handed = [
    ...round.facts.map((one) => `- Fact, ${cell(one.label)}: ${cell(one.text)}`),
    ...round.hints.map((one) => `- Hint ${one.rung}: ${cell(one.text)}`),
    ...round.curveballs.map((one) => `- Curveball: ${cell(one.text)}`),
  ]
  if (handed.length > 0) lines.push('', '## Given to the candidate', '', ...handed)

  // The board's headings stand one level below the debrief's title.
  if (board)
    lines.push(
      '',
      boardToMarkdown(board.view, board.framework, 'Board')
        .replace(/^(#+) /gm, '#$1 ')
        .trim(),
    )
  if (round.case?.notice) lines.push('', '---', '', cell(round.case.notice))
  return `${lines.join('\n')}\n`
}
