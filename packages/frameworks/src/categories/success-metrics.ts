import { defineCategory } from '../category.ts'
import { textField } from '../shared/choices.ts'
import * as kinds from '../shared/kinds.ts'
import * as sections from '../shared/sections.ts'

export const category = defineCategory({
  id: 'success-metrics',
  order: 10,
  title: 'Success metrics',
  description: 'Say what the product is for, turn it into one defensible measure, and protect it.',
  framework: {
    id: 'success-metrics',
    version: 1,
    title: 'Success metrics',
    sections: [
      { ...sections.goalSection, purpose: 'What is this product for, in one line?' },
      sections.clarifySection,
      sections.contextSection,
      sections.stakeholdersSection,
      { ...sections.userFlowSection, purpose: 'The steps in order; mark the ones that create value.' },
      sections.metricsTreeSection,
      { ...sections.risksSection, title: 'Risks and trade-offs' },
      sections.recommendationSection,
    ],
    kinds: [
      {
        id: 'goal',
        label: 'Goal',
        placeholder: 'What is this product for?',
        fields: [
          textField('why', 'Why this one', 'Which other goals did you reject?'),
          textField('changesWhen', 'Changes when', 'What would make you pick another?'),
        ],
      },
      kinds.question,
      kinds.assumption,
      kinds.fact(['metric', 'step', 'stakeholder']),
      kinds.strategy,
      kinds.rival,
      kinds.lifecycle,
      kinds.stakeholder(),
      kinds.step([textField('value', 'Value created', 'For whom?')]),
      kinds.metric(),
      kinds.risk(['goal', 'metric', 'stakeholder']),
      kinds.recommendation(['goal', 'metric', 'risk']),
    ],
    seeds: [sections.goalSeed],
  },
  agendas: {
    45: [
      { id: 'clarify', name: 'Clarify and purpose', minutes: 4, sections: ['goal', 'clarify'] },
      { id: 'context', name: 'Context and stakeholders', minutes: 5, sections: ['context', 'stakeholders'] },
      { id: 'goal', name: 'Choose one goal', minutes: 4, sections: ['goal', 'stakeholders', 'context'] },
      { id: 'flow', name: 'Where value is created', minutes: 4, sections: ['userFlow', 'stakeholders'] },
      { id: 'metrics', name: 'Metrics tree and guardrails', minutes: 11, sections: ['metricsTree', 'userFlow'] },
      { id: 'trade-off', name: 'Trade-off or experiment', minutes: 3, sections: ['risks', 'metricsTree'] },
      { id: 'recommend', name: 'Recommendation', minutes: 2, sections: ['recommendation', 'metricsTree'] },
    ],
    20: [
      { id: 'clarify', name: 'Clarify and purpose', minutes: 2, sections: ['goal', 'clarify'] },
      { id: 'context', name: 'Context and stakeholders', minutes: 3, sections: ['context', 'stakeholders'] },
      { id: 'goal', name: 'Choose one goal', minutes: 3, sections: ['goal', 'stakeholders'] },
      { id: 'flow', name: 'Where value is created', minutes: 2, sections: ['userFlow'] },
      { id: 'metrics', name: 'Metrics tree and guardrails', minutes: 7, sections: ['metricsTree', 'userFlow'] },
      { id: 'trade-off', name: 'Trade-off or experiment', minutes: 2, sections: ['risks', 'metricsTree'] },
      { id: 'recommend', name: 'Recommendation', minutes: 1, sections: ['recommendation'] },
    ],
  },
  weights: [
    { id: 'goal', title: 'Purpose and goal', weight: 20 },
    { id: 'value-flow', title: 'Stakeholders and value flow', weight: 15 },
    { id: 'metrics', title: 'Metric quality and tree', weight: 35 },
    { id: 'guardrails', title: 'Guardrails and trade-off', weight: 20 },
    { id: 'communication', title: 'Communication', weight: 10 },
  ],
})
