import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const compress = promisify(gzip)

/** JSON that several may request at once: serialised once, and compressed once, when somebody accepts it compressed. */
export type SharedJson = { readonly plain: Buffer; readonly zipped: () => Promise<Buffer> }

export function shareJson(text: string): SharedJson {
  const plain = Buffer.from(text)
  let zipped: Promise<Buffer> | null = null
  return {
    plain,
    zipped: () => {
      // Runs on a thread that others wait for as well, so the level is fast rather than small.
      zipped ??= compress(plain, { level: 4 })
      return zipped
    },
  }
}
