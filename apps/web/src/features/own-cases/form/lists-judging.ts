import { toPlaceholder } from '@greenroom/question-bank/authoring'
import { freshId, textAt } from '../../own-case-list/draft.ts'
import { firstDimension, itemChoices, kindChoices, nameOf, phaseAfter, sectionChoices } from './fields.ts'
import { dimension, fixed, inPhase, levelAsks, levels, list, phase, said } from './shared-fields.ts'

/** What a round is judged by, and what is talked about afterwards. */

export const rubricList = list({
  key: 'rubric',
  label: 'Dimensions',
  description:
    'Weights add up to 100. Communication is scored the same way in every case: leave its fields empty for the standard text.',
  noun: 'dimension',
  fields: [
    { kind: 'line', key: 'title', label: 'Dimension', ask: 'Metric quality', half: true },
    { kind: 'number', key: 'weight', label: 'Weight', half: true },
    {
      kind: 'group',
      key: 'levels',
      label: 'What can be seen or heard',
      fields: levels.map((level) => ({
        kind: 'text',
        key: String(level),
        label: `Level ${level}`,
        ask: levelAsks[level],
        rows: 2,
      })),
    },
    list({
      key: 'ticks',
      label: 'Checklist',
      noun: 'box',
      fields: [{ kind: 'line', key: 'text', label: 'Item', ask: 'Named one goal and refused another.' }],
      titleOf: (item) => said(item, 'text', 'A checklist item'),
      blank: (_context, items) => ({
        id: freshId(`tick-${Math.abs(hash(JSON.stringify(items)))}`, items),
        text: toPlaceholder('Named one goal and refused another.'),
      }),
    }),
  ],
  titleOf: (item) => said(item, 'title', textAt(item, ['id']) === 'communication' ? 'Communication' : 'A dimension'),
  asideOf: (item) => `${textAt(item, ['weight'])}%`,
  blank: (_context, items) => ({
    id: freshId('dimension', items),
    title: toPlaceholder('Metric quality'),
    weight: 10,
    levels: Object.fromEntries(levels.map((level) => [level, toPlaceholder(levelAsks[level])])),
    ticks: [],
  }),
})

/** Boxes of all dimensions share one space of ids. */
function hash(text: string): number {
  let sum = 7
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 99_991
  return sum
}

export const mistakeList = list({
  key: 'mistakes',
  label: 'Common mistakes',
  noun: 'mistake',
  fields: [
    { kind: 'line', key: 'text', label: 'Mistake', ask: 'Counts visits and calls it success.' },
    phase,
    { kind: 'line', key: 'boardSign', label: 'What it looks like on the board', ask: 'Five metrics, none with a why.' },
    {
      kind: 'line',
      key: 'say',
      label: 'What to say about it',
      ask: 'Which of these would you act on?',
      optional: true,
    },
  ],
  titleOf: (item) => said(item, 'text', 'A mistake'),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('mistake', items),
    phase: phaseAfter(context, items),
    text: toPlaceholder('Counts visits and calls it success.'),
    boardSign: toPlaceholder('Five metrics, none with a why.'),
  }),
})

export const itemList = list({
  key: 'items',
  label: 'Items of one good board',
  description: 'Short cards, as on a real board: one good answer, not the only one.',
  noun: 'item',
  fields: [
    { kind: 'line', key: 'text', label: 'Card', ask: 'Weekly learning days per learner' },
    { kind: 'choice', key: 'section', label: 'Section', choices: sectionChoices, half: true },
    { kind: 'choice', key: 'kind', label: 'Kind', choices: kindChoices, half: true },
    {
      kind: 'choice',
      key: 'mark',
      label: 'Importance',
      half: true,
      choices: fixed([
        { id: 'core', label: 'Core: a sound answer has it' },
        { id: 'good', label: 'Good' },
        { id: 'stretch', label: 'Stretch' },
      ]),
    },
    { ...dimension, label: 'Shows dimension', none: 'None' },
    { kind: 'choice', key: 'parent', label: 'Parent', choices: itemChoices, none: 'None', half: true },
    { kind: 'item-fields', key: 'fields', label: 'Fields of the card' },
    { kind: 'item-links', key: 'links', label: 'Links' },
  ],
  titleOf: (item) => said(item, 'text', 'An item'),
  asideOf: (item, context) => nameOf(sectionChoices(context), textAt(item, ['section'])),
  blank: (context, items) => {
    const section = textAt(items.at(-1), ['section']) || (sectionChoices(context)[0]?.id ?? '')
    const kind = context.category?.framework.sections.find((one) => one.id === section)?.kinds[0] ?? ''
    return {
      id: freshId('item', items),
      section,
      kind,
      text: toPlaceholder('A short card.'),
      mark: 'good',
    }
  },
})

export const sampleList = list({
  key: 'samples',
  label: 'How it sounds',
  description: 'The same moment at level 2 and at level 4, in spoken words.',
  noun: 'sample',
  fields: [
    phase,
    dimension,
    { kind: 'text', key: 'weaker', label: 'Weaker', ask: 'I would look at daily users.', rows: 2 },
    {
      kind: 'text',
      key: 'stronger',
      label: 'Stronger',
      ask: 'I would count what they came for, because it is why they pay.',
      rows: 2,
    },
    { kind: 'line', key: 'why', label: 'Why it is stronger', ask: 'It ties the count to a reason.' },
  ],
  titleOf: (item) => said(item, 'weaker', 'A sample'),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('sample', items),
    phase: phaseAfter(context, items),
    dimension: firstDimension(context),
    weaker: toPlaceholder('I would look at daily users.'),
    stronger: toPlaceholder('I would count what they came for, because it is why they pay.'),
    why: toPlaceholder('It ties the count to a reason.'),
  }),
})

export const drillList = list({
  key: 'drills',
  label: 'Drills',
  description: 'Three to five minutes on one weak spot.',
  noun: 'drill',
  fields: [
    { kind: 'line', key: 'title', label: 'Drill', ask: 'Three guardrails in three minutes', half: true },
    { kind: 'number', key: 'minutes', label: 'Minutes', half: true },
    dimension,
    {
      kind: 'text',
      key: 'text',
      label: 'What to do',
      ask: 'Take another product and name what could get worse.',
      rows: 3,
    },
  ],
  titleOf: (item) => said(item, 'title', 'A drill'),
  asideOf: (item) => `${textAt(item, ['minutes'])} min`,
  blank: (context, items) => ({
    id: freshId('drill', items),
    title: toPlaceholder('Three guardrails in three minutes'),
    minutes: 4,
    dimension: firstDimension(context),
    text: toPlaceholder('Take another product and name what could get worse.'),
  }),
})
