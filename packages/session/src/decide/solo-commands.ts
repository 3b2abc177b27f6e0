import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { textLimits } from '../limits/text-limits.ts'
import type { CommandContext } from '../rules/context.ts'
import { type RefusalCode, refuse } from '../rules/refusals.ts'
import { firstRefusal, unlessRunning } from '../rules/refusals-if.ts'
import { hintsLeft, phaseOf } from '../state/phase-time.ts'
import { isSolo } from '../state/readings.ts'
import { typedText } from '../state/typed-words.ts'
import { command, entry, type NewFact } from './command.ts'
import { matchClarifying, matchQuestion, matchRelease } from './question-match.ts'

function refusalToAsk({ state, round, seat }: CommandContext): RefusalCode | null {
  return firstRefusal(
    isSolo(state, round) ? null : 'solo-only',
    seat === 'candidate' ? null : 'candidate-only',
    unlessRunning(round),
  )
}

/** Without an interviewer, the room answers the candidate. */
export const soloCommands = {
  /** A question is recorded whether or not a fact answers it. */
  askFact: command({
    schema: z.object({ question: typedText(textLimits.question).min(1) }),
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
      // A question about something that has already been given is answered by pointing at it.
      if (fact !== null && !released.has(fact.id))
        facts.push(entry('fact-released', { round: round.id, fact: fact.id, label: fact.label, text: fact.text }))
      return facts
    },
  }),

  /** The next rung of the current phase's ladder. */
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
