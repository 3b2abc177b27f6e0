import { recordingLimits } from './format.ts'

/** Surrounds the recording in a saved page: one self-contained HTML file that plays it. */
export const pageMarks = { begin: '<script type="text/plain" id="recording">', end: '</script>' } as const

/** Larger than any recording of ten hours with all the voices that a session keeps. */
export const mostFileBytes = 64 * 1024 * 1024 + recordingLimits.sound

/** The recording in a saved page: a browser holds such a page in memory. */
export const mostInPageBytes = 96 * 1024 * 1024
/** Such a page, with its player. */
export const mostPageBytes = 132 * 1024 * 1024

/** The recording in a saved page, or the bytes as they are. `null` for a page without one. */
export function recordingIn(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
  if (bytes[0] !== 0x3c) return bytes
  const page = new TextDecoder('latin1').decode(bytes)
  const begin = page.indexOf(pageMarks.begin)
  const end = page.indexOf(pageMarks.end, begin)
  if (begin === -1 || end === -1) return null
  try {
    const letters = page.slice(begin + pageMarks.begin.length, end).trim()
    return Uint8Array.from(atob(letters), (letter) => letter.charCodeAt(0))
  } catch {
    return null
  }
}
