import { z } from 'zod'
import { contextIn } from '../rules/context.ts'
import { refuse } from '../rules/refusals.ts'
import { firstRefusal, unlessScored, unlessTakingPart } from '../rules/refusals-if.ts'
import { roundIdSchema } from '../state/ids.ts'
import { hasReferenceItem, pairOf, pairSchema } from '../state/reference-pairs.ts'
import { command, entry, partId } from './command.ts'

export const pairCommands = {
  /**
   * Says which card of the board answers an item of the reference board. Only once the scores are open, because until then the guide
   * belongs to the desk; before that every item is refused alike, so that nobody learns which ones exist.
   */
  setPair: command({
    schema: z.object({ reference: partId, pair: pairSchema, round: roundIdSchema.optional() }),
    refusal: (current, { reference, round }) => {
      const context = contextIn(current, round)
      if (context === null) return 'unknown-round'
      return (
        firstRefusal(unlessTakingPart(context), unlessScored(context.round)) ??
        (hasReferenceItem(context.round.guide, reference) ? null : 'unknown-part')
      )
    },
    decide: (current, { reference, pair, round: id }) => {
      const context = contextIn(current, id)
      if (context === null) return refuse('unknown-round')
      const { round } = context
      return JSON.stringify(pairOf(round.pairs, reference)) === JSON.stringify(pair)
        ? []
        : [entry('pair-set', { round: round.id, reference, pair })]
    },
  }),
}
