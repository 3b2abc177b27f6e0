/** Runs bytes through a platform stream: both Node and browsers have it. */
async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: { readonly readable: ReadableStream<Uint8Array>; readonly writable: WritableStream<BufferSource> },
  take: (chunk: Uint8Array) => boolean,
): Promise<boolean> {
  const writer = stream.writable.getWriter()
  // Both fail when the reading side does, which is where it is reported.
  writer.write(bytes).catch(() => undefined)
  writer.close().catch(() => undefined)
  const reader = stream.readable.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return true
      if (!take(value)) return false
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

/** Raw deflate (RFC 1951). */
export async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  await through(bytes, new CompressionStream('deflate-raw'), (chunk) => {
    chunks.push(chunk)
    length += chunk.length
    return true
  })
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

/** Inflates to exactly `length` bytes. `null` for data that is malformed, shorter or longer. Never holds more than that and one chunk. */
export async function inflate(stored: Uint8Array<ArrayBuffer>, length: number): Promise<Uint8Array | null> {
  const whole = new Uint8Array(length)
  let at = 0
  try {
    const isWhole = await through(stored, new DecompressionStream('deflate-raw'), (chunk) => {
      if (at + chunk.length > length) return false
      whole.set(chunk, at)
      at += chunk.length
      return true
    })
    return isWhole && at === length ? whole : null
  } catch {
    return null
  }
}
