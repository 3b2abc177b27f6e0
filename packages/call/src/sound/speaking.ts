import { speaksBeyond } from './level-meter.ts'

/** Between two words nobody has stopped speaking. Milliseconds. */
const goesOnFor = 400

/** Whether somebody speaks, from levels that are read several times a second. */
export function createSpeaking(): (level: number, now: number) => boolean {
  let until = 0
  return (level, now) => {
    if (level > speaksBeyond) until = now + goesOnFor
    return now < until
  }
}

export type MicNotice = 'muted' | 'silent'

/** Somebody speaks for so long while muted; nothing at all comes from a microphone for so long. Milliseconds. */
const mutedFor = 700
const silentFor = 5_000
/** Below this there is not even the noise of a microphone. */
const nothing = 1e-5

/** What should be said about a microphone: somebody talks into a muted one, or it gives nothing at all. */
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
    // One who has been told is told until they are heard.
    const goesOn = muted && (speaks(level, now) || notice === 'muted')
    loudSince = goesOn ? (loudSince ?? now) : null
    quietSince = !muted && level < nothing ? (quietSince ?? now) : null
    if (quietSince !== null && now - quietSince >= silentFor) notice = 'silent'
    else if (loudSince !== null && now - loudSince >= mutedFor) notice = 'muted'
    else if (notice === 'silent' || !muted) notice = null
    return notice
  }
}
