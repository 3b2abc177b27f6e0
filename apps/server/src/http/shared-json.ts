import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)

/** JSON that several may ask for at once: it is written once, and compressed once when somebody takes it compressed. */
export type SharedJson = { readonly plain: Buffer; readonly zipped: () => Promise<Buffer> }

export function shareJson(text: string): SharedJson {
  const plain = Buffer.from(text)
  let zipped: Promise<Buffer> | null = null
  return {
    plain,
    zipped: () => {
      // On a thread of its own, which others wait for as well: fast, not small.
      zipped ??= compress(plain, { level: 4 })
      return zipped
    },
  }
}
