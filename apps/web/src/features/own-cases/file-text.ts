/**
 * The text of a case file, whatever program saved it: UTF-8 and UTF-16 by their marks or by their bytes, otherwise the old encoding of
 * Western Windows. `null` when it is not text at all, or in an encoding that cannot be told: wrong letters would be noticed much later.
 */
export function textOfFile(bytes: Uint8Array): string | null {
  const encoding = encodingOf(bytes)
  if (encoding === null) return null
  // The mark is not part of the text; the decoder removes it.
  const text = new TextDecoder(encoding).decode(bytes)
  if (encoding === 'windows-1252' && !isWestern(text)) return null
  // Lines of an old Mac end with a return alone.
  return text.replaceAll(/\r(?!\n)/g, '\n')
}

/** Whether bytes that were read as Windows-1252 are likely to have been meant so, and not as those of an old Mac, DOS, Russia or Japan. */
function isWestern(text: string): boolean {
  // These five bytes stand for nothing in it.
  if (/[\u0081\u008d\u008f\u0090\u009d]/.test(text)) return false
  // Inside a word, after a small letter: there the old Mac has ä, é, ü, à, á and ß.
  if (/[a-zß-öø-ÿ](?:[ŠŽŸˆ‡]|§(?=[a-zß-öø-ÿ]))/u.test(text)) return false
  const accented = text.match(/[À-ÖØ-öø-ÿ]/gu)?.length ?? 0
  const inRows = text.match(/[À-ÖØ-öø-ÿ]{4,}/gu)?.join('').length ?? 0
  return inRows <= accented / 2
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  // Without a mark: in UTF-16 every second byte of Western letters is zero, and no other text contains zeros.
  const zeros = [0, 1].map((from) => bytes.filter((byte, at) => byte === 0 && at % 2 === from).length)
  const [even = 0, odd = 0] = zeros
  if (even + odd > 0) {
    if (odd > bytes.length / 4 && even < bytes.length / 100) return 'utf-16le'
    if (even > bytes.length / 4 && odd < bytes.length / 100) return 'utf-16be'
    return null
  }
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return 'utf-8'
  } catch {
    return 'windows-1252'
  }
}
