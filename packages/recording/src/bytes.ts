/** A growing byte buffer. */
export class Writer {
  #bytes = new Uint8Array(4096)
  #length = 0

  get length(): number {
    return this.#length
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more))
    grown.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = grown
  }

  byte(value: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = value
  }

  /** Unsigned LEB128: seven bits per byte, the lowest first, the high bit on all but the last. Up to 2^53 − 1. */
  varuint(value: number): void {
    if (!Number.isSafeInteger(value) || value < 0) throw new Error(`${value} is not a count`)
    let rest = value
    while (rest >= 0x80) {
      this.byte((rest % 0x80) | 0x80)
      rest = Math.floor(rest / 0x80)
    }
    this.byte(rest)
  }

  /** Its length, then the text. */
  counted(bytes: Uint8Array): void {
    this.varuint(bytes.length)
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.#length)
    this.#length += bytes.length
  }

  /** A copy of what was written. */
  take(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length)
  }
}

/** Reads what `Writer` wrote. Throws `RangeError` beyond the end. */
export class Reader {
  readonly #bytes: Uint8Array
  at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get done(): boolean {
    return this.at >= this.#bytes.length
  }

  byte(): number {
    const value = this.#bytes[this.at]
    if (value === undefined) throw new RangeError('ends too early')
    this.at++
    return value
  }

  varuint(): number {
    let value = 0
    let place = 1
    for (let count = 0; count < 8; count++) {
      const byte = this.byte()
      value += (byte & 0x7f) * place
      if (value > Number.MAX_SAFE_INTEGER) break
      if (byte < 0x80) return value
      place *= 0x80
    }
    throw new RangeError('a number is too large')
  }

  counted(): Uint8Array {
    const length = this.varuint()
    if (length > this.#bytes.length - this.at) throw new RangeError('ends too early')
    const bytes = this.#bytes.subarray(this.at, this.at + length)
    this.at += length
    return bytes
  }
}

export function uint32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

export function readUint32(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) * 0x1000000 + (((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0))
  )
}

export function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}
