/** Words that filters and cases share. A case may only use these, so that a filter finds all of its kind. */
export const difficulties = ['easy', 'medium', 'hard'] as const
export type Difficulty = (typeof difficulties)[number]

/** How well a case is tried; `schema/public-part.ts` says what each means. */
export const caseStatuses = ['draft', 'run', 'run twice', 'calibrated'] as const

export const industries = [
  'payments',
  'commerce',
  'social',
  'mobility',
  'health',
  'education',
  'work tools',
  'media',
  'marketplaces',
  'hardware',
  'public services',
  'developer tools',
  'AI',
  'advertising',
  'gaming',
  'travel',
  'security',
  'climate',
  'creator tools',
  'any industry',
] as const
export type Industry = (typeof industries)[number]

/** The company and industry of a case that is about the candidate: nobody searches for them. */
export const ofNobody = { company: 'Any company', industry: 'any industry' } as const

/** What a run of the case exercises. */
export const skills = [
  'goal setting',
  'clarifying',
  'metric definition',
  'metrics tree',
  'guardrails',
  'incrementality',
  'experiment design',
  'network effects',
  'two-sided markets',
  'segmentation',
  'user empathy',
  'journey mapping',
  'pain ranking',
  'ideation',
  'prioritisation',
  'scoping',
  'problem pinning',
  'issue trees',
  'data narrowing',
  'mix effects',
  'instrumentation',
  'incident response',
  'decision rules',
  'stakeholder conflict',
  'unit economics',
  'risk and trust',
  'long-term effects',
  'roll-out',
  'target setting',
  'capacity planning',
  'AI evaluation',
  'human oversight',
  'strategy',
  'market sizing',
  'pricing',
  'go-to-market',
  'storytelling',
  'leadership',
  'influence',
  'self-awareness',
  'estimation',
  'sanity checks',
  'statistical power',
] as const
export type Skill = (typeof skills)[number]

/** Minutes of the slot. The 45-minute slot holds 30–34 minutes of case; the 20-minute cut is all case. */
export const cuts = [45, 20] as const
export type Cut = (typeof cuts)[number]
export const caseMinutes: Readonly<Record<Cut, { readonly least: number; readonly most: number }>> = {
  45: { least: 30, most: 34 },
  20: { least: 20, most: 20 },
}

/** Words a minute at which somebody reads a brief with care. */
export const readingWordsPerMinute = 220
export const briefMinutes = 2
