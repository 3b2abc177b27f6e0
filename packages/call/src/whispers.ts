import { maySpeak, mayWhisper, type ParticipantId, type SessionState } from '@greenroom/session'
import type { KnownMember } from './call-members.ts'

/**
 * Whispers by voice between a mentor and the interviewer. `none`: nobody in the call to whisper with; `off`: neither allows them; `asked`: only this
 * person does; `invited`: only the other one does; `on`: both do.
 */
export type WhisperState = 'none' | 'off' | 'asked' | 'invited' | 'on'

/** The state between this person, who allows whispers or not, and the others in the call. */
export function readWhispers(
  state: SessionState | null,
  me: ParticipantId,
  members: readonly KnownMember[],
  mine: boolean,
): WhisperState {
  const others = state === null ? [] : members.filter(({ participant }) => isBetween(state, me, participant))
  if (others.length === 0) return 'none'
  const theirs = others.some((other) => other.state.whispers)
  if (mine) return theirs ? 'on' : 'asked'
  return theirs ? 'invited' : 'off'
}

/** Whether this person's voice goes to the interviewer alone now, if they press the key for it. */
export function isWhisperer(state: SessionState | null, me: ParticipantId, whispers: WhisperState): boolean {
  return whispers === 'on' && state !== null && !maySpeak(state, me)
}

const isBetween = (state: SessionState, one: ParticipantId, other: ParticipantId): boolean =>
  mayWhisper(state, one, other) || mayWhisper(state, other, one)
