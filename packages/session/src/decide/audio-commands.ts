import { z } from 'zod'
import { sessionLimits } from '../limits/session-limits.ts'
import {
  isAudioKept,
  mayEraseAudio,
  refusalToErase,
  refusalToKeepAudio,
  unlessHasVoice,
  unlessOpenAudio,
} from '../rules/audio-rules.ts'
import { refuse } from '../rules/refusals.ts'
import { firstRefusal } from '../rules/refusals-if.ts'
import { audioNumberSchema, type NewAudioPart } from '../state/audio.ts'
import { openAudio } from '../state/audio-readings.ts'
import type { SessionState } from '../state/state.ts'
import { command, entry, type NewFact } from './command.ts'
import { roomCommand } from './room-command.ts'

const audio = audioNumberSchema

/** Goes before the end of a session: nobody is recorded in a closed one. */
export function endingAudio(state: SessionState): readonly NewFact[] {
  const open = openAudio(state)
  return open === null ? [] : [entry('audio-stopped', { audio: open.audio })]
}

export const audioCommands = {
  /** Asks everybody with a voice whether they may be recorded; the person who asks has agreed. */
  askAudio: command({
    schema: z.object({}),
    refusal: (context) =>
      firstRefusal(
        unlessHasVoice(context),
        openAudio(context.state) === null ? null : 'audio-running',
        context.state.audio.length < sessionLimits.audioRecordings ? null : 'too-many',
      ),
    decide: ({ state }) => [entry('audio-asked', { audio: state.audio.length + 1 })],
  }),

  answerAudio: command({
    schema: z.object({ audio, agreed: z.boolean() }),
    refusal: (context, { audio }) => firstRefusal(unlessHasVoice(context), unlessOpenAudio(context.state, audio)),
    decide: ({ state, participant }, { audio, agreed }) => {
      if (!agreed) return [entry('audio-declined', { audio }), entry('audio-stopped', { audio })]
      return openAudio(state)?.agreed.includes(participant) === true ? [] : [entry('audio-agreed', { audio })]
    },
  }),

  /** Ends the recording for everybody; with `erase`, nothing of it is kept. */
  stopAudio: command({
    schema: z.object({ audio, erase: z.boolean() }),
    refusal: (context, { audio, erase }) => {
      const { state, participant } = context
      const open = openAudio(state)
      const isTheirs = open !== null && mayEraseAudio(state, participant, open)
      return firstRefusal(
        isTheirs ? null : unlessHasVoice(context),
        unlessOpenAudio(state, audio),
        erase && !isTheirs ? 'owner-only' : null,
      )
    },
    decide: (_context, { audio, erase }) => [
      entry('audio-stopped', { audio }),
      ...(erase ? [entry('audio-erased', { audio })] : []),
    ],
  }),

  /** Deletes a finished recording, at any later time. */
  eraseAudio: command({
    whenClosed: true,
    schema: z.object({ audio }),
    refusal: (context, { audio }) => refusalToErase(context, audio),
    decide: ({ state }, { audio }) =>
      state.audio.some((one) => one.audio === audio && one.erased === null) ? [entry('audio-erased', { audio })] : [],
  }),
}

export const audioRoomCommands = {
  /**
   * The sound of a part has been stored; from here on it counts. Also possible in a closed session: what was not sent yet arrives later.
   */
  keepAudio: roomCommand<{ readonly part: NewAudioPart }>({
    roomOnly: false,
    whenClosed: true,
    decide: ({ state, by, now }, { part }) => {
      if (by === null) return refuse('malformed')
      if (isAudioKept(state, by, part)) return []
      const code = refusalToKeepAudio(state, by, part, now)
      return code === null ? [entry('audio-part-kept', part)] : refuse(code)
    },
  }),

  /** Recordings that stopped before then have reached this server's retention period. */
  expireAudio: roomCommand<{ readonly before: number }>({
    roomOnly: true,
    whenClosed: true,
    decide: ({ state }, { before }) =>
      state.audio
        .filter(({ stoppedAt, erased }) => stoppedAt !== null && stoppedAt < before && erased === null)
        .map(({ audio }) => entry('audio-erased', { audio })),
  }),
}
