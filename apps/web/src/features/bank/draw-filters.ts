import { clip } from '@greenroom/board/clip'
import type { WireCommand } from '@greenroom/session'

/** What a case is drawn by; `any` lets everything through. */
export const any = 'any'
const mixMark = 'mix:'
/** The category of a draw by the mix of a loop. */
export function mixFilter(loop: string): string {
  return `${mixMark}${loop}`
}
/** The loop whose mix is drawn from. `null`: a category, or nothing. */
export function mixOf(category: string): string | null {
  return category.startsWith(mixMark) ? category.slice(mixMark.length) : null
}

export type DrawFilters = {
  readonly category: string
  readonly difficulty: string
  readonly industry: string
  readonly company: string
  readonly skill: string
  readonly minutes: string
}
export const noDrawFilters: DrawFilters = {
  category: any,
  difficulty: any,
  industry: any,
  company: any,
  skill: any,
  minutes: any,
}
export const drawFilterKeys = ['category', 'difficulty', 'industry', 'company', 'skill', 'minutes'] as const

type DrawCommand = Omit<Extract<WireCommand, { kind: 'drawCase' }>, 'kind'>

/** In the server's form: what lets everything through is left out, except for the two that it always requires. */
export function drawCommandOf({ category, difficulty, industry, company, skill, minutes }: DrawFilters): DrawCommand {
  const mix = mixOf(category)
  return {
    category: category === any || mix !== null ? null : category,
    difficulty: difficulty === any ? null : difficulty,
    ...(industry !== any && { industry }),
    ...(company !== any && { company }),
    ...(skill !== any && { skill }),
    ...(mix !== null && { mix }),
    ...(Number(minutes) > 0 && { mostMinutes: Number(minutes) }),
  }
}

/** The filters that the bank's page has put into an address. */
export function readDrawFilters(address: URLSearchParams): DrawFilters {
  const at = (key: (typeof drawFilterKeys)[number]) => clip(address.get(key) ?? '', 60) || any
  return {
    category: at('category'),
    difficulty: at('difficulty'),
    industry: at('industry'),
    company: at('company'),
    skill: at('skill'),
    minutes: at('minutes'),
  }
}
