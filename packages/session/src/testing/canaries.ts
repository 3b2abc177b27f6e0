import type { ParticipantId } from '../state/ids.ts'
import type { PreparedCase } from '../state/interview-case.ts'
import { ana, ben, mia, oto, person, type ScriptedSession, samplePreparedCase } from './index.ts'

/** Private words that can be recognised wherever they turn up, and the people of random sessions. */

export const cy = person('cy')
export const dee = person('dee')
export const everybody: readonly ParticipantId[] = [ana, ben, mia, oto, cy, dee]

/** What nobody but the desk may hold before scores open, word for word. */
export const guideCanary = 'GUIDE-CANARY'
export const whisperCanary = 'WHISPER-CANARY'
export const markCanary = 'MARK-CANARY'

/** A private note is visible only to its author. */
export function noteCanary(author: ParticipantId): string {
  return `NOTE-CANARY-${author}`
}

/** A pin is visible only to its author until scores open. */
export function pinCanary(author: ParticipantId): string {
  return `PIN-CANARY-${author}`
}

/**
 * A comment is visible only to its author until scores open, and to nobody once it is deleted; marked with its id, which identifies one
 * comment.
 */
export function commentCanary(author: ParticipantId, id?: string, round?: string): string {
  const canary = `COMMENT-CANARY-${author}`
  return id === undefined ? canary : canaryOf(`${canary}-${id}`, round ?? 'r1')
}

/**
 * A sealed scorecard is visible only to its author until scores open: its words, and with them its levels, guesses and ratings of the
 * interviewer.
 */
export function sealCanary(author: ParticipantId): string {
  return `SEAL-CANARY-${author}`
}

/** The sample case with a canary in its guide. */
export function secretCase(brief = guideCanary): PreparedCase {
  return {
    ...samplePreparedCase,
    guide: { ...samplePreparedCase.guide, readAloud: brief, brief },
  }
}

/** Nobody but its author ever receives this, word for word. */
export const trayCanary = 'TRAY-CANARY'

/** A canary names its round, so that a leak from one round is not mistaken for what another has opened. */
export function canaryOf(canary: string, round: string): string {
  return `${canary}-${round}.`
}

/** The case with the round tagged in the canary of its guide. */
export function taggedFor(round: string, prepared: PreparedCase): PreparedCase {
  return prepared.guide.brief === guideCanary
    ? { ...prepared, guide: { ...prepared.guide, brief: canaryOf(guideCanary, round) } }
    : prepared
}

/** The same for the round of a session. */
export function inRound(session: ScriptedSession, prepared: PreparedCase): PreparedCase {
  return taggedFor(session.round.id, prepared)
}
