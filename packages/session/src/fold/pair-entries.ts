import { z } from 'zod'
import { changeRound, without } from '../state/change-round.ts'
import { type PairCorrections, pairSchema } from '../state/reference-pairs.ts'
import { open } from './audience-rows.ts'
import { round } from './entry-data.ts'
import { entryKind } from './entry-kind.ts'

/** A card answers one item at most: the item that it answered until now has none. */
const withoutCard = (pairs: PairCorrections, card: string): PairCorrections =>
  Object.fromEntries(Object.entries(pairs).map(([reference, item]) => [reference, item === card ? null : item]))

export const pairEntries = {
  /**
   * A correction of the yardstick, shared by everybody: the newest counts. It names items of the guide, which only share links of the
   * desk's view show.
   */
  'pair-set': entryKind({
    schema: z.object({ round, reference: z.string().max(64), pair: pairSchema }),
    audience: { ...open, replayLink: 'desk' },
    fold: (state, { data: { round: id, reference, pair } }) =>
      changeRound(state, id, (round) => {
        if (pair.kind === 'proposed') return { ...round, pairs: without(round.pairs, reference) }
        if (pair.kind === 'none') return { ...round, pairs: { ...round.pairs, [reference]: null } }
        return { ...round, pairs: { ...withoutCard(round.pairs, pair.item), [reference]: pair.item } }
      }),
  }),
}
