import { t } from '@lingui/core/macro'
import type { ApiAnswer } from '../../browser/api.ts'
import { pageMarks } from './file-chunks.ts'

/** Bytes as base64, in portions: a call takes only so many arguments. */
function lettersOf(bytes: Uint8Array): string {
  let letters = ''
  for (let at = 0; at < bytes.length; at += 0x8000) letters += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return btoa(letters)
}

/** A page that plays this recording from a file, without a server: the player, with the recording in it. */
export async function savedPageOf(recording: Uint8Array, signal: AbortSignal): Promise<ApiAnswer<string>> {
  const failed = {
    ok: false,
    code: 'unreachable',
    message: t`The player could not be loaded. Check your connection and try again.`,
  } as const
  try {
    const response = await fetch('/saved-page.html', { credentials: 'omit', signal })
    const page = await response.text()
    const place = `${pageMarks.begin}${pageMarks.end}`
    if (!response.ok || !page.includes(place)) return failed
    return { ok: true, value: page.replace(place, () => `${pageMarks.begin}${lettersOf(recording)}${pageMarks.end}`) }
  } catch {
    return failed
  }
}
