import { decodeUtf8 } from 'lib0/string'
import { Refused } from './refusals.ts'

/**
 * Reads Yjs's first encoding byte by byte. Nothing is ever allocated by a declared size or count: sizes are compared with the bytes that
 * are left, and lists grow as their members are read.
 */
export class Cursor {
  readonly bytes: Uint8Array
  at = 0
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  byte(): number {
    const byte = this.bytes[this.at++]
    if (byte === undefined) throw new Refused('malformed', 'ends too early')
    return byte
  }

  uint(): number {
    let byte = this.byte()
    if (byte < 0x80) return byte
    let value = byte & 0x7f
    let scale = 0x80
    do {
      byte = this.byte()
      value += (byte & 0x7f) * scale
      scale *= 0x80
      if (value > Number.MAX_SAFE_INTEGER) throw new Refused('malformed', 'number too large')
    } while (byte >= 0x80)
    return value
  }

  /** lib0's signed integers: the first byte holds the sign and six bits. */
  int(): number {
    const first = this.byte()
    let value = first & 0x3f
    let scale = 0x40
    for (let byte = first; byte >= 0x80; scale *= 0x80) {
      byte = this.byte()
      value += (byte & 0x7f) * scale
      if (value > Number.MAX_SAFE_INTEGER) throw new Refused('malformed', 'number too large')
    }
    return (first & 0x40) === 0 ? value : -value
  }

  /** How many of something follow, each of which takes at least `leastBytes`. */
  count(leastBytes: number): number {
    const count = this.uint()
    if (count * leastBytes > this.bytes.length - this.at) throw new Refused('malformed', 'declares more than it holds')
    return count
  }

  string(): string {
    const size = this.count(1)
    const end = this.at + size
    let text = ''
    if (size < 32) {
      let at = this.at
      for (; at < end; at++) {
        const byte = this.bytes[at] ?? 0x80
        if (byte >= 0x80) break
        text += String.fromCharCode(byte)
      }
      if (at === end) {
        this.at = end
        return text
      }
    }
    return this.decode(end)
  }

  /** Skips a string and returns its length in UTF-16 units. */
  stringLength(): number {
    const size = this.count(1)
    const end = this.at + size
    for (let at = this.at; at < end; at++) {
      if ((this.bytes[at] ?? 0x80) >= 0x80) return this.decode(end).length
    }
    this.at = end
    return size
  }

  private decode(end: number): string {
    try {
      const text = decodeUtf8(this.bytes.subarray(this.at, end))
      this.at = end
      return text
    } catch {
      throw new Refused('malformed', 'a text is not UTF-8')
    }
  }
}
