import { inlineMarkdown as inline } from '@greenroom/board'
import type { Strip } from '@greenroom/replay'
import { t } from '@lingui/core/macro'
import type { StripPeople } from './strip-people.ts'
import {
  airtimeMoments,
  answersOf,
  flagWords,
  lengthWords,
  phaseWords,
  stripMoment,
  stripName,
  tickWords,
} from './strip-words.ts'

const table = (rows: readonly (readonly string[])[]): readonly string[] => {
  const [head = [], ...body] = rows.map((cells) => `| ${cells.map(inline).join(' | ')} |`)
  return [String(head), `| ${(rows[0] ?? []).map(() => '---').join(' | ')} |`, ...body]
}

/** The strip as Markdown: its answers, then phases, work by section and moments as tables. */
export function stripToMarkdown(strip: Strip, people: StripPeople): readonly string[] {
  const moments = [
    ...strip.flags.flatMap((flag) => (flag.at === null ? [] : [{ at: flag.at, words: flagWords(strip, flag) }])),
    ...strip.ticks.map((tick) => ({ at: tick.at, words: tickWords(people, tick) })),
    ...airtimeMoments(strip, people),
  ].toSorted((a, b) => a.at - b.at)
  return [
    ...answersOf(strip, people).map(({ question, answer }) => `- ${inline(question)}: ${inline(answer)}`),
    '',
    ...table([
      [t`Phase`, t`From`, t`Time used`],
      ...strip.phases.map((phase) => [phase.name, stripMoment(strip, phase.from), phaseWords(phase)]),
    ]),
    '',
    ...table([
      [t`Section`, t`Worked`, t`Edits`, t`Cards at the end`, t`Stretches of work`],
      ...strip.rows.map((row) => [
        row.title,
        row.edits === 0 ? '–' : lengthWords(row.worked),
        String(row.edits),
        String(row.cards),
        row.blocks
          .map(({ from, to, by }) => `${stripMoment(strip, from)}–${stripMoment(strip, to)} ${stripName(people, by)}`)
          .join(', '),
      ]),
    ]),
    ...(moments.length === 0
      ? []
      : ['', ...table([[t`When`, t`Moment`], ...moments.map(({ at, words }) => [stripMoment(strip, at), words])])]),
  ]
}
