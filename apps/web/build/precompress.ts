import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)
const compressible = /\.(js|css|html|svg|json|webmanifest)$/
/** Smaller files gain nothing. */
const smallest = 1024

/**
 * Puts a Brotli and a gzip version beside every file that gains by it, as small as possible: a server that compresses while somebody waits
 * ends up a tenth larger, and does it again for each who asks. Over plain http browsers take gzip alone. The last of all plugins, when nothing
 * changes any more.
 */
export function precompress(): Plugin {
  let folder = ''
  return {
    name: 'precompress',
    apply: 'build',
    enforce: 'post',
    configResolved: (config) => {
      folder = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler: async () => {
        const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
          compressible.test(name),
        )
        await Promise.all(
          names.map(async (name) => {
            const path = join(folder, name)
            const whole = await readFile(path)
            if (whole.byteLength < smallest) return
            const params = {
              [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
              [constants.BROTLI_PARAM_SIZE_HINT]: whole.byteLength,
            }
            await writeFile(`${path}.br`, await toBrotli(whole, { params }))
            await writeFile(`${path}.gz`, await toGzip(whole, { level: constants.Z_BEST_COMPRESSION }))
          }),
        )
      },
    },
  }
}
