import { toPlaceholder } from '@greenroom/question-bank/authoring'
import { t } from '@lingui/core/macro'
import { list, said } from './shared-fields.ts'

/** What an interviewer knows of the product, and where it comes from. */

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
