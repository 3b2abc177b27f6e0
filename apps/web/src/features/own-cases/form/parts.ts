import { categories, categoryOf } from '@greenroom/frameworks'
import { difficulties, industries, skills } from '@greenroom/question-bank'
import { firstBets, herrings, verdicts } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { difficultyWords } from '../../../words/words.ts'
import { type Draft, isWithin, listAt, type Path, readAt, textAt } from '../../own-case-list/draft.ts'
import { type Field, itemChoices, type ListField } from './fields.ts'
import {
  competencyList,
  followUpList,
  limitList,
  riskList,
  sourceList,
  stakeholderList,
  tradeOffList,
} from './lists-about.ts'
import { clarifyingList, curveballList, factList, hintList, probeList } from './lists-handed-out.ts'
import { drillList, itemList, mistakeList, rubricList, sampleBoardList, sampleList } from './lists-judging.ts'
import { fixed, words, wordsOfIds } from './shared-fields.ts'

type Group = 'everybody' | 'interviewer' | 'round' | 'judging' | 'background'

/** The headings of the pages, in their order. */
export const groupWords: Readonly<Record<Group, string>> = {
  everybody: t`Everybody sees`,
  interviewer: t`For the interviewer`,
  round: t`Given during the round`,
  judging: t`Judging`,
  background: t`Background`,
}

/** One page of the form. `at`: which parts of the case are on it. */
export type Part = {
  readonly id: string
  readonly title: string
  readonly lead: string
  /** The heading it is under. */
  readonly group: Group
  readonly at: readonly Path[]
  /** Below `base`; `'phases'` has its own form, because a phase has a public and a desk side. */
  readonly base: Path
  readonly fields: readonly Field[] | 'phases' | 'arithmetic'
}

const guideList = (id: string, title: string, lead: string, group: Group, field: ListField): Part => ({
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
    title: t`Prompt`,
    lead: t`What the candidate gets. Keep it short and open: the rest comes out by asking.`,
    group: 'everybody',
    at: [['public']],
    base: ['public'],
    fields: [
      { kind: 'line', key: 'title', label: t`Title`, ask: t`A name for the list that gives nothing away.` },
      { kind: 'text', key: 'prompt', label: t`Prompt`, ask: t`The question, in one or two sentences.`, rows: 3 },
      {
        kind: 'line',
        key: 'readAloud',
        label: t`How to read it aloud (hidden from the candidate)`,
        ask: t`Read it evenly, then wait.`,
      },
      {
        kind: 'choice',
        key: 'category',
        label: t`Category`,
        half: true,
        choices: fixed(categories.map(({ id, title }) => ({ id, label: title }))),
      },
      {
        kind: 'choice',
        key: 'difficulty',
        label: t`Difficulty`,
        half: true,
        choices: fixed(difficulties.map((id) => ({ id, label: difficultyWords[id] ?? id }))),
      },
      { kind: 'choice', key: 'industry', label: t`Industry`, half: true, choices: fixed(words(industries)) },
      { kind: 'line', key: 'company', label: t`Company`, ask: t`Name of the company`, half: true },
      { kind: 'switch', key: 'fictional', label: t`The company is invented` },
      { kind: 'many', key: 'skills', label: t`Skills`, choices: fixed(words(skills)), add: t`Add a skill` },
      { kind: 'words', key: 'topics', label: t`Topics`, ask: t`habits, retention` },
      { kind: 'text', key: 'notice', label: t`Notice`, ask: t`Says that the numbers are invented.`, rows: 2 },
    ],
  },
  {
    id: 'phases',
    title: t`Phases`,
    lead: t`How the time is used in both slots, and what the interviewer watches for.`,
    group: 'everybody',
    at: [
      ['public', 'phases'],
      ['guide', 'phases'],
    ],
    base: [],
    fields: 'phases',
  },
  {
    id: 'brief',
    title: t`Brief`,
    lead: t`Everything an interviewer needs to run the case after two minutes of reading.`,
    group: 'interviewer',
    at: [
      ['guide', 'insight'],
      ['guide', 'tests'],
      ['guide', 'brief'],
      ['guide', 'cuts'],
      ['guide', 'plot'],
    ],
    base: ['guide'],
    fields: [
      {
        kind: 'text',
        key: 'insight',
        label: t`What only this case teaches`,
        ask: t`One insight that no other case has.`,
        rows: 3,
      },
      { kind: 'text', key: 'tests', label: t`What it tests`, ask: t`Whether the candidate …`, rows: 3 },
      {
        kind: 'group',
        key: 'brief',
        label: t`The brief`,
        fields: [
          { kind: 'text', key: 'product', label: t`The product`, ask: t`The product in plain words.`, rows: 4 },
          {
            kind: 'text',
            key: 'tension',
            label: t`The tension`,
            ask: t`The two things that pull in different directions.`,
            rows: 3,
          },
          { kind: 'text', key: 'trap', label: t`The trap`, ask: t`Where most people go wrong.`, rows: 3 },
          {
            kind: 'text',
            key: 'goodRun',
            label: t`What a good run looks like`,
            ask: t`What should have happened by which minute.`,
            rows: 3,
          },
          { kind: 'text', key: 'truth', label: t`The answer`, ask: t`The hidden cause, or a sound answer.`, rows: 3 },
        ],
      },
      {
        kind: 'group',
        key: 'plot',
        label: t`The plot, so that the cases in a category don’t all end the same way`,
        fields: [
          {
            kind: 'choice',
            key: 'herring',
            label: t`Red herring`,
            choices: fixed(wordsOfIds(herrings)),
            none: t`Not set`,
          },
          {
            kind: 'choice',
            key: 'verdict',
            label: t`Where it lands`,
            choices: fixed(wordsOfIds(verdicts)),
            none: t`Not set`,
          },
          {
            kind: 'choice',
            key: 'firstBet',
            label: t`Done first`,
            choices: fixed(wordsOfIds(firstBets)),
            none: t`Not set`,
          },
        ],
      },
      {
        kind: 'group',
        key: 'cuts',
        label: t`Running it in each slot`,
        fields: [
          {
            kind: 'text',
            key: '45',
            label: t`In 45 minutes`,
            ask: t`What to cover, and what to save for the end.`,
            rows: 2,
          },
          {
            kind: 'text',
            key: '20',
            label: t`In 20 minutes`,
            ask: t`What to leave out, and what you must keep.`,
            rows: 2,
          },
        ],
      },
    ],
  },
  {
    id: 'context',
    title: t`Context`,
    lead: t`What the interviewer should know about the product for unexpected questions.`,
    group: 'interviewer',
    at: [['guide', 'context']],
    base: ['guide', 'context'],
    fields: [
      { kind: 'text', key: 'whatItIs', label: t`What it is`, ask: t`What it does, and who owns it.`, rows: 3 },
      stakeholderList,
      { kind: 'lines', key: 'userFlow', label: t`User flow`, ask: t`One step per line.`, rows: 5 },
      { kind: 'text', key: 'strategy', label: t`Strategy`, ask: t`Why the company does it.`, rows: 3 },
      {
        kind: 'text',
        key: 'rivals',
        label: t`Competitors`,
        ask: t`Who else does this job, and what people do today without it.`,
        rows: 3,
      },
      {
        kind: 'group',
        key: 'lifecycle',
        label: t`Lifecycle stage`,
        fields: [
          {
            kind: 'choice',
            key: 'stage',
            label: t`Stage`,
            choices: fixed(words(['introduction', 'growth', 'maturity', 'decline'])),
          },
          { kind: 'text', key: 'why', label: t`Why`, ask: t`How you can tell.`, rows: 2 },
        ],
      },
      { kind: 'text', key: 'platform', label: t`Platform`, ask: t`Where people meet it.`, rows: 2 },
      {
        kind: 'text',
        key: 'integration',
        label: t`Integration`,
        ask: t`What it is connected to.`,
        rows: 2,
        optional: true,
      },
      {
        kind: 'text',
        key: 'deployment',
        label: t`Deployment`,
        ask: t`How it runs, and how changes reach people.`,
        rows: 2,
        optional: true,
      },
      {
        kind: 'text',
        key: 'sees',
        label: t`What can be measured`,
        ask: t`What is seen from inside, and what is not.`,
        rows: 2,
        optional: true,
      },
    ],
  },
  guideList(
    'clarifying',
    t`Clarifying`,
    t`Questions that candidates ask, and what the interviewer says.`,
    'round',
    clarifyingList,
  ),
  guideList('facts', t`Facts`, t`Data, given when the candidate asks for it.`, 'round', factList),
  guideList(
    'hints',
    t`Hints`,
    t`Help has a price: after the first rung, each one lowers the best possible score.`,
    'round',
    hintList,
  ),
  guideList('probes', t`Probes`, t`Questions that dig deeper, and what a strong reply includes.`, 'round', probeList),
  guideList(
    'curveballs',
    t`Curveballs`,
    t`A change of the situation, which should move items on the board.`,
    'round',
    curveballList,
  ),
  guideList('rubric', t`Rubric`, t`What is scored, and what each level looks like.`, 'judging', rubricList),
  guideList(
    'mistakes',
    t`Mistakes`,
    t`What often goes wrong, and how an interviewer can spot it.`,
    'judging',
    mistakeList,
  ),
  {
    id: 'board',
    title: t`Reference board`,
    lead: t`One good board. Coverage is measured against its core items.`,
    group: 'judging',
    at: [['guide', 'referenceBoard']],
    base: ['guide', 'referenceBoard'],
    fields: [
      {
        kind: 'text',
        key: 'note',
        label: t`Equally good alternatives`,
        ask: t`Another top measure that would be fine.`,
        rows: 2,
      },
      itemList,
    ],
  },
  guideList('boards', t`Sample boards`, t`For stories, where there is no one good board.`, 'judging', sampleBoardList),
  guideList('samples', t`Samples`, t`Level 2 and level 4, out loud.`, 'judging', sampleList),
  guideList('drills', t`Drills`, t`What to practise afterwards.`, 'judging', drillList),
  {
    id: 'follows',
    title: t`What follows`,
    lead: t`For the conversation afterwards.`,
    group: 'background',
    at: [
      ['guide', 'tradeOffs'],
      ['guide', 'risks'],
      ['guide', 'implications'],
      ['guide', 'competencies'],
      ['guide', 'followUps'],
    ],
    base: ['guide'],
    fields: [
      tradeOffList,
      riskList,
      { kind: 'lines', key: 'implications', label: t`Strategic implications`, ask: t`One per line.`, rows: 4 },
      competencyList,
      followUpList,
    ],
  },
  {
    id: 'flip',
    title: t`What would flip it`,
    lead: t`One bet that the call rests on, as arithmetic: the call holds as long as the margin is above 0. Leave all of this empty if there is none.`,
    group: 'background',
    at: [['guide', 'flip']],
    base: ['guide', 'flip'],
    fields: [
      { kind: 'line', key: 'say', label: t`What happens`, ask: t`The other option becomes better`, optional: true },
      { kind: 'choice', key: 'bet', label: t`Card that states it`, choices: itemChoices, none: t`None` },
      { kind: 'line', key: 'number', label: t`Number from the arithmetic`, ask: 'orders', optional: true, half: true },
      { kind: 'number', key: 'at', label: t`Flips at`, optional: true, half: true },
      { kind: 'line', key: 'as', label: t`As the card says it`, ask: '298', optional: true, half: true },
      { kind: 'number', key: 'within', label: t`Give or take`, optional: true, half: true },
      { kind: 'line', key: 'margin', label: t`Margin`, ask: 'orders * 4.2 - 1050', optional: true },
    ],
  },
  guideList(
    'limits',
    t`Limits`,
    t`The limits of one quantity, in order: what is expected, when to stop, what must be kept, what is forbidden.`,
    'background',
    limitList,
  ),
  {
    id: 'arithmetic',
    title: t`Arithmetic`,
    lead: t`How the numbers in the facts fit together. It is checked while you write.`,
    group: 'background',
    // Messages about the guide as a whole are about its numbers.
    at: [['guide', 'reconciliation'], ['guide']],
    base: ['guide', 'reconciliation'],
    fields: 'arithmetic',
  },
  {
    id: 'sources',
    title: t`Sources`,
    lead: t`Where the case comes from, and the details of the exported file.`,
    group: 'background',
    at: [['guide', 'sources'], ['id'], ['version'], ['locale'], ['licence'], ['author'], ['reviewer'], ['lastChecked']],
    base: [],
    fields: [
      { kind: 'group', key: 'guide', label: '', fields: [sourceList] },
      { kind: 'line', key: 'author', label: t`Author`, ask: t`Your name`, half: true },
      { kind: 'line', key: 'reviewer', label: t`Reviewed by`, ask: t`Nobody yet`, half: true },
      { kind: 'line', key: 'lastChecked', label: t`Last checked`, ask: '2026-01-31', half: true },
      { kind: 'line', key: 'version', label: t`Version`, ask: '1.0.0', half: true },
      { kind: 'line', key: 'id', label: t`File name`, ask: 'my-case', half: true },
      { kind: 'line', key: 'locale', label: t`Language`, ask: 'en', half: true },
    ],
  },
]

/** The pages of a draft: those of its category, and any other page that has content. */
export function partsOf(draft: Draft): readonly Part[] {
  const demands = categoryOf(textAt(draft, ['public', 'category']))?.demands
  if (demands === undefined) return parts
  const isEmpty = (key: string): boolean => listAt(draft, ['guide', key]).length === 0
  const without = new Set([
    ...(!demands.context && readAt(draft, ['guide', 'context']) === undefined ? ['context'] : []),
    ...(demands.facts === 0 && isEmpty('facts') ? ['facts', 'arithmetic'] : []),
    ...(demands.curveballs === 0 && isEmpty('curveballs') ? ['curveballs'] : []),
    ...(demands.sampleBoards.length === 0 && isEmpty('sampleBoards') ? ['boards'] : []),
    ...(!demands.flip && readAt(draft, ['guide', 'flip']) === undefined ? ['flip'] : []),
    ...(!demands.referenceBoard && listAt(draft, ['guide', 'referenceBoard', 'items']).length === 0 ? ['board'] : []),
  ])
  return parts.filter(({ id }) => !without.has(id))
}

/** The page for a path of the case: the one that names it most exactly. */
export function partOf(at: Path): Part | null {
  let best: { readonly part: Part; readonly depth: number } | null = null
  for (const part of parts)
    for (const above of part.at)
      if (isWithin(at, above) && above.length > (best?.depth ?? -1)) best = { part, depth: above.length }
  return best?.part ?? null
}
