import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RequestHandler } from 'express'
import sirv from 'sirv'

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

/**
 * Serves the built pages. Every address that does not name a file gets the one page, whose router takes over. `publicUrl`: the origin at
 * which people reach this server, or `null` if it is not configured.
 */
export function createWebFiles(root: string, publicUrl: string | null): RequestHandler {
  const pagePath = join(root, 'index.html')
  if (!existsSync(pagePath)) {
    return (request, response, next) => {
      if ((request.method !== 'GET' && request.method !== 'HEAD') || /\.[a-z0-9]+$/i.test(request.path)) return next()
      response.status(503).type('html').send(notBuilt)
    }
  }
  const built = sirv(root, {
    etag: true,
    // The build writes compressed copies beside the files; for clients that accept neither encoding, the server compresses by itself.
    brotli: true,
    gzip: true,
    single: true,
    setHeaders: (response, pathname) => {
      // Files below /assets have a hash of their content in their name.
      const lasting = pathname.startsWith('/assets/')
      response.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const files: RequestHandler = (request, response, next) => {
    // A file that was listed at the start and is gone since (the pages were built again) costs its answer, not the server.
    response.once('pipe', (file) => file.once('error', () => response.destroy()))
    built(request, response, next)
  }
  if (publicUrl === null) return files
  const page = withAddress(readFileSync(pagePath, 'utf8'), publicUrl)
  const tag = `"${createHash('sha256').update(page).digest('base64url').slice(0, 16)}"`
  return (request, response, next) => {
    const isPage = request.path === '/index.html' || !/\.[a-z0-9]+$/i.test(request.path)
    if (!isPage || (request.method !== 'GET' && request.method !== 'HEAD')) return files(request, response, next)
    response.setHeader('Cache-Control', 'no-cache')
    response.setHeader('ETag', tag)
    response.type('html').send(page)
  }
}
