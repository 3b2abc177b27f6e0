import { sessionLimits } from '../limits/session-limits.ts'
import type { AudioPart, AudioRecording, NewAudioPart } from '../state/audio.ts'
import { hasVoice, keptAudio, openAudio } from '../state/audio-readings.ts'
import type { ParticipantId } from '../state/ids.ts'
import type { SessionState } from '../state/state.ts'
import type { CommandContext } from './context.ts'
import type { RefusalCode } from './refusals.ts'
import { firstRefusal } from './refusals-if.ts'

export function unlessHasVoice({ state, participant }: CommandContext): RefusalCode | null {
  return hasVoice(state, participant) ? null : 'watching-only'
}

/** Whether this person may have a recording erased: they agreed to it, so their voice may be in it, or they own the session. */
export function mayEraseAudio(state: SessionState, participant: ParticipantId, audio: AudioRecording): boolean {
  return participant === state.owner || audio.agreed.includes(participant)
}

export function unlessOpenAudio(state: SessionState, audio: number): RefusalCode | null {
  return openAudio(state)?.audio === audio ? null : 'audio-not-running'
}

export function refusalToErase({ state, participant }: CommandContext, audio: number): RefusalCode | null {
  const found = state.audio.find((one) => one.audio === audio)
  if (found === undefined) return 'unknown-audio'
  return firstRefusal(
    found.stoppedAt === null ? 'audio-running' : null,
    mayEraseAudio(state, participant, found) ? null : 'owner-only',
  )
}

/** Two parts of one person may overlap by this many milliseconds: one recorder ends a little after the next one has begun. */
const overlapAtMost = 1_000

/** Whether this same part is already stored: a page that did not receive the answer sends it again. */
export function isAudioKept(state: SessionState, by: ParticipantId, part: NewAudioPart): boolean {
  const found = state.audio.find((one) => one.audio === part.audio)
  return found?.parts.some((one) => one.by === by && one.hash === part.hash && one.at === part.at) === true
}

/**
 * Why a part of this participant's voice is not accepted, or `null`. `now`: the server's milliseconds. Checked before the sound is stored,
 * and again when the part is written into the log.
 */
export function refusalToKeepAudio(
  state: SessionState,
  by: ParticipantId,
  part: NewAudioPart,
  now: number,
): RefusalCode | null {
  const found = state.audio.find((one) => one.audio === part.audio)
  if (found === undefined) return 'unknown-audio'
  if (found.erased !== null) return 'audio-erased'
  if (!found.agreed.includes(by)) return 'audio-not-agreed'
  const to = part.at + part.length
  const { audioSlack } = sessionLimits
  const isInside = found.spans.some((span) => part.at >= span.from - audioSlack && to <= (span.to ?? now) + audioSlack)
  if (!isInside) return 'audio-outside'
  const own = found.parts.filter((one) => one.by === by)
  const isTaken = own.some(
    (one) => one.hash === part.hash || Math.min(one.at + one.length, to) - Math.max(one.at, part.at) > overlapAtMost,
  )
  if (isTaken) return 'audio-taken'
  return isAudioFull(state, by, part.bytes) ? 'too-many' : null
}

/** Whether a part of this many bytes is more than this person, or the session, may store. */
function isAudioFull(state: SessionState, by: ParticipantId, bytes: number): boolean {
  let [parts, size, ownParts, ownSize] = [0, bytes, 0, bytes]
  for (const one of state.audio)
    for (const part of one.parts) {
      parts += 1
      size += part.bytes
      if (part.by !== by) continue
      ownParts += 1
      ownSize += part.bytes
    }
  const { audioParts, audioBytes, audioPartsOfEach, audioBytesOfEach } = sessionLimits
  return ownParts >= audioPartsOfEach || ownSize > audioBytesOfEach || parts >= audioParts || size > audioBytes
}

/** Hashes of parts that may leave the room. */
export type LeavingSound = ReadonlySet<string>

const allKept = (state: SessionState): readonly AudioPart[] => keptAudio(state).flatMap(({ parts }) => parts)

/** What a participant may take home of the recorded voices: all that everybody here may hear. */
export function soundToTake(state: SessionState | null): LeavingSound {
  return new Set(state === null ? [] : allKept(state).map(({ hash }) => hash))
}

/**
 * What an outsider may hear of the recorded voices, where a share link has them. Nothing of a personal round, from the end of the round before it to
 * the start of the one after it: there a candidate speaks of their own life.
 */
export function soundToShare(state: SessionState | null): LeavingSound {
  if (state === null) return new Set()
  const personal = state.rounds.flatMap((round, index) => {
    if (round.case?.personal !== true) return []
    const from = state.rounds[index - 1]?.endedAt ?? Number.NEGATIVE_INFINITY
    return [{ from, to: state.rounds[index + 1]?.startedAt ?? Number.POSITIVE_INFINITY }]
  })
  const isPersonal = ({ at, length }: AudioPart): boolean =>
    personal.some(({ from, to }) => at < to && at + length > from)
  const kept = allKept(state)
  // The same sound at two times is one sound.
  const withheld = new Set(kept.filter(isPersonal).map(({ hash }) => hash))
  return new Set(kept.flatMap(({ hash }) => (withheld.has(hash) ? [] : [hash])))
}
