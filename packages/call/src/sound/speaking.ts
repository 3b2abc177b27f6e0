import { speaksBeyond } from './level-meter.ts'

/** A pause shorter than this is still speech. Milliseconds. */
const goesOnFor = 400

/** Whether somebody is speaking, from levels that are read several times a second. */
export function createSpeaking(): (level: number, now: number) => boolean {
  let until = 0
  return (level, now) => {
    if (level > speaksBeyond) until = now + goesOnFor
    return now < until
  }
}

export type MicNotice = 'muted' | 'silent'

/** How long somebody has to speak while muted, and how long a microphone has to deliver nothing at all. Milliseconds. */
const mutedFor = 700
const silentFor = 5_000
/** Below this there is not even the noise of a microphone. */
const nothing = 1e-5

/** What should be said about a microphone: somebody is talking into a muted one, or it delivers nothing at all. */
export function createMicNotices(): (input: {
  readonly level: number
  readonly muted: boolean
  readonly now: number
}) => MicNotice | null {
  const speaks = createSpeaking()
  let loudSince: number | null = null
  let quietSince: number | null = null
  let notice: MicNotice | null = null
  return ({ level, muted, now }) => {
    // Once told, people stay told until they are heard.
    const goesOn = muted && (speaks(level, now) || notice === 'muted')
    loudSince = goesOn ? (loudSince ?? now) : null
    quietSince = !muted && level < nothing ? (quietSince ?? now) : null
    if (quietSince !== null && now - quietSince >= silentFor) notice = 'silent'
    else if (loudSince !== null && now - loudSince >= mutedFor) notice = 'muted'
    else if (notice === 'silent' || !muted) notice = null
    return notice
  }
}
