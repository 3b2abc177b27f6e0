/** Log → moments: seek, play, skip idle, chapters, who did what. No React, no server. */
export * from './board-seeker.ts'
export * from './board-track.ts'
export * from './latest-seek.ts'
export * from './player.ts'
export type * from './recorded-session.ts'
export { createStates } from './states-over-time.ts'
export * from './timeline.ts'
export { applyDifferences, differenceOf, type ViewDifference } from './view-difference.ts'
