import { toPlaceholder } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { freshId, textAt } from '../../own-case-list/draft.ts'
import { firstDimension, itemChoices, phaseAfter, sectionChoices } from './fields.ts'
import { dimension, fixed, inPhase, levels, list, longOnly, phase, said } from './shared-fields.ts'

/** What the desk gives, phase by phase. */

export const clarifyingList = list({
  key: 'clarifying',
  label: t`Questions that candidates ask`,
  noun: 'question',
  fields: [
    { kind: 'line', key: 'question', label: t`They ask`, ask: t`Who are the users?` },
    phase,
    {
      kind: 'choice',
      key: 'state',
      label: t`The interviewer`,
      half: true,
      choices: fixed([
        { id: 'give', label: t`Gives the answer` },
        { id: 'ask-back', label: t`Turns the question back, then confirms` },
        { id: 'not-known', label: t`Says that isn’t known` },
      ]),
    },
    { kind: 'text', key: 'answer', label: t`Answer`, ask: t`What to say, ready to read aloud.`, rows: 2 },
    longOnly,
  ],
  titleOf: (item) => said(item, 'question', t`A question`),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('question', items),
    phase: phaseAfter(context, items),
    question: toPlaceholder(t`Who are the users?`),
    state: 'give',
    answer: toPlaceholder(t`What to say, ready to read aloud.`),
  }),
})

export const factList = list({
  key: 'facts',
  label: t`Fact cards`,
  noun: 'fact',
  fields: [
    { kind: 'line', key: 'label', label: t`Name of the card`, ask: t`Success rate by bank` },
    { kind: 'text', key: 'text', label: t`What it says`, ask: t`One to three sentences with their numbers.`, rows: 3 },
    { kind: 'table', key: 'table', label: t`Table` },
    phase,
    { kind: 'release', key: 'release', label: t`When it is given` },
    { kind: 'words', key: 'askFor', label: t`Words that ask for it (solo)`, ask: t`by bank, per bank, which bank` },
    { kind: 'switch', key: 'redHerring', label: t`Red herring`, description: t`True, but beside the point.` },
    {
      kind: 'text',
      key: 'deskNote',
      label: t`For the interviewer only`,
      ask: t`What it means.`,
      optional: true,
      rows: 2,
    },
    {
      kind: 'line',
      key: 'standsAlone',
      label: t`Why its numbers are not in the arithmetic`,
      ask: t`They describe another year.`,
      optional: true,
    },
  ],
  titleOf: (item) => said(item, 'label', t`A fact`),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('fact', items),
    phase: phaseAfter(context, items),
    label: toPlaceholder(t`Success rate by bank`),
    text: toPlaceholder(t`One to three sentences with their numbers.`),
    release: { on: 'request', for: toPlaceholder(t`What the candidate has to ask for.`) },
    askFor: [],
  }),
})

export const hintList = list({
  key: 'hints',
  label: t`Hints`,
  description: t`A ladder of three for each phase that has any: a nudge, a pointer, the answer.`,
  noun: 'hint',
  fields: [
    phase,
    {
      kind: 'choice',
      key: 'rung',
      label: t`Rung`,
      numeric: true,
      half: true,
      choices: fixed([
        { id: '1', label: t`1: a question that nudges` },
        { id: '2', label: t`2: a pointer` },
        { id: '3', label: t`3: the answer` },
      ]),
    },
    { kind: 'text', key: 'text', label: t`Hint`, ask: t`A question that nudges without telling.`, rows: 2 },
    {
      kind: 'group',
      key: 'ceiling',
      label: t`Best score afterwards`,
      fields: [
        dimension,
        {
          kind: 'choice',
          key: 'level',
          label: t`Level`,
          numeric: true,
          half: true,
          choices: fixed(levels.map((level) => ({ id: String(level), label: t`Level ${level}` }))),
        },
      ],
    },
  ],
  titleOf: (item) => `${textAt(item, ['rung'])}. ${said(item, 'text', t`A hint`)}`,
  asideOf: inPhase,
  blank: (context, items) => {
    const at = phaseAfter(context, items)
    const rung = (items.filter((item) => textAt(item, ['phase']) === at).length % 3) + 1
    const before = items.at(-1)
    return {
      id: freshId('hint', items),
      phase: at,
      rung,
      text: toPlaceholder(t`A question that nudges without telling.`),
      ceiling: {
        dimension: textAt(before, ['ceiling', 'dimension']) || firstDimension(context),
        level: [4, 3, 2][rung - 1],
      },
    }
  },
})

export const probeList = list({
  key: 'probes',
  label: t`Probes`,
  noun: 'probe',
  fields: [
    { kind: 'text', key: 'text', label: t`Probe`, ask: t`A question that digs deeper.`, rows: 2 },
    phase,
    { kind: 'choice', key: 'section', label: t`Section`, choices: sectionChoices, half: true },
    { kind: 'text', key: 'strong', label: t`A strong reply includes`, ask: t`What you hope to hear.`, rows: 2 },
    {
      kind: 'line',
      key: 'ladder',
      label: t`Ladder it belongs to`,
      ask: t`They say “we decided”.`,
      optional: true,
    },
    {
      kind: 'choice',
      key: 'rung',
      label: t`Rung of the ladder`,
      numeric: true,
      half: true,
      none: t`No ladder`,
      choices: fixed([1, 2, 3, 4, 5, 6].map((rung) => ({ id: String(rung), label: t`Rung ${rung}` }))),
    },
    longOnly,
  ],
  titleOf: (item) => said(item, 'text', t`A probe`),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('probe', items),
    phase: phaseAfter(context, items),
    section: textAt(items.at(-1), ['section']) || (sectionChoices(context)[0]?.id ?? ''),
    text: toPlaceholder(t`A question that digs deeper.`),
    strong: toPlaceholder(t`What you hope to hear.`),
  }),
})

export const curveballList = list({
  key: 'curveballs',
  label: t`Curveballs`,
  noun: 'curveball',
  fields: [
    {
      kind: 'text',
      key: 'text',
      label: t`What happens`,
      ask: t`What has suddenly changed, ready to read aloud.`,
      rows: 2,
    },
    { kind: 'line', key: 'when', label: t`When to play it`, ask: t`Once the tree has two levels.` },
    phase,
    { kind: 'many', key: 'moves', label: t`Items that it should move`, choices: itemChoices, add: t`Add an item` },
    { kind: 'text', key: 'listenFor', label: t`Listen for`, ask: t`What a strong reply changes.`, rows: 2 },
    longOnly,
  ],
  titleOf: (item) => said(item, 'text', t`A curveball`),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('curveball', items),
    phase: phaseAfter(context, items),
    text: toPlaceholder(t`What has suddenly changed, ready to read aloud.`),
    when: toPlaceholder(t`Once the tree has two levels.`),
    moves: itemChoices(context)
      .slice(0, 1)
      .map(({ id }) => id),
    listenFor: toPlaceholder(t`What a strong reply changes.`),
  }),
})
