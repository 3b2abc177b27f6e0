import { z } from 'zod'
import { textLimits } from '../limits/text-limits.ts'
import type { CommandContext } from '../rules/context.ts'
import type { RefusalCode } from '../rules/refusals.ts'
import { firstRefusal, unlessTakingPart } from '../rules/refusals-if.ts'
import { endingAirtime } from './airtime-commands.ts'
import { endingAudio } from './audio-commands.ts'
import { stopAll } from './clock-commands.ts'
import { command, entry } from './command.ts'

function unlessOwnerOrInterviewer({ state, participant, seat }: CommandContext): RefusalCode | null {
  return participant === state.owner || seat === 'interviewer' ? null : 'owner-only'
}

export const sessionCommands = {
  /** A closed session's clock stands still: it is paused in the same decision. */
  closeSession: command({
    schema: z.object({}),
    refusal: unlessOwnerOrInterviewer,
    decide: ({ state, round }, _command, now) => [
      ...stopAll(round, now),
      ...endingAudio(state),
      ...endingAirtime(state),
      entry('session-closed', { reason: 'owner' }),
    ],
  }),

  setCallLink: command({
    schema: z.object({
      callLink: z
        .url({ protocol: /^https?$/ })
        .max(textLimits.callLink)
        .nullable(),
    }),
    refusal: (context) => (context.participant === context.state.owner ? null : unlessTakingPart(context)),
    decide: ({ state }, { callLink }) => (state.callLink === callLink ? [] : [entry('call-link-set', { callLink })]),
  }),

  reopenSession: command({
    whenClosed: true,
    schema: z.object({}),
    refusal: (context) =>
      firstRefusal(
        unlessOwnerOrInterviewer(context),
        context.state.status.kind === 'closed' ? null : 'session-not-closed',
      ),
    decide: () => [entry('session-reopened', {})],
  }),
}
