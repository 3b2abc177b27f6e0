import { inflateSync } from 'node:zlib'

/** The pixels of a picture that Chromium took in a hurry (`optimizeForSpeed`): a general reader of PNG takes ten times as long. */
export type Picture = {
  readonly width: number
  readonly height: number
  /** Bytes for each pixel. */
  readonly depth: number
  readonly pixels: Buffer
}

export function readPicture(base64: string): Picture {
  const file = Buffer.from(base64, 'base64')
  const [width, height, kind] = [file.readUInt32BE(16), file.readUInt32BE(20), file[25]]
  const depth = kind === 6 ? 4 : 3
  const parts: Buffer[] = []
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at)
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(file.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  const packed = inflateSync(Buffer.concat(parts))
  const bytes = width * depth
  if (file[24] !== 8 || (kind !== 2 && kind !== 6) || packed.length !== (bytes + 1) * height)
    throw new Error('not such a picture')
  const pixels = Buffer.alloc(bytes * height)
  for (let row = 0; row < height; row++) {
    const from = row * (bytes + 1)
    const to = row * bytes
    packed.copy(pixels, to, from + 1, from + 1 + bytes)
    // A row is written down as it is, or as what it differs by from the row above.
    const filter = packed[from]
    if (filter === 2 && row > 0)
      for (let at = to; at < to + bytes; at++) pixels[at] = (pixels[at] ?? 0) + (pixels[at - bytes] ?? 0)
    else if (filter !== 0 && filter !== 2) throw new Error(`a row is written down in the way ${filter}`)
  }
  return { width, height, depth, pixels }
}

type Place = { readonly x: number; readonly y: number }

/** Whether a part of a picture is a part of another one, pixel by pixel. What lies outside of either of them is not compared. */
export function isSamePart(
  { picture: one, x, y }: Place & { readonly picture: Picture },
  other: Place & { readonly picture: Picture },
  { width, height }: { readonly width: number; readonly height: number },
): boolean {
  const wide = Math.min(width, one.width - x, other.picture.width - other.x)
  const high = Math.min(height, one.height - y, other.picture.height - other.y)
  for (let row = 0; row < high; row++) {
    const from = ((y + row) * one.width + x) * one.depth
    const to = ((other.y + row) * other.picture.width + other.x) * one.depth
    const bytes = wide * one.depth
    if (one.pixels.compare(other.picture.pixels, to, to + bytes, from, from + bytes) !== 0) return false
  }
  return true
}
