import { defineCategory } from '../category.ts'
import { choiceField, textField } from '../shared/choices.ts'
import * as kinds from '../shared/kinds.ts'
import * as sections from '../shared/sections.ts'

export const category = defineCategory({
  id: 'trade-off',
  order: 50,
  title: 'Trade-off',
  description: 'Decide under tension: climb to the shared goal, set a rule, make the call, say what would flip it.',
  alsoCalled: ['dilemma', 'conflicting metrics', 'execution'],
  framework: {
    id: 'trade-off',
    version: 1,
    title: 'Trade-off',
    sections: [
      { ...sections.goalSection, title: 'Decision', purpose: 'The decision to make, and whose it is.' },
      { ...sections.clarifySection, purpose: 'Base rates, limits, reversibility, and who decides.' },
      sections.contextSection,
      { ...sections.stakeholdersSection, purpose: 'Who wins, who loses, who can veto; now and later.' },
      { ...sections.userFlowSection, purpose: 'The flow under A and under B: where do they part?' },
      { ...sections.metricsTreeSection, purpose: 'The metrics in conflict, under the one that both feed.' },
      {
        id: 'options',
        title: 'Options',
        purpose: 'A, B, neither, and a third way; then the criteria that judge them.',
        layout: 'table',
        kinds: ['option', 'criterion'],
        nests: false,
      },
      {
        id: 'hypotheses',
        title: 'What would flip it',
        purpose: 'Assumptions that the call rests on, and the number that would turn it.',
        layout: 'table',
        kinds: ['hypothesis'],
        nests: false,
      },
      {
        ...sections.risksSection,
        title: 'Risks and kill rule',
        purpose: 'Reversibility, guardrails, and when to stop.',
      },
      {
        ...sections.recommendationSection,
        purpose: 'The call, the roll-out, the kill rule, and what the losing side hears.',
      },
    ],
    kinds: [
      {
        id: 'goal',
        label: 'Decision',
        placeholder: 'What has to be decided?',
        fields: [
          textField('owner', 'Owner', 'Who decides, who can veto?'),
          textField('sharedGoal', 'Shared goal', 'What do both sides want?'),
        ],
      },
      kinds.question,
      kinds.assumption,
      kinds.fact(
        ['metric', 'option', 'stakeholder', 'step'],
        [
          { id: 'supports', label: 'supports', to: ['hypothesis', 'option'] },
          { id: 'weakens', label: 'weakens', to: ['hypothesis', 'option'] },
        ],
      ),
      kinds.strategy,
      kinds.rival,
      kinds.lifecycle,
      kinds.stakeholder([
        choiceField('effect', 'Effect', { wins: 'Wins', loses: 'Loses', mixed: 'Both' }),
        choiceField('horizon', 'When', { now: 'Now', later: 'Later' }),
        choiceField('power', 'Power', { none: 'No say', advises: 'Advises', veto: 'Can veto' }),
      ]),
      kinds.step([textField('underA', 'Under A'), textField('underB', 'Under B')]),
      kinds.metric(kinds.beforeAfter),
      {
        id: 'option',
        label: 'Option',
        placeholder: 'What could we do?',
        fields: [
          textField('upside', 'Upside', 'Gain, with its number'),
          textField('downside', 'Downside', 'Cost, with its number'),
          choiceField('reversibility', 'Reversibility', {
            easy: 'Easy to undo',
            costly: 'Costly to undo',
            'one-way': 'One-way door',
          }),
          choiceField('verdict', 'Verdict', { chosen: 'Chosen', open: 'Open', refused: 'Refused' }),
        ],
        links: [
          { id: 'affects', label: 'affects', to: ['stakeholder'] },
          { id: 'moves', label: 'moves', to: ['metric'] },
        ],
      },
      {
        id: 'criterion',
        label: 'Criterion',
        placeholder: 'What do we judge by?',
        fields: [
          choiceField('weight', 'Weight', { must: 'Must', matters: 'Matters', nice: 'Nice to have' }),
          textField('threshold', 'Threshold', 'Pass at …'),
        ],
        links: [{ id: 'readFrom', label: 'is read from', to: ['metric'] }],
      },
      {
        id: 'hypothesis',
        label: 'Assumption to test',
        placeholder: 'The call holds as long as …',
        fields: [
          textField('flipsAt', 'Flips at', 'The number that turns the call'),
          textField('test', 'Test', 'Which data would tell you?'),
          choiceField('status', 'Status', { open: 'Open', confirmed: 'Confirmed', killed: 'Killed' }),
        ],
        links: [
          { id: 'explains', label: 'is about', to: ['metric'] },
          { id: 'flips', label: 'would flip', to: ['option'] },
        ],
      },
      kinds.risk(['goal', 'metric', 'option', 'stakeholder']),
      kinds.recommendation(
        ['goal', 'option', 'criterion', 'hypothesis', 'metric', 'risk'],
        [textField('killRule', 'Kill rule', 'Stop at which number?'), textField('tell', 'Tell the losing side')],
      ),
    ],
    seeds: [sections.goalSeed],
  },
  agendas: {
    45: [
      { id: 'tension', name: 'Restate the tension', minutes: 4, sections: ['goal', 'clarify'] },
      { id: 'shared-goal', name: 'Shared goal and stage', minutes: 5, sections: ['context', 'metricsTree', 'goal'] },
      { id: 'sides', name: 'Who wins, who loses', minutes: 6, sections: ['stakeholders', 'userFlow'] },
      { id: 'options', name: 'Options and a third way', minutes: 5, sections: ['options', 'stakeholders'] },
      {
        id: 'criteria',
        name: 'Criteria and what flips it',
        minutes: 5,
        sections: ['options', 'hypotheses', 'metricsTree'],
      },
      {
        id: 'decide',
        name: 'Decide, roll out, kill rule',
        minutes: 4,
        sections: ['recommendation', 'risks', 'options'],
      },
      { id: 'tell', name: 'Tell the losing side', minutes: 1, sections: ['recommendation'] },
    ],
    20: [
      { id: 'tension', name: 'Restate the tension', minutes: 3, sections: ['goal', 'clarify'] },
      { id: 'shared-goal', name: 'Shared goal and stage', minutes: 3, sections: ['context', 'metricsTree'] },
      { id: 'sides', name: 'Who wins, who loses', minutes: 3, sections: ['stakeholders'] },
      { id: 'options', name: 'Options and a third way', minutes: 3, sections: ['options'] },
      { id: 'criteria', name: 'Criteria and what flips it', minutes: 3, sections: ['options', 'hypotheses'] },
      { id: 'decide', name: 'Decide, roll out, kill rule', minutes: 4, sections: ['recommendation', 'risks'] },
      { id: 'tell', name: 'Tell the losing side', minutes: 1, sections: ['recommendation'] },
    ],
  },
  weights: [
    { id: 'frame', title: 'Frame and clarify', weight: 20 },
    { id: 'stakeholders', title: 'Stakeholders and horizon', weight: 25 },
    { id: 'method', title: 'Decision method', weight: 30 },
    { id: 'call', title: 'Call and roll-out', weight: 15 },
    { id: 'communication', title: 'Communication', weight: 10 },
  ],
  demands: { redHerring: true, reconciliation: true },
  coverage: [
    'empty-goal',
    'two-north-stars',
    'no-guardrail',
    'guardrail-without-limit',
    'broken-sum',
    'metric-without-denominator',
    'metric-without-window',
    'hypothesis-without-fact',
    'one-sided-option',
    'risk-without-answer',
    'unanswered-question',
    'assumption-without-consequence',
    'recommendation-without-reason',
  ],
})
