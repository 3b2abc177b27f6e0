import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { textLimits } from '../limits/text-limits.ts'
import type { CommandContext } from '../rules/context.ts'
import { firstRefusal, unlessAtDesk, unlessRunning } from '../rules/refusals-if.ts'
import { pinIdSchema } from '../state/ids.ts'
import type { Pin } from '../state/state.ts'
import { typedText } from '../state/typed-words.ts'
import { command, entry } from './command.ts'

const ownPin = ({ round, participant }: CommandContext, pin: Pin['pin']): Pin | undefined =>
  round.pins.find((one) => one.by === participant && one.pin === pin)

export const pinCommands = {
  /** A moment for the debrief that nobody else sees before the scores open. Until then, an existing id replaces the text. */
  pinMoment: command({
    schema: z.object({ pin: pinIdSchema, words: typedText(textLimits.pin) }),
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
}
