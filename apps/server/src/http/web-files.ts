import { existsSync } from 'node:fs'
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

/** The built pages. Every address that names no file is the one page, which finds its way by itself. */
export const createWebFiles = (root: string): RequestHandler => {
  if (!existsSync(join(root, 'index.html'))) {
    return (request, response, next) => {
      if ((request.method !== 'GET' && request.method !== 'HEAD') || /\.[a-z0-9]+$/i.test(request.path)) return next()
      response.status(503).type('html').send(notBuilt)
    }
  }
  return sirv(root, {
    etag: true,
    single: true,
    setHeaders: (response, pathname) => {
      // Files below /assets carry a hash of their content in their name.
      const lasting = pathname.startsWith('/assets/')
      response.setHeader('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}
