import { mostFileBytes, mostPageBytes, recordingIn } from '@greenroom/recording'

/** A platform stream as an async iterable, in every browser. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = stream.getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      yield value
    }
  } finally {
    reader.cancel().catch(() => undefined)
  }
}

/** So much of a file is read at once. */
const step = 1024 * 1024

async function* sliced(file: Blob): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < file.size; at += step) yield new Uint8Array(await file.slice(at, at + step).arrayBuffer())
}

/**
 * The recording in a file, or in a page that was saved, to be read as often as it is asked for: a file is never in memory as a whole, a page is.
 * `too-large`: no recording is; `none`: a page without one.
 */
export async function recordingInFile(
  file: Blob,
): Promise<
  | { readonly ok: true; readonly read: () => AsyncIterable<Uint8Array> }
  | { readonly ok: false; readonly why: 'too-large' | 'none' }
> {
  const [first] = new Uint8Array(await file.slice(0, 1).arrayBuffer())
  const isPage = first === 0x3c
  if (file.size > (isPage ? mostPageBytes : mostFileBytes)) return { ok: false, why: 'too-large' }
  if (!isPage) return { ok: true, read: () => sliced(file) }
  const bytes = recordingIn(new Uint8Array(await file.arrayBuffer()))
  if (bytes === null) return { ok: false, why: 'none' }
  return {
    ok: true,
    read: async function* () {
      yield bytes
    },
  }
}

export { mostInPageBytes, pageMarks, recordingIn } from '@greenroom/recording'
