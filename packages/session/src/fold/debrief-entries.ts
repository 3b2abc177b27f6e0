import { z } from 'zod'
import { changeRound, without } from '../state/change-round.ts'
import { feedbackPointSchema, thirdsOf } from '../state/feedback-point.ts'
import { scorecardSchema } from '../state/scorecard.ts'
import type { Round } from '../state/state.ts'
import { takeawayKindSchema } from '../state/vocabulary.ts'
import { authorThenOpen, open } from './audience-rows.ts'
import { milliseconds, participant, round, words } from './entry-data.ts'
import { authorOf, entryKind } from './entry-kind.ts'

export const debriefEntries = {
  'scorecard-filled': entryKind({
    schema: z.object({ round, scorecard: scorecardSchema }),
    audience: authorThenOpen,
    replaces: ({ by }) => `scorecard of ${by}`,
    fold: (state, entry) =>
      changeRound(state, entry.data.round, (round) => ({
        ...round,
        scorecards: { ...round.scorecards, [authorOf(entry)]: entry.data.scorecard },
      })),
  }),
  /** Everybody learns that somebody has sealed a scorecard, and nothing about it. */
  'scorecard-sealed': entryKind({
    schema: z.object({ round, participant }),
    audience: open,
    fold: (state, { data }) =>
      changeRound(state, data.round, (round) => ({ ...round, sealedBy: [...round.sealedBy, data.participant] })),
  }),
  'scores-opened': entryKind({
    schema: z.object({ round }),
    audience: open,
    fold: (state, { data, at }) =>
      changeRound(state, data.round, (round) => ({ ...round, status: 'scored', scoresOpenedAt: at })),
  }),
  /** Interviewer or candidate asks the other to swap seats in the next round. */
  'swap-asked': entryKind({
    schema: z.object({
      round,
      /** For a second take with swapped seats, not for a new case. */
      take: z.object({ round, at: milliseconds }).optional(),
    }),
    audience: open,
    fold: (state, entry) =>
      changeRound(state, entry.data.round, (round) => ({
        ...round,
        swapAskedBy: authorOf(entry),
        swapAskedFor: entry.data.take ?? null,
        swapDeclinedBy: null,
      })),
  }),
  /** The person who asked withdraws it, or the other one declines. */
  'swap-declined': entryKind({
    schema: z.object({ round }),
    audience: open,
    fold: (state, entry) =>
      changeRound(state, entry.data.round, (round) => ({
        ...round,
        swapAskedBy: null,
        swapAskedFor: null,
        swapDeclinedBy: authorOf(entry),
      })),
  }),
  'takeaway-set': entryKind({
    schema: z.object({ round, takeaway: takeawayKindSchema, words }),
    audience: { ...open, replayLink: 'words' },
    fold: (state, entry) => {
      const { round: id, takeaway, words } = entry.data
      const author = authorOf(entry)
      return changeRound(state, id, (round): Round => {
        const before = round.takeaways[author] ?? {}
        const own = words === '' ? without(before, takeaway) : { ...before, [takeaway]: words }
        return { ...round, takeaways: { ...round.takeaways, [author]: own } }
      })
    },
  }),
  /**
   * All of one's own point; without any of its parts it is removed. An outsider reads it only in a share link of the desk's view, with
   * words.
   */
  'feedback-point-set': entryKind({
    schema: z.object({ round, ...feedbackPointSchema.shape }),
    audience: { ...open, replayLink: 'desk-words' },
    fold: (state, entry) => {
      const { round: id, ...point } = entry.data
      const author = authorOf(entry)
      return changeRound(state, id, (round): Round => {
        const others = (round.feedbackPoints[author] ?? []).filter((one) => one.point !== point.point)
        const own = thirdsOf(point) === 0 ? others : [...others, point].sort((a, b) => a.point - b.point)
        return { ...round, feedbackPoints: { ...round.feedbackPoints, [author]: own } }
      })
    },
  }),
}
