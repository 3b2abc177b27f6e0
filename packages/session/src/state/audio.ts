import { z } from 'zod'
import type { ParticipantId } from './ids.ts'
import { currentRound, participantOf } from './readings.ts'
import type { SessionState } from './state.ts'

/** Recordings of what is said in a session's call: who agreed, when they ran, and which parts of whose voice are kept. */

/** Recordings of a session are 1, 2, 3 … in the order in which they were asked for. */
export const audioNumberSchema = z.number().int().min(1)

/** How loud a stretch of a part is: one digit from 0 (silence) to f for each `audioLevelEvery` milliseconds. */
export const audioLevelEvery = 250

/** From this digit on somebody speaks; below are breath and fans. */
export const audioSpokenFrom = 6

/** The most that one part holds; parts are meant to be ten seconds long. Bytes, and milliseconds. */
export const audioPartLimits = { bytes: 2 * 1024 * 1024, milliseconds: 12_000 } as const

/** One stretch of one person's own microphone. The sound itself is kept beside the log, under its hash. */
export const audioPartSchema = z.object({
  audio: audioNumberSchema,
  /** SHA-256 of the sound, in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When its first sound was heard, in the server's milliseconds since the epoch; and how long it is. */
  at: z.number().int().min(0),
  length: z.number().int().min(1).max(audioPartLimits.milliseconds),
  bytes: z.number().int().min(1).max(audioPartLimits.bytes),
  type: z.enum(['mp4', 'webm']),
  levels: z.string().regex(/^[0-9a-f]{0,48}$/),
})
export type NewAudioPart = z.infer<typeof audioPartSchema>
export type AudioPart = Omit<NewAudioPart, 'audio'> & { readonly by: ParticipantId }

/** A stretch in which everybody who could be heard had agreed, in the server's milliseconds. `to: null`: it lasts. */
export type AudioSpan = { readonly from: number; readonly to: number | null }

export type AudioRecording = {
  readonly audio: number
  /** Who asked for it, and so agreed first. */
  readonly askedBy: ParticipantId
  readonly askedAt: number
  readonly agreed: readonly ParticipantId[]
  readonly spans: readonly AudioSpan[]
  readonly stoppedAt: number | null
  /** `by: null`: it was kept for as long as this server keeps recordings. */
  readonly erased: { readonly at: number; readonly by: ParticipantId | null } | null
  /** In the order in which they arrived. Empty once it is erased. */
  readonly parts: readonly AudioPart[]
}

/** Those who could be heard now, or could speak in this round: everybody here at the desk and the candidate. */
export function voicesOf(state: SessionState): readonly ParticipantId[] {
  const round = currentRound(state)
  if (round === null) return []
  return (Object.keys(round.seats) as ParticipantId[]).filter(
    (one) => hasVoice(state, one) && !state.absent.includes(one),
  )
}

/** Whether this person's seat has a voice in the call, in some part of a round. */
export function hasVoice(state: SessionState, participant: ParticipantId): boolean {
  const seat = currentRound(state)?.seats[participant]
  return seat !== undefined && seat !== 'observer' && participantOf(state, participant) !== null
}

/** The recording that was asked for and is not over; `null`: there is none. */
export function openAudio(state: SessionState): AudioRecording | null {
  const last = state.audio.at(-1)
  return last === undefined || last.stoppedAt !== null ? null : last
}

/** Who is still to say whether they agree; nobody is recorded until they have. */
export function audioWaitsFor(state: SessionState): readonly ParticipantId[] {
  const open = openAudio(state)
  return open === null ? [] : voicesOf(state).filter((one) => !open.agreed.includes(one))
}

/** Whether voices are recorded now: one was asked for, and everybody who is here with a voice has agreed to it. */
export function isAudioRunning(state: SessionState): boolean {
  return (
    state.status.kind === 'open' &&
    openAudio(state) !== null &&
    voicesOf(state).length > 0 &&
    audioWaitsFor(state).length === 0
  )
}

/** What of the call is kept: of recordings that are not erased. */
export function keptAudio(state: SessionState): readonly AudioRecording[] {
  return state.audio.filter(({ erased, parts }) => erased === null && parts.length > 0)
}
