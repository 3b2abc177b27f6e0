/** `4:07`, `1:02:09`; negative times keep their magnitude. The caller's style makes the digits tabular. */
export function minutesAndSeconds(milliseconds: number): string {
  // A countdown shows the second that is not yet used up, an overrun the second that is.
  const total = milliseconds >= 0 ? Math.ceil(milliseconds / 1000) : Math.floor(-milliseconds / 1000)
  const seconds = String(total % 60).padStart(2, '0')
  const minutes = Math.floor(total / 60)
  if (minutes < 60) return `${minutes}:${seconds}`
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${seconds}`
}

/** On the face of the clock, where the last minute must not look like hours or minutes: `9:00`, then `56 s`. */
export function timeOnFace(milliseconds: number): string {
  const seconds = milliseconds >= 0 ? Math.ceil(milliseconds / 1000) : Math.floor(-milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : minutesAndSeconds(milliseconds)
}

/** A length of time for screen readers, in whole elapsed seconds: `4 minutes 7 seconds`. */
export function durationInWords(milliseconds: number): string {
  return timeInWords(Math.floor(Math.max(0, milliseconds) / 1000) * 1000).replace(/ left$/, '')
}

/** For screen readers: `4 minutes 7 seconds left`, `23 seconds over`. */
export function timeInWords(milliseconds: number): string {
  const total = milliseconds >= 0 ? Math.ceil(milliseconds / 1000) : Math.floor(-milliseconds / 1000)
  const minutes = Math.floor(total / 60)
  const seconds = total % 60
  const parts = [
    ...(minutes > 0 ? [`${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`] : []),
    ...(seconds > 0 || minutes === 0 ? [`${seconds} ${seconds === 1 ? 'second' : 'seconds'}`] : []),
  ]
  return `${parts.join(' ')} ${milliseconds >= 0 ? 'left' : 'over'}`
}
