import { z } from 'zod'

/** What the red herring is. */
export const herrings = [
  'usage-up',
  'asked-for',
  'wrong-audience',
  'outside-event',
  'complaint',
  'small-difference',
  'same-in-both',
  'wrong-measure',
  'false-comparison',
  'correlation',
  'tempting-fix',
  'beside-the-point',
] as const

/** Where a sound answer lands. */
export const verdicts = [
  'usage-misleads',
  'number-is-right',
  'fall-is-success',
  'right-moment',
  'certainty',
  'independence',
  'protection',
  'visible-state',
  'less-work',
  'quiet-party',
  'request-is-right',
  'outside-product',
  'made-worse',
  'state-of-mind',
  'defect',
  'measurement',
  'mix',
  'expectation',
  'outside-rule',
  'own-goal',
  'season',
  'rival',
  'plain-yes',
  'plain-no',
  'one-side',
  'by-segment',
  'hybrid',
  'other-metric',
  'higher-target',
  'no-number-yet',
  'keep-goal',
  'health-first',
  'groundwork',
  'bottleneck',
  'capped-autonomy',
  'acts-alone',
  'no-model',
  'wrong-grader',
  'guard-outside',
  'says-less',
  'attention',
] as const

/** What is done first. */
export const firstBets = [
  'new-measure',
  'keep',
  'add',
  'remove',
  'friction',
  'promise',
  'price',
  'rule',
  'default',
  'software',
  'model',
  'object',
  'service',
  'explain',
  'roll-back',
  'fix',
  'split',
  'build',
  'learn',
  'evaluate',
] as const

/** The plot of a case, so that those of one category do not all have the same: told to nobody before the scores open. */
export const plotSchema = z.object({
  herring: z.enum(herrings),
  verdict: z.enum(verdicts),
  firstBet: z.enum(firstBets),
})
export type Plot = z.infer<typeof plotSchema>
