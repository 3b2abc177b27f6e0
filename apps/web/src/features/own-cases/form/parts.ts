import { categories } from '@greenroom/frameworks'
import { difficulties, industries, skills } from '@greenroom/question-bank'
import { difficultyWords } from '../../../words/words.ts'
import { isWithin, type Path } from '../../own-case-list/draft.ts'
import type { Field, ListField } from './fields.ts'
import { sourceList, stakeholderList, tradeOffList } from './lists-about.ts'
import { clarifyingList, curveballList, factList, hintList, probeList } from './lists-handed-out.ts'
import { drillList, itemList, mistakeList, rubricList, sampleList } from './lists-judging.ts'
import { fixed, words } from './shared-fields.ts'

/** One page of the form. `at`: what of the case stands on it. */
export type Part = {
  readonly id: string
  readonly title: string
  readonly lead: string
  readonly group: PartGroup
  readonly at: readonly Path[]
  /** Below `base`; `'phases'` has a form of its own, because a phase has a public and a desk side. */
  readonly base: Path
  readonly fields: readonly Field[] | 'phases' | 'arithmetic'
}
export type PartGroup = 'Everybody sees' | 'The desk reads' | 'The desk hands out' | 'Judging' | 'About it'

const guideList = (id: string, title: string, lead: string, group: PartGroup, field: ListField): Part => ({
  id,
  title,
  lead,
  group,
  at: [['guide', field.key]],
  base: ['guide'],
  fields: [field],
})

/** The form, page by page, in the order in which a case is best written. */
export const parts: readonly Part[] = [
  {
    id: 'prompt',
    title: 'Prompt',
    lead: 'What reaches the candidate. Short and open: the rest is earned by asking.',
    group: 'Everybody sees',
    at: [['public']],
    base: ['public'],
    fields: [
      { kind: 'line', key: 'title', label: 'Title', ask: 'A name for the list, which gives nothing away.' },
      { kind: 'text', key: 'prompt', label: 'Prompt', ask: 'The question, in one or two sentences.', rows: 3 },
      { kind: 'line', key: 'readAloud', label: 'How to read it aloud', ask: 'Read it evenly, then wait.' },
      {
        kind: 'choice',
        key: 'category',
        label: 'Category',
        half: true,
        choices: fixed(categories.map(({ id, title }) => ({ id, label: title }))),
      },
      {
        kind: 'choice',
        key: 'difficulty',
        label: 'Difficulty',
        half: true,
        choices: fixed(difficulties.map((id) => ({ id, label: difficultyWords[id] ?? id }))),
      },
      { kind: 'choice', key: 'industry', label: 'Industry', half: true, choices: fixed(words(industries)) },
      { kind: 'line', key: 'company', label: 'Company', ask: 'Name of the company', half: true },
      { kind: 'switch', key: 'fictional', label: 'The company is invented' },
      { kind: 'many', key: 'skills', label: 'Skills', choices: fixed(words(skills)), add: 'Add a skill' },
      { kind: 'words', key: 'topics', label: 'Topics', ask: 'habits, retention' },
      { kind: 'text', key: 'notice', label: 'Notice', ask: 'That numbers are invented.', rows: 2 },
    ],
  },
  {
    id: 'phases',
    title: 'Phases',
    lead: 'How the time is spent, in both slots, and what the interviewer watches for in each.',
    group: 'Everybody sees',
    at: [
      ['public', 'phases'],
      ['guide', 'phases'],
    ],
    base: [],
    fields: 'phases',
  },
  {
    id: 'brief',
    title: 'Brief',
    lead: 'What an interviewer reads in two minutes and can then run the case from.',
    group: 'The desk reads',
    at: [
      ['guide', 'insight'],
      ['guide', 'tests'],
      ['guide', 'brief'],
      ['guide', 'cuts'],
    ],
    base: ['guide'],
    fields: [
      {
        kind: 'text',
        key: 'insight',
        label: 'What only this case teaches',
        ask: 'One insight that another case does not have.',
        rows: 3,
      },
      { kind: 'text', key: 'tests', label: 'What it tests', ask: 'Whether the candidate …', rows: 3 },
      {
        kind: 'group',
        key: 'brief',
        label: 'The brief',
        fields: [
          { kind: 'text', key: 'product', label: 'The product', ask: 'The product in plain words.', rows: 4 },
          { kind: 'text', key: 'tension', label: 'The tension', ask: 'What pulls in two directions.', rows: 3 },
          { kind: 'text', key: 'trap', label: 'The trap', ask: 'Where most people fall.', rows: 3 },
          {
            kind: 'text',
            key: 'goodRun',
            label: 'How a good run feels',
            ask: 'What has happened by which minute.',
            rows: 3,
          },
          { kind: 'text', key: 'truth', label: 'Where it lands', ask: 'The hidden cause, or a sound answer.', rows: 3 },
        ],
      },
      {
        kind: 'group',
        key: 'cuts',
        label: 'Running it in either slot',
        fields: [
          {
            kind: 'text',
            key: '45',
            label: 'In 45 minutes',
            ask: 'Everything, and what to save for the end.',
            rows: 2,
          },
          { kind: 'text', key: '20', label: 'In 20 minutes', ask: 'What to leave out, and what never.', rows: 2 },
        ],
      },
    ],
  },
  {
    id: 'context',
    title: 'Context',
    lead: 'What an interviewer knows of the product when a question comes from the side.',
    group: 'The desk reads',
    at: [['guide', 'context']],
    base: ['guide', 'context'],
    fields: [
      { kind: 'text', key: 'whatItIs', label: 'What it is', ask: 'What it does, and who looks after it.', rows: 3 },
      stakeholderList,
      { kind: 'lines', key: 'userFlow', label: 'User flow', ask: 'One step a line.', rows: 5 },
      { kind: 'text', key: 'strategy', label: 'Strategy', ask: 'Why the company does it.', rows: 3 },
      {
        kind: 'text',
        key: 'rivals',
        label: 'Rivals',
        ask: 'Who else does this job, and what people do without it.',
        rows: 3,
      },
      {
        kind: 'group',
        key: 'lifecycle',
        label: 'Stage of its life',
        fields: [
          {
            kind: 'choice',
            key: 'stage',
            label: 'Stage',
            choices: fixed(words(['introduction', 'growth', 'maturity', 'decline'])),
          },
          { kind: 'text', key: 'why', label: 'Why', ask: 'How one knows.', rows: 2 },
        ],
      },
      {
        kind: 'text',
        key: 'platform',
        label: 'Platform and integration',
        ask: 'Where it runs, and what it can measure.',
        rows: 3,
      },
    ],
  },
  guideList(
    'clarifying',
    'Clarifying',
    'Questions that candidates ask, and what the interviewer says.',
    'The desk hands out',
    clarifyingList,
  ),
  guideList('facts', 'Facts', 'Data, handed over when it is asked for.', 'The desk hands out', factList),
  guideList('hints', 'Hints', 'Help has a price: each rung leaves a lower best score.', 'The desk hands out', hintList),
  guideList(
    'probes',
    'Probes',
    'Questions that dig deeper, and what a strong reply holds.',
    'The desk hands out',
    probeList,
  ),
  guideList(
    'curveballs',
    'Curveballs',
    'A change of the situation, which should move items on the board.',
    'The desk hands out',
    curveballList,
  ),
  guideList('rubric', 'Rubric', 'What is scored, and what each level looks like.', 'Judging', rubricList),
  guideList('mistakes', 'Mistakes', 'What goes wrong again and again, and how a peer sees it.', 'Judging', mistakeList),
  {
    id: 'board',
    title: 'Reference board',
    lead: 'One good board. Coverage is measured against its core items.',
    group: 'Judging',
    at: [['guide', 'referenceBoard']],
    base: ['guide', 'referenceBoard'],
    fields: [
      {
        kind: 'text',
        key: 'note',
        label: 'What else would be as good',
        ask: 'Another top measure that would be fine.',
        rows: 2,
      },
      itemList,
    ],
  },
  guideList('samples', 'Samples', 'Level 2 and level 4, out loud.', 'Judging', sampleList),
  guideList('drills', 'Drills', 'What to practise afterwards.', 'Judging', drillList),
  {
    id: 'follows',
    title: 'What follows',
    lead: 'For the talk afterwards.',
    group: 'About it',
    at: [
      ['guide', 'tradeOffs'],
      ['guide', 'implications'],
    ],
    base: ['guide'],
    fields: [
      tradeOffList,
      { kind: 'lines', key: 'implications', label: 'What would follow for the strategy', ask: 'One a line.', rows: 4 },
    ],
  },
  {
    id: 'arithmetic',
    title: 'Arithmetic',
    lead: 'How the numbers of the facts hang together. It is computed while you write.',
    group: 'About it',
    // What is said of the guide as a whole is said of its numbers.
    at: [['guide', 'reconciliation'], ['guide']],
    base: ['guide', 'reconciliation'],
    fields: 'arithmetic',
  },
  {
    id: 'sources',
    title: 'Sources',
    lead: 'Where it comes from, and what an exported file says of itself.',
    group: 'About it',
    at: [['guide', 'sources'], ['id'], ['version'], ['locale'], ['licence'], ['author'], ['reviewer'], ['lastChecked']],
    base: [],
    fields: [
      { kind: 'group', key: 'guide', label: '', fields: [sourceList] },
      { kind: 'line', key: 'author', label: 'Author', ask: 'Your name', half: true },
      { kind: 'line', key: 'reviewer', label: 'Who has read it', ask: 'Nobody yet', half: true },
      { kind: 'line', key: 'lastChecked', label: 'Last checked', ask: '2026-01-31', half: true },
      { kind: 'line', key: 'version', label: 'Version', ask: '1.0.0', half: true },
      { kind: 'line', key: 'id', label: 'Name of the file', ask: 'my-case', half: true },
      { kind: 'line', key: 'locale', label: 'Language', ask: 'en', half: true },
    ],
  },
]

/** The page on which a place of the case stands: the one that names it most exactly. */
export const partOf = (at: Path): Part | null => {
  let best: { readonly part: Part; readonly depth: number } | null = null
  for (const part of parts)
    for (const above of part.at)
      if (isWithin(at, above) && above.length > (best?.depth ?? -1)) best = { part, depth: above.length }
  return best?.part ?? null
}
