import type { ParticipantId } from '@greenroom/session'
import { create } from 'zustand'

/** Who is in the call and who is speaking, for parts of the room that draw people without loading the call's code. */
export type Voice = { readonly speaking: boolean; readonly muted: boolean }
export const useVoices = create<{
  readonly voices: ReadonlyMap<ParticipantId, Voice>
  /** Whether this page is in the call. */
  readonly inCall: boolean
}>()(() => ({ voices: new Map(), inCall: false }))
