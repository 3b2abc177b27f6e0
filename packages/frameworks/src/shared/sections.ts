import type { Framework, Section } from '@greenroom/board'

/** Sections that every framework has, and those that several share. A category says only what is special about it. */
export const goalSection: Section = {
  id: 'goal',
  title: 'Goal',
  purpose: 'The one line everything else serves.',
  layout: 'line',
  kinds: ['goal'],
  nests: false,
}

/** Seeded by the server under a fixed id, so that two people never have two goals. */
export const goalSeed: Framework['seeds'][number] = { item: 'goal', kind: 'goal', section: 'goal' }

export const clarifySection: Section = {
  id: 'clarify',
  title: 'Clarify',
  purpose: 'Three good questions, their answers, and what you assume instead of asking.',
  layout: 'cards',
  kinds: ['question', 'assumption'],
  nests: false,
}

export const contextSection: Section = {
  id: 'context',
  title: 'Context',
  purpose: 'What it is, why the company does it, who else does it, and what stage it is at.',
  layout: 'cards',
  kinds: ['fact', 'strategy', 'rival', 'lifecycle'],
  nests: false,
}

export const stakeholdersSection: Section = {
  id: 'stakeholders',
  title: 'Stakeholders',
  purpose: 'Who is affected, what each wants, and what each could lose.',
  layout: 'cards',
  kinds: ['stakeholder'],
  nests: true,
}

export const userFlowSection: Section = {
  id: 'userFlow',
  title: 'User flow',
  purpose: 'The steps in order; mark where value is made and where people leave.',
  layout: 'flow',
  kinds: ['step'],
  nests: false,
}

export const painsSection: Section = {
  id: 'pains',
  title: 'Pains',
  purpose: 'What hurts, how often and how much; rank before you solve.',
  layout: 'cards',
  kinds: ['pain'],
  nests: false,
}

export const solutionsSection: Section = {
  id: 'solutions',
  title: 'Solutions',
  purpose: 'Distinct ideas, each tied to a pain; then the first cut.',
  layout: 'table',
  kinds: ['solution'],
  nests: false,
}

export const metricsTreeSection: Section = {
  id: 'metricsTree',
  title: 'Metrics tree',
  purpose: 'One north star, the drivers behind it, and the guardrails beside it.',
  layout: 'tree',
  kinds: ['metric'],
  nests: true,
}

export const risksSection: Section = {
  id: 'risks',
  title: 'Risks',
  purpose: 'What could go wrong, and the number at which you would act.',
  layout: 'cards',
  kinds: ['risk'],
  nests: false,
}

export const recommendationSection: Section = {
  id: 'recommendation',
  title: 'Recommendation',
  purpose: 'The call, the reason, the next step, and by when.',
  layout: 'cards',
  kinds: ['recommendation'],
  nests: false,
}
