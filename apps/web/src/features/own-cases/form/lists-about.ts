import { toPlaceholder } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { itemChoices } from './fields.ts'
import { list, said } from './shared-fields.ts'

/** What an interviewer knows about the product, and where it comes from. */

export const stakeholderList = list({
  key: 'stakeholders',
  label: t`Stakeholders`,
  noun: 'stakeholder',
  fields: [
    { kind: 'line', key: 'who', label: t`Who`, ask: t`Shopper` },
    { kind: 'line', key: 'wants', label: t`Wants`, ask: t`to pay without a new password` },
    { kind: 'line', key: 'risks', label: t`Risks`, ask: t`losing money with nobody to call` },
  ],
  titleOf: (item) => said(item, 'who', t`A stakeholder`),
  blank: () => ({
    who: toPlaceholder('Shopper'),
    wants: toPlaceholder(t`to pay without a new password`),
    risks: toPlaceholder(t`losing money with nobody to call`),
  }),
})

export const tradeOffList = list({
  key: 'tradeOffs',
  label: t`Trade-offs`,
  noun: 'trade-off',
  fields: [
    { kind: 'line', key: 'tension', label: t`Tension`, ask: t`Reach or depth` },
    { kind: 'text', key: 'lean', label: t`Where to lean`, ask: t`Depth first, because …`, rows: 2 },
  ],
  titleOf: (item) => said(item, 'tension', t`A trade-off`),
  blank: () => ({ tension: toPlaceholder(t`Reach or depth`), lean: toPlaceholder(t`Depth first, because …`) }),
})

export const riskList = list({
  key: 'risks',
  label: t`Risks of the product`,
  noun: 'risk',
  fields: [
    { kind: 'line', key: 'risk', label: t`Risk`, ask: t`A rival copies it` },
    { kind: 'line', key: 'sign', label: t`First sign`, ask: t`Their price list names it` },
    { kind: 'line', key: 'answer', label: t`Answer`, ask: t`A contract for two years` },
    { kind: 'line', key: 'owner', label: t`Owner`, ask: t`Head of sales`, half: true },
  ],
  titleOf: (item) => said(item, 'risk', t`A risk`),
  blank: () => ({
    risk: toPlaceholder(t`A rival copies it`),
    sign: toPlaceholder(t`Their price list names it`),
    answer: toPlaceholder(t`A contract for two years`),
    owner: toPlaceholder(t`Head of sales`),
  }),
})

export const followUpList = list({
  key: 'followUps',
  label: t`Cases to run next`,
  description: t`Cases from the bank, by the ID in their address, each with the question that leads to it.`,
  noun: 'case',
  fields: [
    { kind: 'line', key: 'to', label: t`Case`, ask: 'amazon-pay-integration', half: true },
    { kind: 'line', key: 'ask', label: t`Question`, ask: t`Now choose the measure for it.` },
  ],
  titleOf: (item) => said(item, 'to', t`A case`),
  blank: () => ({ to: 'amazon-pay-integration', ask: toPlaceholder(t`Now choose the measure for it.`) }),
})

export const competencyList = list({
  key: 'competencies',
  label: t`What each style of company calls it`,
  noun: 'style',
  fields: [
    { kind: 'line', key: 'style', label: t`Style`, ask: t`In the style of Amazon` },
    { kind: 'line', key: 'asks', label: t`What it is called`, ask: t`Have backbone` },
    {
      kind: 'line',
      key: 'listensFor',
      label: t`What interviewers listen for`,
      ask: t`That you said it before it was decided.`,
    },
  ],
  titleOf: (item) => said(item, 'style', t`A style`),
  blank: () => ({
    style: toPlaceholder(t`In the style of Amazon`),
    asks: toPlaceholder(t`Have backbone`),
    listensFor: toPlaceholder(t`That you said it before it was decided.`),
  }),
})

export const limitList = list({
  key: 'limits',
  label: t`Quantities with limits`,
  noun: 'quantity',
  fields: [
    { kind: 'line', key: 'of', label: t`Quantity and unit`, ask: t`Disputes in percent` },
    list({
      key: 'rising',
      label: t`Its limits, from low to high`,
      noun: 'limit',
      fields: [
        { kind: 'line', key: 'say', label: t`Limit`, ask: t`Stop at thirty days` },
        { kind: 'line', key: 'at', label: t`Number or formula`, ask: '0.42', half: true },
        { kind: 'choice', key: 'in', label: t`Card that states it`, choices: itemChoices, none: t`None`, half: true },
        { kind: 'line', key: 'as', label: t`As the card says it`, ask: '0.42%', optional: true, half: true },
      ],
      titleOf: (item) => said(item, 'say', t`A limit`),
      blank: (_context, items) => ({ say: toPlaceholder(t`Stop at thirty days`), at: String(items.length + 1) }),
    }),
  ],
  titleOf: (item) => said(item, 'of', t`A quantity`),
  blank: () => ({
    of: toPlaceholder(t`Disputes in percent`),
    rising: [1, 2].map((at) => ({ say: toPlaceholder(t`Stop at thirty days`), at: String(at) })),
  }),
})

export const sourceList = list({
  key: 'sources',
  label: t`Sources`,
  description: t`What you learned from. Never copy other people’s sentences.`,
  noun: 'source',
  fields: [
    { kind: 'line', key: 'title', label: t`Title`, ask: t`Annual report 2025` },
    { kind: 'line', key: 'url', label: t`Address`, ask: 'https://…', optional: true },
    { kind: 'line', key: 'note', label: t`What you used`, ask: t`How the fee is split.`, optional: true },
  ],
  titleOf: (item) => said(item, 'title', t`A source`),
  blank: () => ({ title: toPlaceholder(t`Annual report 2025`) }),
})
