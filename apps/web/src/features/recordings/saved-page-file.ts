import { t } from '@lingui/core/macro'
import type { ApiAnswer } from '../../browser/api.ts'
import { mostInPageBytes, pageMarks } from './file-chunks.ts'

/** Bytes as base64, in portions: a call takes only so many arguments. */
function lettersOf(bytes: Uint8Array): string {
  let letters = ''
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(letters)
}

/** A multiple of three bytes, which are whole letters. */
const step = 3 * 256 * 1024

/** A page that plays this recording from a file, without a server: the player, with the recording in it. */
export async function savedPageOf(recording: Blob, signal: AbortSignal): Promise<ApiAnswer<Blob>> {
  const failed = {
    ok: false,
    code: 'unreachable',
    message: t`The player could not be loaded. Check your connection and try again.`,
  } as const
  if (recording.size > mostInPageBytes)
    return {
      ok: false,
      code: 'too-large',
      message: t`With its voices this session is too large for a web page. Take the Greenroom file, or leave the voices out.`,
    }
  try {
    const response = await fetch('/saved-page.html', { credentials: 'omit', signal })
    const [before, after, ...more] = (await response.text()).split(`${pageMarks.begin}${pageMarks.end}`)
    if (!response.ok || before === undefined || after === undefined || more.length > 0) return failed
    const letters: Blob[] = []
    for (let at = 0; at < recording.size; at += step)
      letters.push(new Blob([lettersOf(new Uint8Array(await recording.slice(at, at + step).arrayBuffer()))]))
    const parts = [before, pageMarks.begin, ...letters, pageMarks.end, after]
    return { ok: true, value: new Blob(parts, { type: 'text/html;charset=utf-8' }) }
  } catch {
    return failed
  }
}
