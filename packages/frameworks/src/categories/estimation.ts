import { defineCategory } from '../category.ts'
import { choiceField, lowMediumHigh, textField } from '../shared/choices.ts'
import * as kinds from '../shared/kinds.ts'
import * as sections from '../shared/sections.ts'

export const category = defineCategory({
  id: 'estimation',
  order: 80,
  title: 'Estimation',
  description:
    'Size something nobody has counted: an equation, honest ranges, a second way, and what the number decides.',
  alsoCalled: ['guesstimate', 'Fermi', 'market size', 'market sizing', 'TAM'],
  askedAt: ['apm', 'pm'],
  framework: {
    id: 'estimation',
    version: 1,
    title: 'Estimation',
    sections: [
      {
        ...sections.goalSection,
        title: 'Quantity',
        purpose: 'What is counted, in which unit, and for which decision?',
      },
      {
        ...sections.clarifySection,
        purpose: 'What counts, where, and over what period; what you assume instead of asking.',
      },
      { ...sections.contextSection, purpose: 'What is known already, with its source.' },
      {
        id: 'equation',
        title: 'Equation',
        purpose: 'The quantity as a tree of terms: what do you multiply, divide, add or subtract?',
        layout: 'tree',
        kinds: ['term'],
        nests: true,
      },
      {
        id: 'assumptions',
        title: 'Assumptions',
        purpose: 'Where each number comes from, and how sure you are of it.',
        layout: 'table',
        kinds: ['assumption'],
        nests: false,
      },
      {
        id: 'secondWay',
        title: 'Second way',
        purpose: 'The same quantity from other terms. Within a factor of three?',
        layout: 'tree',
        kinds: ['term'],
        nests: true,
      },
      {
        id: 'sensitivity',
        title: 'Sensitivity',
        purpose: 'Which number moves the total most, and how would you find out?',
        layout: 'cards',
        kinds: ['swing'],
        nests: false,
      },
      {
        ...sections.recommendationSection,
        title: 'So what',
        purpose: 'What the number means for the decision, and at what number you would decide differently.',
      },
    ],
    kinds: [
      {
        id: 'goal',
        label: 'Quantity',
        placeholder: 'How many of what, where, over what period?',
        fields: [
          textField('unit', 'Unit', 'litres a day'),
          textField('decision', 'For which decision', 'What will somebody do with it?'),
          textField('accuracy', 'How exact', 'Within a factor of two?'),
        ],
      },
      kinds.question,
      {
        ...kinds.assumption,
        fields: [
          textField('source', 'Source', 'Known, worked out, or a guess?'),
          choiceField('confidence', 'Confidence', lowMediumHigh),
          textField('ifWrong', 'If wrong', 'What would change?'),
        ],
        links: [{ id: 'about', label: 'is about', to: ['term'] }],
      },
      kinds.fact(['term', 'assumption']),
      kinds.strategy,
      kinds.rival,
      kinds.lifecycle,
      kinds.term,
      {
        id: 'swing',
        label: 'What moves it',
        placeholder: 'Which number moves the total most?',
        fields: [
          textField('effect', 'Effect', 'Total from … to …'),
          textField('findOut', 'Find out', 'How could you measure it?'),
        ],
        links: [{ id: 'about', label: 'is about', to: ['term'] }],
      },
      kinds.recommendation(
        ['goal', 'term', 'assumption', 'swing', 'fact'],
        [textField('flipsAt', 'Flips at', 'The number that changes the decision')],
      ),
    ],
    seeds: [sections.goalSeed],
  },
  agendas: {
    45: [
      { id: 'clarify', name: 'Quantity and decision', minutes: 4, sections: ['goal', 'clarify', 'context'] },
      { id: 'structure', name: 'Equation', minutes: 8, sections: ['equation', 'clarify'] },
      { id: 'numbers', name: 'Numbers and assumptions', minutes: 8, sections: ['equation', 'assumptions', 'context'] },
      { id: 'sums', name: 'Result and sanity', minutes: 3, sections: ['equation', 'assumptions'] },
      { id: 'check', name: 'Second way', minutes: 5, sections: ['secondWay', 'equation'] },
      { id: 'sensitivity', name: 'What moves it', minutes: 3, sections: ['sensitivity', 'equation'] },
      { id: 'so-what', name: 'So what', minutes: 2, sections: ['recommendation', 'goal'] },
    ],
    20: [
      { id: 'clarify', name: 'Quantity and decision', minutes: 2, sections: ['goal', 'clarify', 'context'] },
      { id: 'structure', name: 'Equation', minutes: 5, sections: ['equation', 'clarify'] },
      { id: 'numbers', name: 'Numbers and assumptions', minutes: 5, sections: ['equation', 'assumptions', 'context'] },
      { id: 'sums', name: 'Result and sanity', minutes: 2, sections: ['equation', 'assumptions'] },
      { id: 'check', name: 'Second way', minutes: 3, sections: ['secondWay', 'equation'] },
      { id: 'sensitivity', name: 'What moves it', minutes: 2, sections: ['sensitivity', 'equation'] },
      { id: 'so-what', name: 'So what', minutes: 1, sections: ['recommendation', 'goal'] },
    ],
  },
  weights: [
    { id: 'clarify', title: 'Clarify the quantity', weight: 10 },
    { id: 'structure', title: 'Structure', weight: 30 },
    { id: 'assumptions', title: 'Assumptions', weight: 20 },
    { id: 'sums', title: 'Sums and sanity', weight: 15 },
    { id: 'check', title: 'Second way and sensitivity', weight: 15 },
    { id: 'communication', title: 'Communication', weight: 10 },
  ],
  demands: { reconciliation: true },
  coverage: [
    'empty-goal',
    'term-without-number',
    'no-second-way',
    'ways-apart',
    'assumption-without-source',
    'unanswered-question',
    'assumption-without-consequence',
    'recommendation-without-reason',
  ],
})
