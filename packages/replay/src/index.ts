/** Log → moments: seek, play, skip idle, chapters, who did what. No React, no server. */

export { type BoardChange, changesBetween, type LifeStep, lifeOf } from './board-changes.ts'
export { type BoardFork, boardForksOf } from './board-forks.ts'
export * from './board-seeker.ts'
export * from './board-track.ts'
export { type AlignedPart, type Alignment, alignment, type RunTime } from './compare/alignment.ts'
export { type CardPair, compareMoments, type MomentComparison } from './compare/compare-moments.ts'
export { runTimeOf } from './compare/run-time.ts'
export * from './latest-seek.ts'
export * from './player.ts'
export type * from './recorded-session.ts'
export {
  type BoardMoment,
  type Ripple,
  type RippleLine,
  type RippleTarget,
  readRipple,
  rippleSpan,
} from './ripple.ts'
export type { RecordingPortion, SeekAnswer, SeekRequest } from './seek-messages.ts'
export { createSeekWorker, type SeekWorkerTime } from './seek-worker.ts'
export { createStates } from './states-over-time.ts'
export { readStrip } from './strip/read-strip.ts'
export { createStrip, type Strip, type StripInput, type StripPerson, type StripRow } from './strip/strip.ts'
export { type Airtime, silenceFrom, talkOverFrom, type Voice } from './strip/strip-airtime.ts'
export type { StripBlock } from './strip/strip-blocks.ts'
export { type FlagRule, flagRules, type StripFlag } from './strip/strip-flags.ts'
export type { PhaseSpan, Span } from './strip/strip-phases.ts'
export { type StripSummary, summaryOf } from './strip/strip-summary.ts'
export type { StripTick } from './strip/strip-ticks.ts'
export * from './timeline.ts'
export { applyDifferences, differenceOf, type ViewDifference } from './view-difference.ts'
export * from './yardstick/compare-boards.ts'
export { type MatchedCard, type ProposedPair, proposePairs } from './yardstick/propose-pairs.ts'
