// The shell of Chromium that browser tests draw pages with. Plain JavaScript for any Node from 18, as `set-up.mjs`.
import { spawnSync } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

/**
 * Unpacks the one that npm has for Linux on x64, once for each version. Answers where it is, or `null`: on other systems, and where it does not
 * start, as libraries that it needs are missing; they come with Debian's Chromium.
 */
export async function unpackChromiumShell() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const folder = join(root, 'node_modules', '@sparticuz', 'chromium')
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const shell = join(root, 'node_modules', '.cache', 'greenroom', `chromium-shell-${version}`)
  if (existsSync(shell)) return shell
  const unpacked = `${shell}.${process.pid}`
  mkdirSync(dirname(shell), { recursive: true })
  await pipeline(
    createReadStream(join(folder, 'bin', 'chromium.br')),
    createBrotliDecompress({ chunkSize: 1 << 20 }),
    createWriteStream(unpacked, { mode: 0o755 }),
  )
  if (spawnSync(unpacked, ['--version']).status !== 0) {
    rmSync(unpacked)
    return null
  }
  renameSync(unpacked, shell)
  return shell
}
