import { z } from 'zod'
import type { ParticipantId } from './ids.ts'

/** Recordings of what is said in a session's call: who agreed, when they ran, and which parts of whose voice are stored. */

/** Recordings of a session are 1, 2, 3 … in the order in which they were requested. */
export const audioNumberSchema = z.number().int().min(1)

/** How loud a stretch of a part is: one digit from 0 (silence) to f for each `audioLevelEvery` milliseconds. */
export const audioLevelEvery = 250

/** From this digit on, somebody is speaking; below it are breath and fans. */
export const audioSpokenFrom = 6

/** The most that one part holds; parts are meant to be ten seconds long. Bytes, and milliseconds. */
export const audioPartLimits = { bytes: 2 * 1024 * 1024, milliseconds: 12_000 } as const

/** One stretch of one person's own microphone. The sound itself is stored beside the log, under its hash. */
export const audioPartSchema = z.object({
  audio: audioNumberSchema,
  /** SHA-256 of the sound, in hexadecimal. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** When its first sound was heard, in the server's milliseconds since the epoch, and how long it is. */
  at: z.number().int().min(0),
  length: z.number().int().min(1).max(audioPartLimits.milliseconds),
  bytes: z.number().int().min(1).max(audioPartLimits.bytes),
  type: z.enum(['mp4', 'webm']),
  levels: z.string().regex(/^[0-9a-f]{0,48}$/),
})
export type NewAudioPart = z.infer<typeof audioPartSchema>
export type AudioPart = Omit<NewAudioPart, 'audio'> & { readonly by: ParticipantId }

/** A stretch in which everybody who could be heard had agreed, in the server's milliseconds. `to: null`: it is still running. */
export type AudioSpan = { readonly from: number; readonly to: number | null }

export type AudioRecording = {
  readonly audio: number
  /** Who asked for it, and so agreed first. */
  readonly askedBy: ParticipantId
  readonly askedAt: number
  readonly agreed: readonly ParticipantId[]
  readonly spans: readonly AudioSpan[]
  readonly stoppedAt: number | null
  /** `by: null`: it reached the server's retention period. */
  readonly erased: { readonly at: number; readonly by: ParticipantId | null } | null
  /** In the order in which they arrived. Empty once it is erased. */
  readonly parts: readonly AudioPart[]
}
