import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import { refuse } from '../rules/refusals.ts'
import { isOpenReturn, openReturns, refusalToAnswerReturn } from '../rules/return-rules.ts'
import { isShareUsed } from '../rules/shares.ts'
import { type ParticipantId, type ReturnId, returnIdSchema } from '../state/ids.ts'
import { participantOf } from '../state/readings.ts'
import { command, entry } from './command.ts'
import { roomCommand } from './room-command.ts'

export const returnCommands = {
  /** Says whether somebody who asks to be let in on another device is who they say. */
  answerReturn: command({
    schema: z.object({ request: returnIdSchema, granted: z.boolean() }),
    refusal: ({ state, participant }, { request, granted }) =>
      refusalToAnswerReturn(state, participant, request, granted),
    decide: ({ state }, { request, granted }, now) => {
      const asked = state.returns.find((one) => one.request === request)
      if (asked === undefined || !isOpenReturn(asked, now)) return refuse('no-such-request')
      return [entry('return-answered', { request, participant: asked.participant, granted })]
    },
  }),
}

export const returnRoomCommands = {
  /** Somebody presents the invitation that a participant joined by, and says that they are that participant. */
  askReturn: roomCommand<{
    readonly request: ReturnId
    readonly participant: ParticipantId
    /** Whether that participant has a connection. */
    readonly here: boolean
  }>({
    roomOnly: true,
    decide: ({ state, now }, { request, participant, here }) => {
      if (participantOf(state, participant) === null) return refuse('unknown-participant')
      const open = openReturns(state, now)
      if (open.some((one) => one.participant === participant)) return refuse('already-asked')
      const { returnsOpen, returnsEver } = sessionLimits
      if (open.length >= returnsOpen || state.returnsAsked >= returnsEver) return refuse('too-many')
      return [entry('return-asked', { request, participant, here })]
    },
  }),

  /** The person who asked has given up. */
  endReturn: roomCommand<{ readonly request: ReturnId }>({
    roomOnly: true,
    decide: ({ state, now }, { request }) => {
      const asked = openReturns(state, now).find((one) => one.request === request)
      return asked === undefined
        ? []
        : [entry('return-answered', { request, participant: asked.participant, granted: false })]
    },
  }),

  /** A participant joined on another device by the link they had saved. */
  noteDevice: roomCommand<{ readonly participant: ParticipantId }>({
    roomOnly: true,
    decide: ({ state }, { participant }) =>
      participantOf(state, participant) === null || isShareUsed(state, participant, 'noteDevice')
        ? []
        : [entry('device-added', { participant })],
  }),
}
