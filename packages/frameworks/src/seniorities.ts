/** Seniorities at which the same case is run, lowest first. */
export const seniorities = ['apm', 'pm', 'senior', 'group'] as const
export type Seniority = (typeof seniorities)[number]
