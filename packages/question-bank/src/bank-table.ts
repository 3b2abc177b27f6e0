import { categories, isAskedAt, seniorities } from '@greenroom/frameworks'
import { markdownTable } from './markdown-table.ts'
import type { Case } from './schema/case.ts'
import type { Loop } from './schema/loop.ts'
import { caseStatuses, difficulties } from './vocabulary.ts'

/** Each value once with how often it occurs, the most frequent first. */
function countsOf(values: readonly string[]): readonly (readonly [value: string, count: number])[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
}

const told = (values: readonly string[]): string =>
  countsOf(values)
    .map(([value, count]) => (count === 1 ? value : `${value} ${count}`))
    .join(', ')

/** `docs/bank.md`: how many cases of each kind there are. Plots are counted by category and never named for a case. */
export function bankTable(cases: readonly Case[], loops: readonly Loop[]): string {
  const shown = categories.map((category) => ({
    category,
    own: cases.filter((one) => one.public.category === category.id),
  }))
  const count = (own: readonly Case[], matches: (one: Case) => boolean) => own.filter(matches).length
  const plots = (own: readonly Case[], aspect: 'herring' | 'verdict' | 'firstBet') =>
    told(own.flatMap(({ guide }) => guide.plot?.[aspect] ?? []))
  const real = cases.filter((one) => !one.public.fictional)
  return `# The bank, counted

${cases.length} cases in ${categories.length} categories, and ${loops.length} loops. \`npm run bank:table\` makes this page from the files in \`packages/question-bank\`; a test compares them.
[How a case is written](../packages/question-bank/AUTHORING.md), and [what each case alone teaches](../packages/question-bank/insights.md), are in the same folder.

## By category

Levels are those at which loops usually ask such a case; like the difficulty they are an opinion until there are runs.

${markdownTable(
  ['category', 'cases', ...difficulties, ...seniorities, ...caseStatuses],
  [
    ...shown.map(({ category, own }) => [
      category.title,
      own.length,
      ...difficulties.map((difficulty) => count(own, (one) => one.public.difficulty === difficulty)),
      ...seniorities.map((level) => count(own, (one) => isAskedAt(level, category, one.public.difficulty))),
      ...caseStatuses.map((status) => count(own, (one) => one.status === status)),
    ]),
    [
      'all',
      cases.length,
      ...difficulties.map((difficulty) => count(cases, (one) => one.public.difficulty === difficulty)),
      ...seniorities.map((level) =>
        shown.reduce(
          (sum, { category, own }) => sum + count(own, (one) => isAskedAt(level, category, one.public.difficulty)),
          0,
        ),
      ),
      ...caseStatuses.map((status) => count(cases, (one) => one.status === status)),
    ],
  ],
)}

## Plots

What the first red herring is, where the answer lands and what is done first, by category. A number says how often, if more than once.

${markdownTable(
  ['category', 'herring', 'verdict', 'first bet'],
  shown.map(({ category, own }) => [
    category.title,
    plots(own, 'herring'),
    plots(own, 'verdict'),
    plots(own, 'firstBet'),
  ]),
)}

## Industries

${markdownTable(
  ['industry', 'cases'],
  countsOf(cases.map((one) => one.public.industry)).map(([industry, number]) => [industry, number]),
)}

## Companies

${real.length} cases are about a real company or about no company in particular, ${cases.length - real.length} about an invented one. The first kind, by parent company:

${markdownTable(
  ['parent company', 'cases', 'of which'],
  [...Map.groupBy(real, (one) => one.public.parents.at(-1) ?? one.public.company)]
    .map(([parent, own]) => ({ parent, own }))
    .toSorted((a, b) => b.own.length - a.own.length || (a.parent < b.parent ? -1 : 1))
    .map(({ parent, own }) => [parent, own.length, told(own.map((one) => one.public.company))]),
)}

## Loops

${markdownTable(
  ['loop', 'rounds', 'minutes', 'cases'],
  loops.map((loop) => [
    loop.title,
    loop.rounds.map(({ title }) => title).join(', '),
    loop.rounds.reduce((sum, { minutes }) => sum + minutes, 0),
    new Set(loop.rounds.flatMap((round) => round.cases.map(({ id }) => id))).size,
  ]),
)}
`
}
