import { defineCategory } from '../category.ts'
import { choiceField, textField } from '../shared/choices.ts'
import * as kinds from '../shared/kinds.ts'
import * as sections from '../shared/sections.ts'

export const category = defineCategory({
  id: 'root-cause',
  order: 40,
  title: 'Root cause',
  description:
    'Search with discipline: pin the problem down, close branches with data, and name the cause with confidence.',
  alsoCalled: ['diagnosis', 'debugging', 'metric dropped', 'execution', 'RCA'],
  framework: {
    id: 'root-cause',
    version: 1,
    title: 'Root cause',
    sections: [
      {
        ...sections.goalSection,
        title: 'Problem',
        purpose: 'The exact problem: which number, from what to what, since when, for whom.',
      },
      { ...sections.clarifySection, purpose: 'Who, when, where, how much; and is it measured right?' },
      {
        ...sections.contextSection,
        purpose: 'What the product does, and a timeline of what changed inside and outside.',
        kinds: ['fact', 'change', 'strategy', 'rival', 'lifecycle'],
      },
      { ...sections.stakeholdersSection, title: 'Actors', purpose: 'Who could cause it, and who is hurt by it.' },
      { ...sections.userFlowSection, title: 'Funnel', purpose: 'The steps with their numbers before and after.' },
      {
        ...sections.metricsTreeSection,
        purpose: 'The metric that fell, broken down until one part explains the fall.',
      },
      {
        id: 'hypotheses',
        title: 'Causes',
        purpose: 'Branches that do not overlap; each ends confirmed or killed by a fact.',
        layout: 'tree',
        kinds: ['hypothesis'],
        nests: true,
      },
      { ...sections.solutionsSection, title: 'Fixes', purpose: 'Stop-gap, fix, prevention.' },
      sections.risksSection,
      {
        ...sections.recommendationSection,
        purpose: 'The cause, how sure you are, what happens now, and who needs to know.',
      },
    ],
    kinds: [
      {
        id: 'goal',
        label: 'Problem',
        placeholder: 'Which number fell, from what to what, since when?',
        fields: [
          textField('scope', 'Scope', 'For whom, and for whom not?'),
          textField('onset', 'Onset', 'A step, a slope, or a spike?'),
        ],
      },
      kinds.question,
      kinds.assumption,
      kinds.fact(
        ['metric', 'step', 'stakeholder', 'change'],
        [
          { id: 'supports', label: 'supports', to: ['hypothesis'] },
          { id: 'weakens', label: 'weakens', to: ['hypothesis'] },
        ],
      ),
      {
        id: 'change',
        label: 'Change',
        placeholder: 'What changed?',
        fields: [
          textField('when', 'When', 'Day and hour'),
          choiceField('side', 'Side', { inside: 'Inside', outside: 'Outside' }),
        ],
        links: [{ id: 'madeBy', label: 'was made by', to: ['stakeholder'] }],
      },
      kinds.strategy,
      kinds.rival,
      kinds.lifecycle,
      kinds.stakeholder(),
      kinds.step(kinds.beforeAfter),
      kinds.metric([...kinds.beforeAfter, textField('explains', 'Explains', 'How much of the fall?')]),
      {
        id: 'hypothesis',
        label: 'Cause',
        placeholder: 'What could have done it?',
        fields: [
          choiceField('status', 'Status', { open: 'Open', confirmed: 'Confirmed', killed: 'Killed' }),
          textField('evidenceFor', 'For', 'What supports it?'),
          textField('evidenceAgainst', 'Against', 'What counts against it?'),
          textField('test', 'Test', 'Which cut would decide it?'),
          choiceField('likelihood', 'Likelihood', { low: 'Low', medium: 'Medium', high: 'High' }),
        ],
        links: [
          { id: 'explains', label: 'explains', to: ['metric'] },
          { id: 'startedBy', label: 'was started by', to: ['change'] },
        ],
      },
      {
        id: 'solution',
        label: 'Fix',
        placeholder: 'What do we do about it?',
        fields: [
          choiceField('horizon', 'Horizon', {
            'stop-gap': 'Stop-gap: now',
            fix: 'Fix: this week',
            prevention: 'Prevention: permanently',
          }),
          textField('owner', 'Owner', 'Who does it?'),
          textField('cost', 'Cost', 'What does it break meanwhile?'),
        ],
        links: [
          { id: 'removes', label: 'removes', to: ['hypothesis'] },
          { id: 'moves', label: 'moves', to: ['metric'] },
        ],
      },
      kinds.risk(['goal', 'metric', 'solution', 'stakeholder']),
      kinds.recommendation(
        ['goal', 'hypothesis', 'solution', 'metric'],
        [textField('confidence', 'How sure', 'In percent'), textField('tell', 'Tell', 'Whom, and when?')],
      ),
    ],
    seeds: [sections.goalSeed],
  },
  agendas: {
    45: [
      { id: 'pin', name: 'Pin the problem', minutes: 5, sections: ['goal', 'clarify'] },
      { id: 'formula', name: 'Product, flow, formula', minutes: 4, sections: ['userFlow', 'metricsTree', 'context'] },
      { id: 'measurement', name: 'Rule out measurement', minutes: 3, sections: ['clarify', 'context'] },
      { id: 'causes', name: 'Tree of causes', minutes: 6, sections: ['hypotheses', 'stakeholders'] },
      { id: 'narrow', name: 'Ask, narrow, loop', minutes: 9, sections: ['hypotheses', 'metricsTree', 'context'] },
      { id: 'cause', name: 'State the cause', minutes: 2, sections: ['hypotheses', 'recommendation'] },
      { id: 'act', name: 'Stop-gap, fix, prevention', minutes: 3, sections: ['solutions', 'risks', 'recommendation'] },
    ],
    20: [
      { id: 'pin', name: 'Pin the problem', minutes: 3, sections: ['goal', 'clarify'] },
      { id: 'formula', name: 'Product, flow, formula', minutes: 2, sections: ['userFlow', 'metricsTree'] },
      { id: 'measurement', name: 'Rule out measurement', minutes: 2, sections: ['clarify', 'context'] },
      { id: 'causes', name: 'Tree of causes', minutes: 4, sections: ['hypotheses'] },
      { id: 'narrow', name: 'Ask, narrow, loop', minutes: 5, sections: ['hypotheses', 'metricsTree'] },
      { id: 'cause', name: 'State the cause', minutes: 1, sections: ['hypotheses', 'recommendation'] },
      { id: 'act', name: 'Stop-gap, fix, prevention', minutes: 3, sections: ['solutions', 'recommendation'] },
    ],
  },
  weights: [
    { id: 'pin', title: 'Pin the problem', weight: 20 },
    { id: 'causes', title: 'Structured causes', weight: 25 },
    { id: 'narrowing', title: 'Narrowing with data', weight: 30 },
    { id: 'action', title: 'Cause and action', weight: 15 },
    { id: 'communication', title: 'Communication', weight: 10 },
  ],
  demands: { facts: 8, redHerring: true, reconciliation: true },
  coverage: [
    'empty-goal',
    'broken-sum',
    'metric-without-window',
    'fix-without-cause',
    'hypothesis-without-fact',
    'risk-without-answer',
    'unanswered-question',
    'assumption-without-consequence',
    'recommendation-without-reason',
  ],
})
