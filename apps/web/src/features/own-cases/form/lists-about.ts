import { toPlaceholder } from '@greenroom/question-bank/authoring'
import { list, said } from './shared-fields.ts'

/** What an interviewer knows of the product, and where it comes from. */

export const stakeholderList = list({
  key: 'stakeholders',
  label: 'Stakeholders',
  noun: 'stakeholder',
  fields: [
    { kind: 'line', key: 'who', label: 'Who', ask: 'Shopper' },
    { kind: 'line', key: 'wants', label: 'Wants', ask: 'to pay without a new password' },
    { kind: 'line', key: 'risks', label: 'Risks', ask: 'losing money with nobody to call' },
  ],
  titleOf: (item) => said(item, 'who', 'A stakeholder'),
  blank: () => ({
    who: toPlaceholder('Shopper'),
    wants: toPlaceholder('to pay without a new password'),
    risks: toPlaceholder('losing money with nobody to call'),
  }),
})

export const tradeOffList = list({
  key: 'tradeOffs',
  label: 'Trade-offs',
  noun: 'trade-off',
  fields: [
    { kind: 'line', key: 'tension', label: 'Tension', ask: 'Reach or depth' },
    { kind: 'text', key: 'lean', label: 'Where to lean', ask: 'Depth first, because …', rows: 2 },
  ],
  titleOf: (item) => said(item, 'tension', 'A trade-off'),
  blank: () => ({ tension: toPlaceholder('Reach or depth'), lean: toPlaceholder('Depth first, because …') }),
})

export const sourceList = list({
  key: 'sources',
  label: 'Sources',
  description: 'What you learned from. Never copy other people’s sentences.',
  noun: 'source',
  fields: [
    { kind: 'line', key: 'title', label: 'Title', ask: 'Annual report 2025' },
    { kind: 'line', key: 'url', label: 'Address', ask: 'https://…', optional: true },
    { kind: 'line', key: 'note', label: 'What you used', ask: 'How the fee is split.', optional: true },
  ],
  titleOf: (item) => said(item, 'title', 'A source'),
  blank: () => ({ title: toPlaceholder('Annual report 2025') }),
})
