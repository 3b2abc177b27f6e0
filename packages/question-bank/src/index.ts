/** The public entry point: schemas, types, search, filters and draw. It includes no guide, and nothing that needs Node. */
export { type CategoryWeight, drawCase, drawFromMix } from './draw.ts'
export { type CaseFacets, type CaseFilters, facetsOf, minutesOf, passesFilters } from './filters.ts'
export type { Case } from './schema/case.ts'
export type { Fact, FactTable, Release } from './schema/facts.ts'
export { type Brief, type Guide, guideSchema } from './schema/guide.ts'
export { type PlanDay, type PublicLoop, publicLoopSchema, type Track } from './schema/loop.ts'
export { type AgendaPhase, cutSchema, type PublicPart, publicPartSchema } from './schema/public-part.ts'
export type { ReferenceItem } from './schema/reference-board.ts'
export type { Dimension } from './schema/rubric.ts'
export type { SampleBoard } from './schema/story.ts'
export type { Clarifying, Curveball, Drill, GuidePhase, Hint, Mistake, Probe, Sample } from './schema/talk.ts'
export { type CaseSearch, createCaseSearch } from './search.ts'
export {
  type Cut,
  caseMinutes,
  cuts,
  type Difficulty,
  difficulties,
  type Industry,
  industries,
  type Skill,
  skills,
} from './vocabulary.ts'
export { notWritten } from './written-guide.ts'
