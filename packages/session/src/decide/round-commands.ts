import { z } from 'zod'
import { refusalToPrepare } from '../rules/case-rules.ts'
import { refuse } from '../rules/refusals.ts'
import {
  firstRefusal,
  unlessClockFresh,
  unlessFresh,
  unlessLobby,
  unlessRunner,
  unlessRunning,
  unlessScoring,
} from '../rules/refusals-if.ts'
import { refusalToAskForSwap, refusalToOpenNext, swapIsAgreed } from '../rules/swap-rules.ts'
import { refusalToAskForTake } from '../rules/take-rules.ts'
import type { Agenda, Guide } from '../state/interview-case.ts'
import { planOf } from '../state/phase-time.ts'
import { isSolo, seatsFilled, swapAskedBy } from '../state/readings.ts'
import { stopAll } from './clock-commands.ts'
import { command, entry, focusWords, type NewFact, partId, version } from './command.ts'
import { nextRound } from './next-round.ts'
import { takeMomentSchema } from './take-commands.ts'

const withHints = (agenda: Agenda, guide: Guide | null): Agenda =>
  agenda.map((phase) => ({ ...phase, hints: (guide?.hints ?? []).filter((hint) => hint.phase === phase.id).length }))

export const roundCommands = {
  /** The server draws the case and completes it as `prepareCase`. */
  drawCase: command({
    schema: z.object({
      category: z.string().max(40).nullable(),
      difficulty: z.string().max(20).nullable(),
      industry: z.string().max(80).nullish(),
      company: z.string().max(80).nullish(),
      skill: z.string().max(60).nullish(),
      /** Minutes of case in the 45-minute slot. */
      mostMinutes: z.number().min(1).max(60).nullish(),
      /** The loop whose mix of categories is used to draw the category, if none is given. */
      mix: z.string().max(64).nullish(),
    }),
    refusal: ({ state, participant }) => refusalToPrepare(state, participant),
    decide: () => refuse('malformed'),
  }),
  /** The server looks the case up and completes it as `prepareCase`. */
  chooseCase: command({
    schema: z.object({ caseId: partId }),
    refusal: ({ state, participant }) => refusalToPrepare(state, participant),
    decide: () => refuse('malformed'),
  }),

  startRound: command({
    schema: z.object({ seatsVersion: version }),
    refusal: (context, { seatsVersion }) =>
      firstRefusal(
        unlessFresh(seatsVersion, context.state.seatsVersion),
        unlessRunner(context),
        unlessLobby(context.round),
        seatsFilled(context.state) ? null : 'seats-not-filled',
        context.round.caseReady ? null : 'case-not-prepared',
      ),
    decide: ({ state, round }, _command, now) => {
      const { case: publicCase, preparedFramework, preparedAgenda } = round
      if (publicCase === null || preparedFramework === null || preparedAgenda === null)
        return refuse('case-not-prepared')
      const solo = isSolo(state, round)
      const agenda = solo ? withHints(preparedAgenda, round.guide) : preparedAgenda
      // A second take continues from the moment that it was taken from.
      const phase = round.fork?.phase ?? 0
      const left = (round.fork?.remaining ?? planOf(preparedAgenda))[phase] ?? 0
      const facts: NewFact[] = [
        entry('round-started', { round: round.id, framework: preparedFramework, agenda }),
        entry('phase-started', { round: round.id, phase, deadline: now + left }),
      ]
      // Nobody reads it aloud in solo.
      if (solo && round.promptShownAt === null)
        facts.push(entry('prompt-shown', { round: round.id, case: publicCase, how: 'shown' }))
      return facts
    },
  }),

  /** In the lobby or while the round runs, once. In solo the start of the round shows it. */
  showPrompt: command({
    schema: z.object({ how: z.enum(['read', 'shown']) }),
    refusal: ({ seat, round }) =>
      firstRefusal(
        seat === 'interviewer' ? null : 'interviewer-only',
        round.status === 'lobby' || round.status === 'running' ? null : 'round-ended',
        round.promptShownAt === null ? null : 'prompt-shown',
        round.caseReady ? null : 'case-not-prepared',
      ),
    decide: ({ round }, { how }) =>
      round.case === null
        ? refuse('case-not-prepared')
        : [entry('prompt-shown', { round: round.id, case: round.case, how })],
  }),

  /** The clock is paused first, so that the time left is in the log to the millisecond. */
  endRound: command({
    schema: z.object({ clockVersion: version }),
    refusal: (context, { clockVersion }) =>
      firstRefusal(
        unlessRunner(context),
        unlessRunning(context.round),
        unlessClockFresh(context, 'endRound', clockVersion),
      ),
    decide: ({ round }, _command, now) => {
      const dimensions = (round.guide?.rubric ?? []).map(({ id, title }) => ({ id, title }))
      return [...stopAll(round, now), entry('round-ended', { round: round.id, dimensions })]
    },
  }),

  reopenRound: command({
    schema: z.object({}),
    refusal: (context) => firstRefusal(unlessRunner(context), unlessScoring(context.round)),
    decide: ({ round }) => [entry('round-reopened', { round: round.id })],
  }),

  /** Everybody keeps their seat, or interviewer and candidate swap once the other one has asked for it, too. */
  openNextRound: command({
    schema: z.object({ swapSeats: z.boolean() }),
    refusal: (context, { swapSeats }) => refusalToOpenNext(context, swapSeats),
    decide: ({ state, round }, { swapSeats }) => nextRound(state, round, swapSeats),
  }),

  /**
   * The next round with everybody in their seat and a case drawn for it: the server draws one of the category, and completes it as
   * `openPrepared`. `focus`: what its sender is working on, if they are its candidate.
   */
  openWithCase: command({
    schema: z.object({ category: z.string().max(40), focus: focusWords }),
    refusal: (context) => refusalToOpenNext(context, false),
    decide: () => refuse('malformed'),
  }),

  /**
   * Asks the other of interviewer and candidate to swap seats. When both ask, both agree. `take`: for a second take, which the other one
   * then opens (`takeAgain`).
   */
  askToSwap: command({
    schema: z.object({ take: takeMomentSchema.optional() }),
    refusal: (context, { take }) =>
      firstRefusal(refusalToAskForSwap(context), take === undefined ? null : refusalToAskForTake(context, take)),
    decide: (context, { take }) => {
      const { state, round, participant } = context
      if (take !== undefined) {
        const { swapAskedFor } = round
        const asked = swapAskedBy(round) === participant
        if (asked && swapAskedFor?.round === take.round && swapAskedFor.at === take.at) return []
        return [entry('swap-asked', { round: round.id, take: { round: take.round, at: take.at } })]
      }
      if (swapIsAgreed(context, null)) return nextRound(state, round, true)
      const asked = swapAskedBy(round) === participant && round.swapAskedFor === null
      return asked ? [] : [entry('swap-asked', { round: round.id })]
    },
  }),

  /** Declines a swap of seats, or withdraws one's own request. */
  declineSwap: command({
    schema: z.object({}),
    refusal: refusalToAskForSwap,
    decide: ({ round }) => (swapAskedBy(round) === null ? [] : [entry('swap-declined', { round: round.id })]),
  }),
}
