import { toPlaceholder } from '@greenroom/question-bank/authoring'
import { freshId, textAt } from '../../own-case-list/draft.ts'
import { firstDimension, itemChoices, phaseAfter, sectionChoices } from './fields.ts'
import { dimension, fixed, inPhase, levels, list, longOnly, phase, said } from './shared-fields.ts'

/** What the desk hands out, phase by phase. */

export const clarifyingList = list({
  key: 'clarifying',
  label: 'Questions that candidates ask',
  noun: 'question',
  fields: [
    { kind: 'line', key: 'question', label: 'They ask', ask: 'Who are the users?' },
    phase,
    {
      kind: 'choice',
      key: 'state',
      label: 'The interviewer',
      half: true,
      choices: fixed([
        { id: 'give', label: 'Gives the answer' },
        { id: 'ask-back', label: 'Asks back, then confirms' },
        { id: 'not-known', label: 'Says that isn’t known' },
      ]),
    },
    { kind: 'text', key: 'answer', label: 'Answer', ask: 'What to say, ready to read aloud.', rows: 2 },
    longOnly,
  ],
  titleOf: (item) => said(item, 'question', 'A question'),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('question', items),
    phase: phaseAfter(context, items),
    question: toPlaceholder('Who are the users?'),
    state: 'give',
    answer: toPlaceholder('What to say, ready to read aloud.'),
  }),
})

export const factList = list({
  key: 'facts',
  label: 'Fact cards',
  noun: 'fact',
  fields: [
    { kind: 'line', key: 'label', label: 'Name of the card', ask: 'Success rate by bank' },
    { kind: 'text', key: 'text', label: 'What it says', ask: 'One to three sentences with their numbers.', rows: 3 },
    { kind: 'table', key: 'table', label: 'Table' },
    phase,
    { kind: 'release', key: 'release', label: 'Released' },
    { kind: 'words', key: 'askFor', label: 'Words that ask for it (solo)', ask: 'by bank, per bank, which bank' },
    { kind: 'switch', key: 'redHerring', label: 'Red herring', description: 'True, but beside the point.' },
    {
      kind: 'text',
      key: 'deskNote',
      label: 'For the interviewer only',
      ask: 'What it means.',
      optional: true,
      rows: 2,
    },
    {
      kind: 'line',
      key: 'standsAlone',
      label: 'Why its numbers are not in the arithmetic',
      ask: 'They describe another year.',
      optional: true,
    },
  ],
  titleOf: (item) => said(item, 'label', 'A fact'),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('fact', items),
    phase: phaseAfter(context, items),
    label: toPlaceholder('Success rate by bank'),
    text: toPlaceholder('One to three sentences with their numbers.'),
    release: { on: 'request', for: toPlaceholder('What the candidate has to ask for.') },
    askFor: [],
  }),
})

export const hintList = list({
  key: 'hints',
  label: 'Hints',
  description: 'A ladder of three for each phase that has any: a nudge, a pointer, the answer.',
  noun: 'hint',
  fields: [
    phase,
    {
      kind: 'choice',
      key: 'rung',
      label: 'Rung',
      numeric: true,
      half: true,
      choices: fixed([
        { id: '1', label: '1: a question that nudges' },
        { id: '2', label: '2: a pointer' },
        { id: '3', label: '3: the answer' },
      ]),
    },
    { kind: 'text', key: 'text', label: 'Hint', ask: 'A question that nudges without telling.', rows: 2 },
    {
      kind: 'group',
      key: 'ceiling',
      label: 'Best score afterwards',
      fields: [
        dimension,
        {
          kind: 'choice',
          key: 'level',
          label: 'Level',
          numeric: true,
          half: true,
          choices: fixed(levels.map((level) => ({ id: String(level), label: `Level ${level}` }))),
        },
      ],
    },
  ],
  titleOf: (item) => `${textAt(item, ['rung'])}. ${said(item, 'text', 'A hint')}`,
  asideOf: inPhase,
  blank: (context, items) => {
    const at = phaseAfter(context, items)
    const rung = (items.filter((item) => textAt(item, ['phase']) === at).length % 3) + 1
    const before = items.at(-1)
    return {
      id: freshId('hint', items),
      phase: at,
      rung,
      text: toPlaceholder('A question that nudges without telling.'),
      ceiling: {
        dimension: textAt(before, ['ceiling', 'dimension']) || firstDimension(context),
        level: [4, 3, 2][rung - 1],
      },
    }
  },
})

export const probeList = list({
  key: 'probes',
  label: 'Probes',
  noun: 'probe',
  fields: [
    { kind: 'text', key: 'text', label: 'Probe', ask: 'A question that digs deeper.', rows: 2 },
    phase,
    { kind: 'choice', key: 'section', label: 'Section', choices: sectionChoices, half: true },
    { kind: 'text', key: 'strong', label: 'A strong reply includes', ask: 'What you hope to hear.', rows: 2 },
    longOnly,
  ],
  titleOf: (item) => said(item, 'text', 'A probe'),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('probe', items),
    phase: phaseAfter(context, items),
    section: textAt(items.at(-1), ['section']) || (sectionChoices(context)[0]?.id ?? ''),
    text: toPlaceholder('A question that digs deeper.'),
    strong: toPlaceholder('What you hope to hear.'),
  }),
})

export const curveballList = list({
  key: 'curveballs',
  label: 'Curveballs',
  noun: 'curveball',
  fields: [
    {
      kind: 'text',
      key: 'text',
      label: 'What happens',
      ask: 'What has suddenly changed, ready to read aloud.',
      rows: 2,
    },
    { kind: 'line', key: 'when', label: 'When to play it', ask: 'Once the tree has two levels.' },
    phase,
    { kind: 'many', key: 'moves', label: 'Items that it should move', choices: itemChoices, add: 'Add an item' },
    { kind: 'text', key: 'listenFor', label: 'Listen for', ask: 'What a strong reply changes.', rows: 2 },
    longOnly,
  ],
  titleOf: (item) => said(item, 'text', 'A curveball'),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('curveball', items),
    phase: phaseAfter(context, items),
    text: toPlaceholder('What has suddenly changed, ready to read aloud.'),
    when: toPlaceholder('Once the tree has two levels.'),
    moves: itemChoices(context)
      .slice(0, 1)
      .map(({ id }) => id),
    listenFor: toPlaceholder('What a strong reply changes.'),
  }),
})
