import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Request, RequestHandler } from 'express'

const notBuilt = `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Greenroom</title>
  <h1>The pages are not built yet</h1>
  <p>The server is running, but there is nothing to show yet. Run <code>npm start</code>, which builds the pages first.</p>
</html>
`

/** Link previews do not resolve the picture's address, so it has to be absolute. */
function withAddress(page: string, publicUrl: string | null): string {
  return publicUrl === null ? page : page.replace('content="/preview.png"', `content="${publicUrl}/preview.png"`)
}

/** The built page; empty if it has not been built. */
export function readPage(root: string): string {
  const path = join(root, 'index.html')
  return existsSync(path) ? readFileSync(path, 'utf8') : ''
}

/** A file of the build. `read`: its bytes, which stay in memory for everybody who asks for them after the first. */
type BuiltFile = { readonly tag: string; readonly read: () => Promise<Buffer> }

/** The copies that the build writes beside a file, smallest first. */
const copies = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const

/** By their addresses. Hidden files are not shown to anybody. */
function listFiles(root: string): ReadonlyMap<string, BuiltFile> {
  const files = new Map<string, BuiltFile>()
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    const path = join(root, name)
    const stats = statSync(path)
    if (!stats.isFile() || name.split(sep).some((part) => part.startsWith('.'))) continue
    let bytes: Promise<Buffer> | null = null
    files.set(`/${name.replaceAll(sep, '/')}`, {
      tag: `W/"${stats.size}-${stats.mtimeMs}"`,
      read: () => {
        // A read that failed, as for want of file descriptors, is tried again for the next request.
        bytes ??= readFile(path).catch((error: unknown) => {
          bytes = null
          throw error
        })
        return bytes
      },
    })
  }
  return files
}

/** An address that ends like a file's is not one of the page's. */
const namesFile = /\/[\w\s~$.-]+\.\w+$/
/** Below it, the names of files contain a hash of their content. */
const lasting = '/assets/'

const pathOf = ({ path }: Request): string => {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/**
 * Serves the built pages, each file from one place in memory, however many people read it and however slowly. Every address that does not
 * name a file gets the one page, whose router takes over. `publicUrl`: the origin at which people reach this server, or `null` if it is not
 * configured. `onGone`: called the first time that a file is asked for which was there at the start and is no more.
 */
export function createWebFiles(root: string, publicUrl: string | null, onGone: () => void): RequestHandler {
  if (!existsSync(join(root, 'index.html'))) {
    return (request, response, next) => {
      if ((request.method !== 'GET' && request.method !== 'HEAD') || /\.[a-z0-9]+$/i.test(request.path)) return next()
      response.status(503).type('html').send(notBuilt)
    }
  }
  const files = new Map(listFiles(root))
  const page = Buffer.from(withAddress(readPage(root), publicUrl))
  files.set('/index.html', {
    tag: `"${createHash('sha256').update(page).digest('base64url').slice(0, 16)}"`,
    read: () => Promise.resolve(page),
  })
  if (publicUrl !== null) for (const { ending } of copies) files.delete(`/index.html${ending}`)
  let isGone = false
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next()
    const asked = pathOf(request)
    const path = files.has(asked) || namesFile.test(asked) ? asked : '/index.html'
    const file = files.get(path)
    if (file === undefined) return next()
    const copy = copies.find(
      ({ encoding, ending }) => files.has(path + ending) && request.acceptsEncodings(encoding) !== false,
    )
    const bytes = await (copy === undefined ? file : files.get(path + copy.ending))?.read().catch(() => null)
    if (!bytes) {
      if (!isGone) onGone()
      isGone = true
      return next()
    }
    response.set({
      'Cache-Control': path.startsWith(lasting) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: file.tag,
      Vary: 'Accept-Encoding',
    })
    if (request.fresh) return response.status(304).end()
    if (copy !== undefined) response.set('Content-Encoding', copy.encoding)
    response.type(path.slice(path.lastIndexOf('/') + 1)).set('Content-Length', String(bytes.byteLength))
    response.end(bytes)
  }
}
