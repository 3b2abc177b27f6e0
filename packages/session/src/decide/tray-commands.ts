import { z } from 'zod'
import { contextIn, contextOf } from '../rules/context.ts'
import { refuse } from '../rules/refusals.ts'
import { cardsInTray, refusalToOpenThoughts, trayCountDueAt } from '../rules/thought-rules.ts'
import { type RoundId, roundIdSchema } from '../state/ids.ts'
import { command, entry } from './command.ts'
import { roomCommand } from './room-command.ts'

export const trayCommands = {
  /** The server adds which thoughts are on the board, and completes it as `publishThoughts`. `round`: by default the current one. */
  openThoughts: command({
    schema: z.object({ round: roundIdSchema.optional() }),
    refusal: (context, { round }) => refusalToOpenThoughts(context, round),
    decide: () => refuse('malformed'),
  }),
}

export const trayRoomCommands = {
  countTray: roomCommand<object>({
    roomOnly: true,
    decide: ({ state, round, now }) => {
      const due = trayCountDueAt(state)
      return due === null || due > now ? [] : [entry('tray-counted', { round: round.id, cards: cardsInTray(round) })]
    },
  }),

  /** `onBoard`: ids of the items that are, or were, on the round's board. */
  publishThoughts: roomCommand<{ readonly round: RoundId | undefined; readonly onBoard: ReadonlySet<string> }>({
    roomOnly: false,
    decide: ({ state, by }, { round, onBoard }) => {
      const current = contextOf(state, by)
      if (current === null) return refuse('not-joined')
      const code = refusalToOpenThoughts(current, round)
      const context = contextIn(current, round)
      if (code !== null || context === null) return refuse(code ?? 'unknown-round')
      const thoughts = (context.round.thoughts[current.participant] ?? []).flatMap(({ item, formedAt, goneAt }) =>
        goneAt !== null && onBoard.has(item) ? [{ item, formedAt, sharedAt: goneAt }] : [],
      )
      return [entry('thoughts-opened', { round: context.round.id, thoughts })]
    },
  }),
}
