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
  /** The heading it stands under. */
  readonly group: string
  readonly at: readonly Path[]
  /** Below `base`; `'phases'` has a form of its own, because a phase has a public and a desk side. */
  readonly base: Path
  readonly fields: readonly Field[] | 'phases' | 'arithmetic'
}

const guideList = (id: string, title: string, lead: string, group: string, field: ListField): Part => ({
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
    lead: 'What the candidate gets. Keep it short and open: the rest comes out by asking.',
    group: 'Everybody sees',
    at: [['public']],
    base: ['public'],
    fields: [
      { kind: 'line', key: 'title', label: 'Title', ask: 'A name for the list that gives nothing away.' },
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
      { kind: 'text', key: 'notice', label: 'Notice', ask: 'Says that the numbers are invented.', rows: 2 },
    ],
  },
  {
    id: 'phases',
    title: 'Phases',
    lead: 'How the time is used in both slots, and what the interviewer watches for.',
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
    lead: 'Everything an interviewer needs to run the case after two minutes of reading.',
    group: 'For the interviewer',
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
        ask: 'One insight that no other case has.',
        rows: 3,
      },
      { kind: 'text', key: 'tests', label: 'What it tests', ask: 'Whether the candidate …', rows: 3 },
      {
        kind: 'group',
        key: 'brief',
        label: 'The brief',
        fields: [
          { kind: 'text', key: 'product', label: 'The product', ask: 'The product in plain words.', rows: 4 },
          {
            kind: 'text',
            key: 'tension',
            label: 'The tension',
            ask: 'The two things that pull in different directions.',
            rows: 3,
          },
          { kind: 'text', key: 'trap', label: 'The trap', ask: 'Where most people go wrong.', rows: 3 },
          {
            kind: 'text',
            key: 'goodRun',
            label: 'What a good run looks like',
            ask: 'What should have happened by which minute.',
            rows: 3,
          },
          { kind: 'text', key: 'truth', label: 'The answer', ask: 'The hidden cause, or a sound answer.', rows: 3 },
        ],
      },
      {
        kind: 'group',
        key: 'cuts',
        label: 'Running it in each slot',
        fields: [
          {
            kind: 'text',
            key: '45',
            label: 'In 45 minutes',
            ask: 'What to cover, and what to save for the end.',
            rows: 2,
          },
          {
            kind: 'text',
            key: '20',
            label: 'In 20 minutes',
            ask: 'What to leave out, and what you must keep.',
            rows: 2,
          },
        ],
      },
    ],
  },
  {
    id: 'context',
    title: 'Context',
    lead: 'What the interviewer should know about the product for unexpected questions.',
    group: 'For the interviewer',
    at: [['guide', 'context']],
    base: ['guide', 'context'],
    fields: [
      { kind: 'text', key: 'whatItIs', label: 'What it is', ask: 'What it does, and who owns it.', rows: 3 },
      stakeholderList,
      { kind: 'lines', key: 'userFlow', label: 'User flow', ask: 'One step per line.', rows: 5 },
      { kind: 'text', key: 'strategy', label: 'Strategy', ask: 'Why the company does it.', rows: 3 },
      {
        kind: 'text',
        key: 'rivals',
        label: 'Competitors',
        ask: 'Who else does this job, and what people do today without it.',
        rows: 3,
      },
      {
        kind: 'group',
        key: 'lifecycle',
        label: 'Lifecycle stage',
        fields: [
          {
            kind: 'choice',
            key: 'stage',
            label: 'Stage',
            choices: fixed(words(['introduction', 'growth', 'maturity', 'decline'])),
          },
          { kind: 'text', key: 'why', label: 'Why', ask: 'How you can tell.', rows: 2 },
        ],
      },
      {
        kind: 'text',
        key: 'platform',
        label: 'Platform and integration',
        ask: 'Where it runs, and what can be measured.',
        rows: 3,
      },
    ],
  },
  guideList(
    'clarifying',
    'Clarifying',
    'Questions that candidates ask, and what the interviewer says.',
    'Given during the round',
    clarifyingList,
  ),
  guideList('facts', 'Facts', 'Data, given when the candidate asks for it.', 'Given during the round', factList),
  guideList(
    'hints',
    'Hints',
    'Help has a price: each rung lowers the best possible score.',
    'Given during the round',
    hintList,
  ),
  guideList(
    'probes',
    'Probes',
    'Questions that dig deeper, and what a strong reply includes.',
    'Given during the round',
    probeList,
  ),
  guideList(
    'curveballs',
    'Curveballs',
    'A change of the situation, which should move items on the board.',
    'Given during the round',
    curveballList,
  ),
  guideList('rubric', 'Rubric', 'What is scored, and what each level looks like.', 'Judging', rubricList),
  guideList(
    'mistakes',
    'Mistakes',
    'What often goes wrong, and how an interviewer can spot it.',
    'Judging',
    mistakeList,
  ),
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
        label: 'Equally good alternatives',
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
    lead: 'For the conversation afterwards.',
    group: 'Background',
    at: [
      ['guide', 'tradeOffs'],
      ['guide', 'implications'],
    ],
    base: ['guide'],
    fields: [
      tradeOffList,
      { kind: 'lines', key: 'implications', label: 'Strategic implications', ask: 'One per line.', rows: 4 },
    ],
  },
  {
    id: 'arithmetic',
    title: 'Arithmetic',
    lead: 'How the numbers in the facts fit together. It is checked while you write.',
    group: 'Background',
    // What is said of the guide as a whole is said of its numbers.
    at: [['guide', 'reconciliation'], ['guide']],
    base: ['guide', 'reconciliation'],
    fields: 'arithmetic',
  },
  {
    id: 'sources',
    title: 'Sources',
    lead: 'Where the case comes from, and the details of the exported file.',
    group: 'Background',
    at: [['guide', 'sources'], ['id'], ['version'], ['locale'], ['licence'], ['author'], ['reviewer'], ['lastChecked']],
    base: [],
    fields: [
      { kind: 'group', key: 'guide', label: '', fields: [sourceList] },
      { kind: 'line', key: 'author', label: 'Author', ask: 'Your name', half: true },
      { kind: 'line', key: 'reviewer', label: 'Reviewed by', ask: 'Nobody yet', half: true },
      { kind: 'line', key: 'lastChecked', label: 'Last checked', ask: '2026-01-31', half: true },
      { kind: 'line', key: 'version', label: 'Version', ask: '1.0.0', half: true },
      { kind: 'line', key: 'id', label: 'File name', ask: 'my-case', half: true },
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
