import { defineCategory } from '../category.ts'
import { choiceField, textField } from '../shared/choices.ts'
import * as sections from '../shared/sections.ts'

const doer = { i: 'I', we: 'We', others: 'Others' } as const
const told = ['situation', 'people', 'moments', 'actions', 'results']
const probed = ['moments', 'actions', 'results', 'lessons']
const story = choiceField('story', 'Story', { first: 'First', second: 'Second' })

export const category = defineCategory({
  id: 'behavioural',
  order: 110,
  title: 'Behavioural',
  description:
    'Tell something you did: stakes, people, choices, your own part, a result with evidence, and what changed.',
  alsoCalled: ['behavioral', 'leadership', 'STAR', 'culture fit', 'tell me about a time'],
  framework: {
    id: 'behavioural',
    version: 1,
    title: 'Behavioural',
    sections: [
      { ...sections.goalSection, title: 'Competency', purpose: 'What the question asks for, in one line.' },
      {
        id: 'situation',
        title: 'Situation',
        purpose: 'When it was, your role, and what was at stake. Two sentences when told.',
        layout: 'cards',
        kinds: ['situation'],
        nests: false,
      },
      {
        id: 'people',
        title: 'People',
        purpose: 'Who had a position, what they wanted, and whether they gave way.',
        layout: 'cards',
        kinds: ['person'],
        nests: false,
      },
      {
        id: 'moments',
        title: 'Moments of choice',
        purpose: 'In order: what you could have done, what was chosen, why, and by whom.',
        layout: 'flow',
        kinds: ['choice'],
        nests: false,
      },
      {
        id: 'actions',
        title: 'Actions',
        purpose: 'What was done, marked I, we or others. Your own part is what is scored.',
        layout: 'table',
        kinds: ['action'],
        nests: false,
      },
      {
        id: 'results',
        title: 'Result',
        purpose: 'A number or a named effect, over what period, and what would have happened anyway.',
        layout: 'cards',
        kinds: ['result'],
        nests: false,
      },
      {
        id: 'lessons',
        title: 'Lesson',
        purpose: 'What you do differently since, and when you last did.',
        layout: 'cards',
        kinds: ['lesson'],
        nests: false,
      },
    ],
    kinds: [
      {
        id: 'goal',
        label: 'Competency',
        placeholder: 'What do they want to see?',
        fields: [textField('shownBy', 'Shown by', 'Which act would show it?')],
      },
      {
        id: 'situation',
        label: 'Situation',
        placeholder: 'Where and when was it?',
        fields: [
          story,
          textField('stakes', 'Stakes', 'What could be lost, in numbers?'),
          textField('role', 'My role', 'What were you answerable for?'),
          textField('when', 'When', 'Year, or how long ago'),
        ],
      },
      {
        id: 'person',
        label: 'Person',
        placeholder: 'Who, by role',
        fields: [
          textField('position', 'Position', 'What did they say?'),
          textField('wanted', 'Wanted', 'And what did they need?'),
          choiceField('gaveWay', 'Gave way', { yes: 'Yes', partly: 'In part', no: 'No' }),
        ],
      },
      {
        id: 'choice',
        label: 'Choice',
        placeholder: 'What had to be decided?',
        fields: [
          textField('refused', 'Refused', 'What else could you have done?'),
          textField('why', 'Why', 'With what you knew then'),
          choiceField('decidedBy', 'Decided by', doer),
        ],
        links: [{ id: 'with', label: 'was argued with', to: ['person'] }],
      },
      {
        id: 'action',
        label: 'Action',
        placeholder: 'What was done?',
        fields: [
          choiceField('doneBy', 'Done by', doer),
          textField('exactly', 'Exactly', 'Which words, which page, which day?'),
        ],
        links: [
          { id: 'towards', label: 'was towards', to: ['person'] },
          { id: 'follows', label: 'follows', to: ['choice'] },
        ],
      },
      {
        id: 'result',
        label: 'Result',
        placeholder: 'What came of it?',
        fields: [
          story,
          textField('number', 'Number', 'From what to what?'),
          textField('window', 'Window', 'Over what period?'),
          textField('otherwise', 'Otherwise', 'What would have happened anyway?'),
        ],
        links: [{ id: 'cameFrom', label: 'came from', to: ['action'] }],
      },
      {
        id: 'lesson',
        label: 'Lesson',
        placeholder: 'What do you do differently since?',
        fields: [textField('evidence', 'Evidence', 'When did you last do that?')],
        links: [{ id: 'about', label: 'is about', to: ['choice'] }],
      },
    ],
    seeds: [sections.goalSeed],
  },
  // The result is told within the story, so its section is open during the telling. Choosing also means saying what the question asks for.
  agendas: {
    45: [
      { id: 'choose', name: 'First story: choose', minutes: 2, sections: ['goal', 'situation'] },
      { id: 'tell', name: 'First story: tell', minutes: 5, sections: told },
      { id: 'probe', name: 'First story: follow-ups', minutes: 8, sections: probed },
      { id: 'choose-second', name: 'Second story: choose', minutes: 2, sections: ['goal', 'situation'] },
      { id: 'tell-second', name: 'Second story: tell', minutes: 5, sections: told },
      { id: 'probe-second', name: 'Second story: follow-ups', minutes: 8, sections: probed },
      { id: 'close', name: 'What you take from both', minutes: 2, sections: ['lessons', 'results'] },
    ],
    20: [
      { id: 'choose', name: 'Choose a story', minutes: 2, sections: ['goal', 'situation'] },
      { id: 'tell', name: 'Tell it', minutes: 6, sections: told },
      { id: 'probe', name: 'Follow-ups', minutes: 10, sections: probed },
      { id: 'close', name: 'What you take from it', minutes: 2, sections: ['lessons', 'results'] },
    ],
  },
  weights: [
    { id: 'relevance', title: 'Relevance and stakes', weight: 15 },
    { id: 'own-part', title: 'Own part', weight: 25 },
    { id: 'judgement', title: 'Judgement and influence', weight: 25 },
    { id: 'result', title: 'Result with evidence', weight: 15 },
    { id: 'reflection', title: 'Reflection', weight: 10 },
    { id: 'communication', title: 'Communication', weight: 10 },
  ],
  coverage: [
    'empty-goal',
    'situation-without-stakes',
    'person-without-position',
    'choice-without-alternative',
    'choice-without-reason',
    'action-without-doer',
    'no-own-action',
    'result-without-number',
    'result-without-action',
    'lesson-without-evidence',
  ],
  demands: {
    facts: 0,
    curveballs: 0,
    implications: 0,
    competencies: 3,
    context: false,
    referenceBoard: false,
    sampleBoards: [2, 3, 4],
    ladders: 2,
    personal: true,
    briefTitles: { product: 'What is asked for', tension: 'What makes it hard', truth: 'What a strong story has' },
  },
})
