import type { AudioRecording } from './audio.ts'
import type { ParticipantId } from './ids.ts'
import { currentRound, participantOf } from './readings.ts'
import type { SessionState } from './state.ts'

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

/** The recording that was requested and is not over. `null` when there is none. */
export function openAudio(state: SessionState): AudioRecording | null {
  const last = state.audio.at(-1)
  return last === undefined || last.stoppedAt !== null ? null : last
}

/** Who has not yet said whether they agree; nobody is recorded until they have. */
export function audioWaitsFor(state: SessionState): readonly ParticipantId[] {
  const open = openAudio(state)
  return open === null ? [] : voicesOf(state).filter((one) => !open.agreed.includes(one))
}

/** Whether voices are being recorded now: it was requested, and everybody here with a voice has agreed to it. */
export function isAudioRunning(state: SessionState): boolean {
  return (
    state.status.kind === 'open' &&
    openAudio(state) !== null &&
    voicesOf(state).length > 0 &&
    audioWaitsFor(state).length === 0
  )
}

/** What of the call is stored: parts of recordings that are not erased. */
export function keptAudio(state: SessionState): readonly AudioRecording[] {
  return state.audio.filter(({ erased, parts }) => erased === null && parts.length > 0)
}
