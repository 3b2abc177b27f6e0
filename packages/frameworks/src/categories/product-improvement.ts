import { defineCategory } from '../category.ts'
import { choiceField, textField } from '../shared/choices.ts'
import * as kinds from '../shared/kinds.ts'
import * as sections from '../shared/sections.ts'

export const category = defineCategory({
  id: 'product-improvement',
  order: 30,
  title: 'Product improvement',
  description:
    'Say what “better” means for a product that already exists, find the pain, and defend what to build first.',
  alsoCalled: ['product sense', 'how would you improve'],
  framework: {
    id: 'product-improvement',
    version: 1,
    title: 'Product improvement',
    sections: [
      { ...sections.goalSection, purpose: 'What “better” means, and the metric that must move.' },
      sections.clarifySection,
      {
        ...sections.contextSection,
        purpose: 'What works today and must stay that way, why it is the way it is, strategy, rivals, stage.',
        kinds: ['fact', 'works', 'strategy', 'rival', 'lifecycle'],
      },
      {
        ...sections.stakeholdersSection,
        title: 'Segments',
        purpose: 'Current users, lost users, and the quiet parties; pick one and say why.',
      },
      {
        ...sections.userFlowSection,
        title: 'Journey',
        purpose: 'The journey as it is today, with its friction marked.',
      },
      sections.painsSection,
      {
        ...sections.solutionsSection,
        purpose: 'Ideas by impact and effort, each tied to a pain; one may be a removal.',
      },
      { ...sections.metricsTreeSection, purpose: 'The metric to move, what drives it, and its guardrails.' },
      {
        ...sections.risksSection,
        purpose: 'What must not get worse, and what has to be true for the bet to pay.',
        kinds: ['risk', 'hypothesis'],
      },
      sections.recommendationSection,
    ],
    kinds: [
      {
        id: 'goal',
        label: 'Goal',
        placeholder: 'What does better mean here?',
        fields: [
          textField('metricToMove', 'Metric to move', 'From … to …'),
          textField('notCounted', 'Would not count', 'Which rise would not be an improvement?'),
        ],
      },
      kinds.question,
      kinds.assumption,
      kinds.fact(
        ['stakeholder', 'step', 'pain', 'metric'],
        [
          { id: 'supports', label: 'supports', to: ['hypothesis'] },
          { id: 'weakens', label: 'weakens', to: ['hypothesis'] },
        ],
      ),
      {
        id: 'works',
        label: 'Works today',
        placeholder: 'What do people love or rely on?',
        links: [{ id: 'reliedOnBy', label: 'is relied on by', to: ['stakeholder'] }],
      },
      kinds.strategy,
      kinds.rival,
      kinds.lifecycle,
      kinds.stakeholder(kinds.segmentFields),
      kinds.step([choiceField('friction', 'Friction', { none: 'None', some: 'Some', high: 'High' })]),
      kinds.pain,
      kinds.solution,
      kinds.metric(),
      kinds.risk(['goal', 'metric', 'solution', 'stakeholder', 'works']),
      {
        id: 'hypothesis',
        label: 'Bet to test',
        placeholder: 'We believe that …',
        fields: [
          textField('test', 'Test', 'How would you know in two weeks?'),
          choiceField('status', 'Status', { open: 'Open', confirmed: 'Confirmed', killed: 'Killed' }),
        ],
        links: [{ id: 'explains', label: 'moves', to: ['metric'] }],
      },
      kinds.recommendation(['goal', 'solution', 'pain', 'metric', 'hypothesis']),
    ],
    seeds: [sections.goalSeed],
  },
  agendas: {
    45: [
      { id: 'clarify', name: 'Clarify: what is better?', minutes: 4, sections: ['clarify', 'goal'] },
      { id: 'today', name: 'What works today', minutes: 4, sections: ['context', 'goal'] },
      { id: 'journey', name: 'Segments and journey', minutes: 8, sections: ['stakeholders', 'userFlow', 'pains'] },
      { id: 'pain', name: 'Choose the pain', minutes: 4, sections: ['pains', 'userFlow'] },
      { id: 'ideas', name: 'Ideas, effort and impact', minutes: 7, sections: ['solutions', 'pains'] },
      { id: 'test', name: 'Test, metric, guardrail', minutes: 4, sections: ['metricsTree', 'risks'] },
      { id: 'call', name: 'Call', minutes: 2, sections: ['recommendation', 'solutions'] },
    ],
    20: [
      { id: 'clarify', name: 'Clarify: what is better?', minutes: 3, sections: ['clarify', 'goal'] },
      { id: 'today', name: 'What works today', minutes: 2, sections: ['context'] },
      { id: 'journey', name: 'Segments and journey', minutes: 5, sections: ['stakeholders', 'userFlow', 'pains'] },
      { id: 'pain', name: 'Choose the pain', minutes: 2, sections: ['pains'] },
      { id: 'ideas', name: 'Ideas, effort and impact', minutes: 4, sections: ['solutions', 'pains'] },
      { id: 'test', name: 'Test, metric, guardrail', minutes: 3, sections: ['metricsTree', 'risks'] },
      { id: 'call', name: 'Call', minutes: 1, sections: ['recommendation'] },
    ],
  },
  weights: [
    { id: 'better', title: 'Define better', weight: 20 },
    { id: 'today', title: 'Understanding today', weight: 15 },
    { id: 'pain', title: 'Pain choice', weight: 25 },
    { id: 'ideas', title: 'Ideas and priority', weight: 25 },
    { id: 'measure', title: 'Measure', weight: 5 },
    { id: 'communication', title: 'Communication', weight: 10 },
  ],
  coverage: [
    'empty-goal',
    'two-north-stars',
    'no-guardrail',
    'guardrail-without-limit',
    'broken-sum',
    'metric-without-denominator',
    'metric-without-window',
    'pain-without-person',
    'solution-without-pain',
    'hypothesis-without-fact',
    'risk-without-answer',
    'unanswered-question',
    'assumption-without-consequence',
    'recommendation-without-reason',
  ],
})
