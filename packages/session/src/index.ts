export {
  type AskedCommand,
  type CaseCommand,
  type Command,
  commandTable,
  type RoomCommand,
  type TakeCommand,
  type ThoughtsCommand,
  type WireCommand,
  type WireCommandKind,
  wireCommandSchema,
} from './decide/commands.ts'
export { type DecideInput, type Decision, decide } from './decide/decide.ts'
export { matchClarifying, matchQuestion, matchRelease } from './decide/question-match.ts'
export { maySend, refusalTo } from './decide/refusal-to.ts'
export { type KeptOfRound, keptOf } from './decide/take-commands.ts'
export * from './fold/entries.ts'
export { emptySession, fold, foldAll, foldVersion } from './fold/fold.ts'
export { sessionLimits } from './limits/session-limits.ts'
export { textLimits } from './limits/text-limits.ts'
export { DamagedLog } from './log/damaged-log.ts'
export { entryVersion, versionsRead } from './log/entry-versions.ts'
export type * from './log/log-store.ts'
export { type KeptEntry, parseEntry, parseKeptEntry, type StoredEntry, UnreadableEntry } from './log/parse-entry.ts'
export { mayDeleteAirtime } from './rules/airtime-rules.ts'
export {
  isAudioKept,
  type LeavingSound,
  mayEraseAudio,
  refusalToKeepAudio,
  soundToShare,
  soundToTake,
} from './rules/audio-rules.ts'
export {
  type AllowsWhispers,
  mayHear,
  mayPublish,
  maySpeak,
  mayTakePartInWhispers,
  mayWhisper,
} from './rules/call-rules.ts'
export { casesKnownToCandidate, ownerMayPrepareFrom } from './rules/case-rules.ts'
export {
  mayEditBoard,
  mayEditDocument,
  mayOpenDocument,
  mayReplayDocument,
  roundOfDocument,
} from './rules/document-rules.ts'
export * from './rules/may.ts'
export * from './rules/refusals.ts'
export { isAskedToConfirm, isOpenReturn, openReturns } from './rules/return-rules.ts'
export { refusalToReferenceRun } from './rules/run-rules.ts'
export { candidateToTakeAgain, seatsFreeFor } from './rules/seat-rules.ts'
export { refusalToShare } from './rules/share-rules.ts'
export { hasRoomForEdit, hasRoomForTrayEdit, onlyWatches } from './rules/shares.ts'
export { suggestedLevel } from './rules/suggested-level.ts'
export { type Take, takeSwapsSeats } from './rules/take-rules.ts'
export { trayCountDueAt } from './rules/thought-rules.ts'
export * from './state/airtime.ts'
export * from './state/airtime-readings.ts'
export * from './state/audio.ts'
export * from './state/audio-readings.ts'
export { type CarriedScore, carriedScore, scorersOf } from './state/carried-score.ts'
export { type ClockReading, clockAt } from './state/clock-reading.ts'
export {
  type Comment,
  type CommentRef,
  commentKey,
  countComments,
  isComment,
  type Thread,
  threadsOf,
} from './state/comment.ts'
export { type FactLedger, type FactStanding, type LedgerFact, readFactLedger } from './state/fact-ledger.ts'
export * from './state/feedback-point.ts'
export * from './state/ids.ts'
export * from './state/interview-case.ts'
export { gapBetween, judgeOf, judgesOf } from './state/judges.ts'
export * from './state/loop.ts'
export { type LoopPlan, loopPlanSchema } from './state/loop-plan.ts'
export { hintsLeft, phaseOf, remainingAt } from './state/phase-time.ts'
export {
  type Practice,
  type PracticeDimension,
  type PracticePoint,
  practiceToKeep,
  readPractice,
} from './state/practice.ts'
export * from './state/readings.ts'
export type { Pair, PairCorrections } from './state/reference-pairs.ts'
export * from './state/scorecard.ts'
export type * from './state/state.ts'
export { typedText, typedWords } from './state/typed-words.ts'
export * from './state/vocabulary.ts'
export * from './view/audience.ts'
export { type Erased, erasedIn, erasedOf } from './view/erased.ts'
export { type Interviewing, readInterviewing } from './view/interviewing.ts'
export { createProjector, type Projector, project } from './view/project.ts'
export * from './view/shared-view.ts'
