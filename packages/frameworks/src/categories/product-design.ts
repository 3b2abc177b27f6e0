import { defineCategory } from '../category.ts'
import { textField } from '../shared/choices.ts'
import * as kinds from '../shared/kinds.ts'
import * as sections from '../shared/sections.ts'

export const category = defineCategory({
  id: 'product-design',
  order: 20,
  title: 'Product design',
  description: 'Find whose problem is worth solving, solve it in a way that surprises, and say what you refused.',
  framework: {
    id: 'product-design',
    version: 1,
    title: 'Product design',
    sections: [
      { ...sections.goalSection, purpose: 'The goal, and how you would know that you reached it.' },
      sections.clarifySection,
      { ...sections.contextSection, purpose: 'Only what changes the design: company, rivals, stage, limits.' },
      {
        ...sections.stakeholdersSection,
        title: 'Segments',
        purpose: 'Segments by what people do; pick one and say why. Then who else is affected.',
      },
      { ...sections.userFlowSection, title: 'Journey', purpose: 'The chosen segment’s day, step by step.' },
      sections.painsSection,
      sections.solutionsSection,
      { ...sections.metricsTreeSection, purpose: 'One measure of success and its guardrail.' },
      sections.risksSection,
      sections.recommendationSection,
    ],
    kinds: [
      {
        id: 'goal',
        label: 'Goal',
        placeholder: 'What should be better, for whom?',
        fields: [textField('successTest', 'Success test', 'We are done when …'), textField('why', 'Why us, why now')],
      },
      kinds.question,
      kinds.assumption,
      kinds.fact(['stakeholder', 'step', 'pain']),
      kinds.strategy,
      kinds.rival,
      kinds.lifecycle,
      kinds.stakeholder(kinds.segmentFields),
      kinds.step([textField('feels', 'Feels', 'What goes through their mind?')]),
      kinds.pain,
      kinds.solution,
      kinds.metric(),
      kinds.risk(['goal', 'metric', 'solution', 'stakeholder']),
      kinds.recommendation(['goal', 'solution', 'pain', 'metric']),
    ],
    seeds: [sections.goalSeed],
  },
  agendas: {
    45: [
      { id: 'clarify', name: 'Clarify', minutes: 3, sections: ['clarify', 'goal'] },
      { id: 'goal', name: 'Why this, and the goal', minutes: 4, sections: ['goal', 'context'] },
      { id: 'segments', name: 'Segments: choose one', minutes: 6, sections: ['stakeholders', 'context'] },
      { id: 'pains', name: 'Journey and pains, ranked', minutes: 9, sections: ['userFlow', 'pains'] },
      { id: 'ideas', name: 'Ideas', minutes: 6, sections: ['solutions', 'pains'] },
      { id: 'pick', name: 'Pick and cut', minutes: 4, sections: ['solutions', 'userFlow'] },
      { id: 'success', name: 'Success and risk', minutes: 2, sections: ['metricsTree', 'risks', 'recommendation'] },
    ],
    20: [
      { id: 'clarify', name: 'Clarify', minutes: 2, sections: ['clarify', 'goal'] },
      { id: 'goal', name: 'Why this, and the goal', minutes: 2, sections: ['goal', 'context'] },
      { id: 'segments', name: 'Segments: choose one', minutes: 4, sections: ['stakeholders'] },
      { id: 'pains', name: 'Journey and pains, ranked', minutes: 5, sections: ['userFlow', 'pains'] },
      { id: 'ideas', name: 'Ideas', minutes: 4, sections: ['solutions', 'pains'] },
      { id: 'pick', name: 'Pick and cut', minutes: 2, sections: ['solutions'] },
      { id: 'success', name: 'Success and risk', minutes: 1, sections: ['metricsTree', 'risks', 'recommendation'] },
    ],
  },
  weights: [
    { id: 'goal', title: 'Motive and goal', weight: 15 },
    { id: 'segments', title: 'Segments', weight: 20 },
    { id: 'pains', title: 'Pains', weight: 25 },
    { id: 'solutions', title: 'Solutions and choices', weight: 25 },
    { id: 'success', title: 'Success and risk', weight: 5 },
    { id: 'communication', title: 'Communication', weight: 10 },
  ],
})
