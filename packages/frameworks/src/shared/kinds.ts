import type { ItemKind } from '@greenroom/board'
import { choiceField, lowMediumHigh, textField } from './choices.ts'

/**
 * Item kinds that more than one framework uses. What differs by category (which kinds can be linked to, extra fields) is passed as an
 * argument, so that a link never names a kind that its framework does not have.
 */
export const question: ItemKind = {
  id: 'question',
  label: 'Question',
  placeholder: 'What do you need to know?',
  fields: [textField('answer', 'Answer', 'What you were told')],
  links: [],
}

export const assumption: ItemKind = {
  id: 'assumption',
  label: 'Assumption',
  placeholder: 'What do you take as given?',
  fields: [
    choiceField('confidence', 'Confidence', lowMediumHigh),
    textField('ifWrong', 'If wrong', 'What would change?'),
  ],
  links: [],
}

/** `about`: kinds that a fact may be pinned to; a framework with hypotheses adds its own two links. */
export function fact(about: readonly string[], links: ItemKind['links'] = []): ItemKind {
  return {
    id: 'fact',
    label: 'Fact',
    placeholder: 'What is known, with its number',
    fields: [textField('source', 'Source', 'Who says so?')],
    links: [...(about.length > 0 ? [{ id: 'about', label: 'is about', to: [...about] }] : []), ...links],
  }
}

export const strategy: ItemKind = {
  id: 'strategy',
  label: 'Strategy',
  placeholder: 'Why does the company care?',
  fields: [],
  links: [],
}

export const rival: ItemKind = {
  id: 'rival',
  label: 'Rival',
  placeholder: 'Who else does this job?',
  fields: [textField('edge', 'Edge', 'What do they do better?')],
  links: [],
}

export const lifecycle: ItemKind = {
  id: 'lifecycle',
  label: 'Lifecycle',
  placeholder: 'Which stage, and how do you know?',
  fields: [
    choiceField('stage', 'Stage', {
      introduction: 'Introduction',
      growth: 'Growth',
      maturity: 'Maturity',
      decline: 'Decline',
    }),
  ],
  links: [],
}

/** A segment is a stakeholder, too. */
export function stakeholder(extra: ItemKind['fields'] = []): ItemKind {
  return {
    id: 'stakeholder',
    label: 'Stakeholder',
    placeholder: 'Who is affected by this?',
    fields: [
      textField('wants', 'Wants', 'The value they come for'),
      textField('risk', 'Risk', 'What they stand to lose'),
      ...extra,
    ],
    links: [],
  }
}

/** Segments that are compared, one of which is chosen. */
export const segmentFields: ItemKind['fields'] = [
  choiceField('choice', 'Choice', { chosen: 'Chosen', later: 'Later', refused: 'Refused' }),
  textField('why', 'Why', 'By which criterion?'),
]

export function step(extra: ItemKind['fields'] = [], links: ItemKind['links'] = []): ItemKind {
  return {
    id: 'step',
    label: 'Step',
    placeholder: 'What do they do next?',
    fields: [textField('drop', 'Drop', 'Share lost here'), ...extra],
    links: [{ id: 'doneBy', label: 'is done by', to: ['stakeholder'] }, ...links],
  }
}

export const beforeAfter: ItemKind['fields'] = [
  textField('before', 'Before', 'Number before'),
  textField('after', 'After', 'Number after'),
]

/** How an item of a tree goes into its parent: the board works the parent out from its children (`computeTrees` in packages/board). */
export const operator = choiceField('operator', 'Combines with its parent by', {
  plus: '+',
  minus: '−',
  times: '×',
  over: '÷',
})

/** A term of an equation that the board computes. One number, or a low, a middle and a high guess. */
export const term: ItemKind = {
  id: 'term',
  label: 'Term',
  placeholder: 'Which quantity?',
  fields: [
    operator,
    textField('mid', 'Best guess', '1.2k, 3M, 12%, 30–50'),
    textField('low', 'Low', 'Unlikely to be less than …'),
    textField('high', 'High', 'Unlikely to be more than …'),
    textField('unit', 'Unit', 'trips per person'),
    textField('source', 'Source', 'How do you know?'),
  ],
  links: [],
}

/** `value` and `operator` let the board work a metric out from those below it. */
export function metric(extra: ItemKind['fields'] = []): ItemKind {
  return {
    id: 'metric',
    label: 'Metric',
    placeholder: 'What do you count?',
    fields: [
      choiceField('metricKind', 'Kind', {
        'north-star': 'North star',
        driver: 'Driver',
        supporting: 'Supporting indicator',
        guardrail: 'Guardrail',
        counter: 'Counter-metric',
      }),
      textField('numerator', 'Numerator', 'Count of …'),
      textField('denominator', 'Denominator', 'out of / per …'),
      textField('window', 'Window', 'Over what period?'),
      textField('value', 'Value', '1.2k, 3M, 12%, 30–50'),
      operator,
      choiceField('direction', 'Direction', { 'up-is-good': 'Up is good', 'down-is-good': 'Down is good' }),
      textField('threshold', 'Threshold', 'When do you act?'),
      textField('owner', 'Owner', 'Which team moves it?'),
      ...extra,
    ],
    links: [
      { id: 'serves', label: 'serves', to: ['goal'] },
      { id: 'valuedBy', label: 'shows value for', to: ['stakeholder'] },
      { id: 'measuredAt', label: 'is measured at', to: ['step'] },
      { id: 'guards', label: 'guards', to: ['metric'] },
    ],
  }
}

export const pain: ItemKind = {
  id: 'pain',
  label: 'Pain',
  placeholder: 'What hurts, and when?',
  fields: [
    choiceField('frequency', 'Frequency', { rarely: 'Rarely', often: 'Often', always: 'Every time' }),
    choiceField('severity', 'Severity', { annoying: 'Annoying', costly: 'Costly', blocking: 'Blocking' }),
    textField('evidence', 'Evidence', 'How do you know?'),
  ],
  links: [
    { id: 'feltBy', label: 'is felt by', to: ['stakeholder'] },
    { id: 'happensAt', label: 'happens at', to: ['step'] },
  ],
}

export const solution: ItemKind = {
  id: 'solution',
  label: 'Solution',
  placeholder: 'What could we build, change or remove?',
  fields: [
    choiceField('impact', 'Impact', lowMediumHigh),
    choiceField('effort', 'Effort', lowMediumHigh),
    choiceField('verdict', 'Verdict', { first: 'First cut', later: 'Later', refused: 'Refused' }),
    textField('bet', 'Bet', 'What must be true?'),
  ],
  links: [
    { id: 'solves', label: 'solves', to: ['pain'] },
    { id: 'moves', label: 'moves', to: ['metric'] },
  ],
}

/** `threatens`: kinds that a risk may point at. */
export function risk(threatens: readonly string[]): ItemKind {
  return {
    id: 'risk',
    label: 'Risk',
    placeholder: 'What could go wrong?',
    fields: [
      choiceField('likelihood', 'Likelihood', lowMediumHigh),
      choiceField('harm', 'Harm', lowMediumHigh),
      textField('answer', 'Answer', 'What would we do?'),
      textField('trigger', 'Trigger', 'At what number?'),
    ],
    links: [{ id: 'threatens', label: 'threatens', to: [...threatens] }],
  }
}

/** `restsOn`: kinds that a recommendation may point at. */
export function recommendation(restsOn: readonly string[], extra: ItemKind['fields'] = []): ItemKind {
  return {
    id: 'recommendation',
    label: 'Recommendation',
    placeholder: 'What do you recommend?',
    fields: [
      textField('why', 'Why', 'The one reason'),
      textField('nextStep', 'Next step', 'What happens first?'),
      textField('byWhen', 'By when', 'A date or a reading'),
      ...extra,
    ],
    links: [{ id: 'restsOn', label: 'rests on', to: [...restsOn] }],
  }
}
