import { z } from 'zod'
import type { CommandContext } from '../rules/context.ts'
import { type RefusalCode, refuse } from '../rules/refusals.ts'
import { firstRefusal, unlessAtDesk, unlessInterviewer, unlessRunning } from '../rules/refusals-if.ts'
import { sessionLimits } from '../rules/session-limits.ts'
import { textLimits } from '../rules/text-limits.ts'
import { pinIdSchema } from '../state/ids.ts'
import { hintsLeft, phaseOf } from '../state/phase-time.ts'
import { isSolo } from '../state/readings.ts'
import type { Pin } from '../state/state.ts'
import { factOriginSchema } from '../state/vocabulary.ts'
import { command, entry, type NewFact, partId, words } from './command.ts'
import { matchClarifying, matchQuestion, matchRelease } from './question-match.ts'

function refusalToRelease(context: CommandContext): RefusalCode | null {
  return firstRefusal(unlessInterviewer(context), unlessRunning(context.round))
}

/** Whether the guide has such a part; a browser without the guide leaves that to the server. */
function refusalOfPart(part: unknown, released: boolean): RefusalCode | null {
  if (part === undefined) return 'unknown-part'
  return released ? 'already-released' : null
}

function refusalToAsk({ state, round, seat }: CommandContext): RefusalCode | null {
  return firstRefusal(
    isSolo(state, round) ? null : 'solo-only',
    seat === 'candidate' ? null : 'candidate-only',
    unlessRunning(round),
  )
}

const ownPin = ({ round, participant }: CommandContext, pin: Pin['pin']): Pin | undefined =>
  round.pins.find((one) => one.by === participant && one.pin === pin)

export const deskCommands = {
  releaseFact: command({
    schema: z.object({ fact: partId, origin: factOriginSchema.optional() }),
    refusal: (context, { fact }) =>
      firstRefusal(
        refusalToRelease(context),
        refusalOfPart(
          context.round.guide?.facts.find(({ id }) => id === fact),
          context.round.facts.some((given) => given.fact === fact),
        ),
      ),
    decide: ({ round }, { fact, origin }) => {
      const found = round.guide?.facts.find(({ id }) => id === fact)
      if (found === undefined) return refuse('unknown-part')
      const facts: NewFact[] = [entry('fact-released', { round: round.id, fact, label: found.label, text: found.text })]
      if (origin !== undefined) facts.push(entry('fact-origin-set', { round: round.id, fact, origin }))
      return facts
    },
  }),

  /** The interviewer says whether the candidate asked for a fact that was given, until the scores open. */
  setFactOrigin: command({
    schema: z.object({ fact: partId, origin: factOriginSchema }),
    refusal: (context, { fact }) =>
      firstRefusal(
        unlessInterviewer(context),
        context.round.status === 'lobby' ? 'round-not-started' : null,
        context.round.status === 'scored' ? 'scores-open' : null,
        context.round.facts.some((given) => given.fact === fact) ? null : 'unknown-part',
      ),
    decide: ({ round }, { fact, origin }) =>
      round.factOrigins[fact] === origin ? [] : [entry('fact-origin-set', { round: round.id, fact, origin })],
  }),

  giveHint: command({
    schema: z.object({ hint: partId }),
    refusal: (context, { hint }) =>
      firstRefusal(
        refusalToRelease(context),
        refusalOfPart(
          context.round.guide?.hints.find(({ id }) => id === hint),
          context.round.hints.some((given) => given.hint === hint),
        ),
      ),
    decide: ({ round }, { hint }) => {
      const found = round.guide?.hints.find(({ id }) => id === hint)
      if (found === undefined) return refuse('unknown-part')
      return [entry('hint-given', { round: round.id, hint, rung: found.rung, text: found.text })]
    },
  }),

  playCurveball: command({
    schema: z.object({ curveball: partId }),
    refusal: (context, { curveball }) =>
      firstRefusal(
        refusalToRelease(context),
        refusalOfPart(
          context.round.guide?.curveballs.find(({ id }) => id === curveball),
          context.round.curveballs.some((given) => given.curveball === curveball),
        ),
      ),
    decide: ({ round }, { curveball }) => {
      const found = round.guide?.curveballs.find(({ id }) => id === curveball)
      if (found === undefined) return refuse('unknown-part')
      return [entry('curveball-played', { round: round.id, curveball, text: found.text })]
    },
  }),

  /** While the round runs, or while it is scored; ticking what is ticked changes nothing. */
  tickProbe: command({
    schema: z.object({ probe: partId, asked: z.boolean() }),
    refusal: (context, { probe }) =>
      firstRefusal(
        unlessAtDesk(context),
        context.round.status === 'lobby' ? 'round-not-started' : null,
        context.round.status === 'scored' ? 'scores-open' : null,
        refusalOfPart(
          context.round.guide?.probes.find(({ id }) => id === probe),
          false,
        ),
      ),
    decide: ({ round }, { probe, asked }) =>
      (round.probes[probe] ?? false) === asked ? [] : [entry('probe-ticked', { round: round.id, probe, asked })],
  }),

  markMoment: command({
    schema: z.object({ label: z.string().trim().max(textLimits.markLabel) }),
    refusal: (context) =>
      firstRefusal(
        unlessAtDesk(context),
        unlessRunning(context.round),
        context.round.marks.length < sessionLimits.marksPerRound ? null : 'too-many',
      ),
    decide: ({ round }, { label }) => [entry('moment-marked', { round: round.id, label })],
  }),

  /**
   * A moment for the debrief that nobody else sees before the scores open. Under an id that exists it replaces the words, until
   * then.
   */
  pinMoment: command({
    schema: z.object({ pin: pinIdSchema, words: z.string().trim().max(textLimits.pin) }),
    refusal: (context, { pin }) => {
      const own = context.round.pins.filter(({ by }) => by === context.participant)
      const known = own.some((one) => one.pin === pin)
      return firstRefusal(
        unlessAtDesk(context),
        context.round.status === 'scored' ? 'scores-open' : null,
        known ? null : unlessRunning(context.round),
        known || own.length < sessionLimits.pinsPerAuthor ? null : 'too-many',
      )
    },
    decide: (context, { pin, words }) => {
      const found = ownPin(context, pin)
      if (found?.words === words) return []
      return [entry('moment-pinned', { round: context.round.id, pin, words, pinnedAt: found?.at ?? null })]
    },
  }),

  removePin: command({
    schema: z.object({ pin: pinIdSchema }),
    refusal: (context, { pin }) =>
      firstRefusal(
        context.round.status === 'scored' ? 'scores-open' : null,
        ownPin(context, pin) === undefined ? 'unknown-pin' : null,
      ),
    decide: ({ round }, { pin }) => [entry('pin-removed', { round: round.id, pin })],
  }),

  sendWhisper: command({
    schema: z.object({ words }),
    refusal: (context) =>
      firstRefusal(
        unlessAtDesk(context),
        context.round.whispers.length < sessionLimits.whispersPerRound ? null : 'too-many',
      ),
    decide: ({ round }, command) => [entry('whisper-sent', { round: round.id, words: command.words })],
  }),

  /** Solo: the room answers. A question is kept whether or not a fact answers it. */
  askFact: command({
    schema: z.object({ question: z.string().trim().min(1).max(textLimits.question) }),
    refusal: (context) =>
      firstRefusal(
        refusalToAsk(context),
        context.round.asked.length < sessionLimits.questionsPerRound ? null : 'too-many',
      ),
    decide: ({ round }, { question }) => {
      const released = new Set(round.facts.map((given) => given.fact))
      const known = round.guide?.facts ?? []
      const asked = matchQuestion(question, known, released)
      const answer = asked === null ? matchClarifying(question, round.guide) : null
      const fact = asked ?? (answer === null ? matchRelease(question, known, released) : null)
      const facts: NewFact[] = [
        entry('fact-asked', { round: round.id, question, fact: fact?.id ?? null, ...(answer !== null && { answer }) }),
      ]
      // A question for what is there already is answered by pointing at it.
      if (fact !== null && !released.has(fact.id))
        facts.push(entry('fact-released', { round: round.id, fact: fact.id, label: fact.label, text: fact.text }))
      return facts
    },
  }),

  /** Solo: the next rung of the current phase's ladder. */
  askHint: command({
    schema: z.object({}),
    refusal: (context) => firstRefusal(refusalToAsk(context), hintsLeft(context.round) === 0 ? 'no-hint-left' : null),
    decide: ({ round }) => {
      const phase = round.agenda?.[phaseOf(round) ?? 0]?.id
      const given = new Set(round.hints.map(({ hint }) => hint))
      const ladder = (round.guide?.hints ?? []).filter((hint) => hint.phase === phase && !given.has(hint.id))
      const [next] = ladder.toSorted((a, b) => a.rung - b.rung)
      if (next === undefined) return refuse('no-hint-left')
      return [entry('hint-given', { round: round.id, hint: next.id, rung: next.rung, text: next.text })]
    },
  }),
}
