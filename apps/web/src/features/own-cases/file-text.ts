/**
 * The text of a case file, whatever program saved it: UTF-8 and UTF-16 by their marks or by their bytes, otherwise the old encoding of
 * Western Windows. `null` when it is not text at all.
 */
export function textOfFile(bytes: Uint8Array): string | null {
  const encoding = encodingOf(bytes)
  if (encoding === null) return null
  // The mark is not part of the text; the decoder removes it.
  return new TextDecoder(encoding).decode(bytes)
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
