import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { textLimits } from '../limits/text-limits.ts'
import type { CommandContext } from '../rules/context.ts'
import { type RefusalCode, refuse } from '../rules/refusals.ts'
import { firstRefusal, unlessAtDesk, unlessInterviewer, unlessRunning } from '../rules/refusals-if.ts'
import { typedText } from '../state/typed-words.ts'
import { factOriginSchema } from '../state/vocabulary.ts'
import { command, entry, type NewFact, partId, words } from './command.ts'

function refusalToRelease(context: CommandContext): RefusalCode | null {
  return firstRefusal(unlessInterviewer(context), unlessRunning(context.round))
}

/** Whether the guide has such a part; a browser without the guide leaves that to the server. */
function refusalOfPart(part: unknown, released: boolean): RefusalCode | null {
  if (part === undefined) return 'unknown-part'
  return released ? 'already-released' : null
}

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

  /** While the round runs, or while it is being scored; ticking again changes nothing. */
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
    schema: z.object({ label: typedText(textLimits.markLabel) }),
    refusal: (context) =>
      firstRefusal(
        unlessAtDesk(context),
        unlessRunning(context.round),
        context.round.marks.length < sessionLimits.marksPerRound ? null : 'too-many',
      ),
    decide: ({ round }, { label }) => [entry('moment-marked', { round: round.id, label })],
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
}
