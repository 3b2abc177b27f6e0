import { toPlaceholder } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { freshId, textAt } from '../../own-case-list/draft.ts'
import { firstDimension, itemChoices, kindChoices, nameOf, phaseAfter, sectionChoices } from './fields.ts'
import { dimension, fixed, inPhase, levelAsks, levels, list, phase, said } from './shared-fields.ts'

/** What a round is judged by, and what is talked about afterwards. */

export const rubricList = list({
  key: 'rubric',
  label: t`Dimensions`,
  description: t`Weights add up to 100. Communication is scored the same way in every case: leave its fields empty for the standard text.`,
  noun: 'dimension',
  fields: [
    { kind: 'line', key: 'title', label: t`Dimension`, ask: t`Metric quality`, half: true },
    { kind: 'number', key: 'weight', label: t`Weight`, half: true },
    {
      kind: 'group',
      key: 'levels',
      label: t`What can be seen or heard`,
      fields: levels.map((level) => ({
        kind: 'text',
        key: String(level),
        label: t`Level ${level}`,
        ask: levelAsks[level],
        rows: 2,
      })),
    },
    list({
      key: 'ticks',
      label: t`Checklist`,
      noun: 'checklist item',
      fields: [{ kind: 'line', key: 'text', label: t`Item`, ask: t`Named one goal and refused another.` }],
      titleOf: (item) => said(item, 'text', t`A checklist item`),
      blank: (_context, items) => ({
        id: freshId(`tick-${Math.abs(hash(JSON.stringify(items)))}`, items),
        text: toPlaceholder(t`Named one goal and refused another.`),
      }),
    }),
  ],
  titleOf: (item) => said(item, 'title', textAt(item, ['id']) === 'communication' ? t`Communication` : t`A dimension`),
  asideOf: (item) => `${textAt(item, ['weight'])}%`,
  blank: (_context, items) => ({
    id: freshId('dimension', items),
    title: toPlaceholder(t`Metric quality`),
    weight: 10,
    levels: Object.fromEntries(levels.map((level) => [level, toPlaceholder(levelAsks[level])])),
    ticks: [],
  }),
})

/** Ticks of all dimensions share one space of ids. */
function hash(text: string): number {
  let sum = 7
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 99_991
  return sum
}

export const mistakeList = list({
  key: 'mistakes',
  label: t`Common mistakes`,
  noun: 'mistake',
  fields: [
    { kind: 'line', key: 'text', label: t`Mistake`, ask: t`Counts visits and calls it success.` },
    phase,
    {
      kind: 'line',
      key: 'boardSign',
      label: t`What it looks like on the board`,
      ask: t`Five metrics, none with a why.`,
    },
    {
      kind: 'line',
      key: 'say',
      label: t`What to say about it`,
      ask: t`Which of these would you act on?`,
      optional: true,
    },
  ],
  titleOf: (item) => said(item, 'text', t`A mistake`),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('mistake', items),
    phase: phaseAfter(context, items),
    text: toPlaceholder(t`Counts visits and calls it success.`),
    boardSign: toPlaceholder(t`Five metrics, none with a why.`),
  }),
})

export const itemList = list({
  key: 'items',
  label: t`Items on one good board`,
  description: t`Short cards, as on a real board: one good answer, not the only one.`,
  noun: 'item',
  fields: [
    { kind: 'line', key: 'text', label: t`Card`, ask: t`Weekly learning days per learner` },
    { kind: 'choice', key: 'section', label: t`Section`, choices: sectionChoices, half: true },
    { kind: 'choice', key: 'kind', label: t`Kind`, choices: kindChoices, half: true },
    {
      kind: 'choice',
      key: 'mark',
      label: t`Importance`,
      half: true,
      choices: fixed([
        { id: 'core', label: t`Core: a sound answer has it` },
        { id: 'good', label: t`Good` },
        { id: 'stretch', label: t`Stretch` },
      ]),
    },
    { ...dimension, label: t`Dimension it shows`, none: t`None` },
    { kind: 'choice', key: 'parent', label: t`Parent`, choices: itemChoices, none: t`None`, half: true },
    { kind: 'item-fields', key: 'fields', label: t`Fields of the card` },
    { kind: 'item-links', key: 'links', label: t`Links` },
  ],
  titleOf: (item) => said(item, 'text', t`An item`),
  asideOf: (item, context) => nameOf(sectionChoices(context), textAt(item, ['section'])),
  blank: (context, items) => {
    const section = textAt(items.at(-1), ['section']) || (sectionChoices(context)[0]?.id ?? '')
    const kind = context.category?.framework.sections.find((one) => one.id === section)?.kinds[0] ?? ''
    return {
      id: freshId('item', items),
      section,
      kind,
      text: toPlaceholder(t`A short card.`),
      mark: 'good',
    }
  },
})

const sampleItemList = list({
  ...itemList,
  key: 'items',
  label: t`Cards on this board`,
  description: t`As the candidate would write them.`,
  fields: itemList.fields.filter(({ key }) => !['mark', 'dimension', 'parent', 'links'].includes(key)),
  blank: (context, items) => {
    const { mark: _, ...item } = itemList.blank(context, items) as Record<string, unknown>
    return item
  },
})

export const sampleBoardList = list({
  key: 'sampleBoards',
  label: t`Whole boards by an invented candidate`,
  description: t`What levels look like when someone has written them, instead of one good board.`,
  noun: 'board',
  fields: [
    { kind: 'line', key: 'title', label: t`Board`, ask: t`Someone who did it all themselves` },
    {
      kind: 'choice',
      key: 'level',
      label: t`Level`,
      numeric: true,
      half: true,
      choices: fixed(levels.map((level) => ({ id: String(level), label: t`Level ${level}` }))),
    },
    { kind: 'text', key: 'why', label: t`Why this level`, ask: t`What one more level would take.`, rows: 2 },
    sampleItemList,
  ],
  titleOf: (item) => said(item, 'title', t`A board`),
  asideOf: (item) => t`Level ${textAt(item, ['level'])}`,
  blank: (context, items) => ({
    id: freshId('board', items),
    level: [2, 3, 4][items.length % 3],
    title: toPlaceholder(t`Someone who did it all themselves`),
    why: toPlaceholder(t`What one more level would take.`),
    items: [sampleItemList.blank(context, [])],
  }),
})

export const sampleList = list({
  key: 'samples',
  label: t`How it sounds`,
  description: t`The same moment at level 2 and at level 4, in spoken words.`,
  noun: 'sample',
  fields: [
    phase,
    dimension,
    { kind: 'text', key: 'weaker', label: t`Weaker`, ask: t`I would look at daily users.`, rows: 2 },
    {
      kind: 'text',
      key: 'stronger',
      label: t`Stronger`,
      ask: t`I would count what they came for, because it is why they pay.`,
      rows: 2,
    },
    { kind: 'line', key: 'why', label: t`Why it is stronger`, ask: t`It ties the count to a reason.` },
  ],
  titleOf: (item) => said(item, 'weaker', t`A sample`),
  asideOf: inPhase,
  blank: (context, items) => ({
    id: freshId('sample', items),
    phase: phaseAfter(context, items),
    dimension: firstDimension(context),
    weaker: toPlaceholder(t`I would look at daily users.`),
    stronger: toPlaceholder(t`I would count what they came for, because it is why they pay.`),
    why: toPlaceholder(t`It ties the count to a reason.`),
  }),
})

export const drillList = list({
  key: 'drills',
  label: t`Drills`,
  description: t`Three to five minutes on one weak spot.`,
  noun: 'drill',
  fields: [
    { kind: 'line', key: 'title', label: t`Drill`, ask: t`Three guardrails in three minutes`, half: true },
    { kind: 'number', key: 'minutes', label: t`Minutes`, half: true },
    dimension,
    {
      kind: 'text',
      key: 'text',
      label: t`What to do`,
      ask: t`Take another product and name what could get worse.`,
      rows: 3,
    },
  ],
  titleOf: (item) => said(item, 'title', t`A drill`),
  asideOf: (item) => t`${textAt(item, ['minutes'])} min`,
  blank: (context, items) => ({
    id: freshId('drill', items),
    title: toPlaceholder(t`Three guardrails in three minutes`),
    minutes: 4,
    dimension: firstDimension(context),
    text: toPlaceholder(t`Take another product and name what could get worse.`),
  }),
})
