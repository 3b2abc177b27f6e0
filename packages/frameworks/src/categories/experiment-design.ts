import { defineCategory } from '../category.ts'
import { choiceField, lowMediumHigh, textField } from '../shared/choices.ts'
import * as kinds from '../shared/kinds.ts'
import * as sections from '../shared/sections.ts'

const plainMetric = kinds.metric()

export const category = defineCategory({
  id: 'experiment-design',
  order: 90,
  title: 'Experiment design',
  description:
    'Plan a test that can change a decision: hypothesis, unit, measures, power, threats, and the rule for reading it.',
  alsoCalled: ['A/B test', 'AB test', 'experimentation', 'interference', 'statistics'],
  askedAt: ['pm', 'senior', 'group'],
  framework: {
    id: 'experiment-design',
    version: 1,
    title: 'Experiment design',
    sections: [
      { ...sections.goalSection, title: 'Decision', purpose: 'What will the result decide, who decides, and by when?' },
      { ...sections.clarifySection, purpose: 'What is tested, on whom, and what could be known without a test.' },
      sections.contextSection,
      {
        id: 'because',
        title: 'Because',
        purpose: 'The hypothesis: what changes for whom, by which mechanism, and how much.',
        layout: 'cards',
        kinds: ['hypothesis'],
        nests: false,
      },
      {
        id: 'unit',
        title: 'Unit and interference',
        purpose: 'Who or what is randomised, and how the groups could affect each other.',
        layout: 'table',
        kinds: ['unit', 'interference'],
        nests: false,
      },
      {
        ...sections.metricsTreeSection,
        title: 'Measures',
        purpose: 'One main measure, guards with limits, and what would explain the result.',
      },
      {
        id: 'power',
        title: 'Power',
        purpose: 'Baseline, the smallest effect that would change the decision, how many, how long.',
        layout: 'cards',
        kinds: ['power'],
        nests: false,
      },
      {
        ...sections.risksSection,
        title: 'Threats',
        purpose: 'What could make the result wrong: novelty, peeking, sample mismatch …',
      },
      {
        id: 'readout',
        title: 'Read-out',
        purpose: 'What the results table says, and what it does not say.',
        layout: 'table',
        kinds: ['reading'],
        nests: false,
      },
      {
        ...sections.recommendationSection,
        title: 'Rule and call',
        purpose: 'Before: if this, then that. After: the call by that rule.',
        kinds: ['rule', 'recommendation'],
      },
    ],
    kinds: [
      {
        id: 'goal',
        label: 'Decision',
        placeholder: 'What has to be decided?',
        fields: [
          textField('owner', 'Owner', 'Who decides, and by when?'),
          textField('ifNoTest', 'Without a test', 'What would you do anyway?'),
        ],
      },
      kinds.question,
      kinds.assumption,
      kinds.fact(
        ['metric', 'unit', 'power'],
        [
          { id: 'supports', label: 'supports', to: ['hypothesis'] },
          { id: 'weakens', label: 'weakens', to: ['hypothesis'] },
        ],
      ),
      kinds.strategy,
      kinds.rival,
      kinds.lifecycle,
      {
        id: 'hypothesis',
        label: 'Hypothesis',
        placeholder: 'If we …, then … because …',
        fields: [
          textField('mechanism', 'Mechanism', 'What would people do differently?'),
          textField('expected', 'Expected effect', 'How much, on which measure?'),
          textField('learns', 'If it fails', 'What would you know then?'),
        ],
        links: [{ id: 'moves', label: 'moves', to: ['metric'] }],
      },
      {
        id: 'unit',
        label: 'Unit',
        placeholder: 'Who or what do you randomise?',
        fields: [
          choiceField('verdict', 'Verdict', { chosen: 'Chosen', open: 'Open', refused: 'Refused' }),
          textField('why', 'Why', 'What supports it, and what counts against it?'),
          textField('count', 'How many', 'Units available, per day or in all'),
        ],
        links: [],
      },
      {
        id: 'interference',
        label: 'Interference',
        placeholder: 'How could one group affect the other?',
        fields: [
          choiceField('harm', 'Bias', lowMediumHigh),
          textField('direction', 'Direction', 'Does it make the effect look larger or smaller?'),
          textField('answer', 'Answer', 'What do you do about it?'),
        ],
        links: [{ id: 'about', label: 'comes with', to: ['unit'] }],
      },
      {
        ...plainMetric,
        fields: plainMetric.fields.map((field) =>
          field.id === 'metricKind'
            ? choiceField('metricKind', 'Kind', {
                'north-star': 'Main measure',
                driver: 'Driver',
                supporting: 'Explains',
                guardrail: 'Guardrail',
                counter: 'Counter-metric',
              })
            : field,
        ),
        links: plainMetric.links.filter(({ id }) => id === 'serves' || id === 'guards'),
      },
      {
        id: 'power',
        label: 'Power',
        placeholder: 'For which measure?',
        fields: [
          textField('baseline', 'Baseline', '4%, or a mean'),
          textField('effect', 'Smallest effect worth seeing', '0.4 points, 10% relative'),
          textField('spread', 'Spread (for a mean)', 'Standard deviation'),
          textField('groups', 'Groups', '2'),
          textField('perDay', 'Units per day', 'All groups together'),
          textField('inflation', 'Multiplier for clusters', '1'),
          textField('n', 'Your n per group', 'What you worked out'),
          textField('days', 'Your days', 'How long you would run it'),
        ],
        links: [{ id: 'measures', label: 'is for', to: ['metric'] }],
      },
      {
        ...kinds.risk(['metric', 'unit', 'hypothesis']),
        label: 'Threat',
        placeholder: 'What could make the result wrong?',
      },
      {
        id: 'reading',
        label: 'Reading',
        placeholder: 'What does the table say?',
        fields: [
          textField('seen', 'Seen', 'Effect and interval'),
          textField('means', 'Means', 'What follows, and what does not'),
          choiceField('trust', 'Trust', lowMediumHigh),
        ],
        links: [{ id: 'about', label: 'is about', to: ['metric', 'hypothesis'] }],
      },
      {
        id: 'rule',
        label: 'Rule',
        placeholder: 'If …',
        fields: [
          textField('when', 'If', 'Measure and number'),
          choiceField('then', 'Then', {
            ship: 'Ship',
            stop: 'Stop',
            longer: 'Run longer',
            again: 'Test again',
            split: 'Ship to some',
          }),
        ],
        links: [{ id: 'readFrom', label: 'is read from', to: ['metric'] }],
      },
      kinds.recommendation(['goal', 'rule', 'reading', 'metric', 'risk', 'hypothesis', 'unit']),
    ],
    seeds: [sections.goalSeed],
  },
  agendas: {
    45: [
      {
        id: 'decision',
        name: 'Decision and hypothesis',
        minutes: 6,
        sections: ['goal', 'clarify', 'because', 'context'],
      },
      { id: 'unit', name: 'Unit and interference', minutes: 7, sections: ['unit', 'context'] },
      { id: 'measures', name: 'Measures and guards', minutes: 6, sections: ['metricsTree', 'because'] },
      { id: 'power', name: 'Power and length', minutes: 5, sections: ['power', 'metricsTree'] },
      { id: 'threats', name: 'Threats and rule', minutes: 4, sections: ['risks', 'recommendation'] },
      { id: 'readout', name: 'Read the result', minutes: 4, sections: ['readout', 'metricsTree', 'recommendation'] },
      { id: 'call', name: 'Call', minutes: 2, sections: ['recommendation', 'readout'] },
    ],
    20: [
      {
        id: 'decision',
        name: 'Decision and hypothesis',
        minutes: 3,
        sections: ['goal', 'clarify', 'because', 'context'],
      },
      { id: 'unit', name: 'Unit and interference', minutes: 4, sections: ['unit', 'context'] },
      { id: 'measures', name: 'Measures and guards', minutes: 4, sections: ['metricsTree', 'because'] },
      { id: 'power', name: 'Power and length', minutes: 3, sections: ['power', 'metricsTree'] },
      { id: 'threats', name: 'Threats and rule', minutes: 2, sections: ['risks', 'recommendation'] },
      { id: 'readout', name: 'Read the result', minutes: 3, sections: ['readout', 'metricsTree', 'recommendation'] },
      { id: 'call', name: 'Call', minutes: 1, sections: ['recommendation', 'readout'] },
    ],
  },
  weights: [
    { id: 'decision', title: 'Decision and hypothesis', weight: 15 },
    { id: 'unit', title: 'Unit and interference', weight: 25 },
    { id: 'measures', title: 'Measures and guards', weight: 20 },
    { id: 'power', title: 'Power and length', weight: 15 },
    { id: 'reading', title: 'Reading and call', weight: 15 },
    { id: 'communication', title: 'Communication', weight: 10 },
  ],
  demands: { reconciliation: true, redHerring: true },
  coverage: [
    'empty-goal',
    'two-north-stars',
    'no-guardrail',
    'guardrail-without-limit',
    'unit-not-chosen',
    'interference-without-answer',
    'power-unfinished',
    'risk-without-answer',
    'unanswered-question',
    'assumption-without-consequence',
    'recommendation-without-reason',
  ],
})
