import { Script } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { preloadParts } from './preload-parts.ts'

const chunk = (fileName: string, imports: readonly string[], module: string | null = null, isEntry = false) => ({
  type: 'chunk',
  fileName,
  imports,
  facadeModuleId: module,
  isEntry,
})
const chunks = [
  chunk('assets/index.js', ['assets/runtime.js'], '/src/main.tsx', true),
  chunk('assets/runtime.js', []),
  chunk('assets/room.js', ['assets/index.js', 'assets/board.js'], '/src/room-page.tsx'),
  chunk('assets/replay.js', ['assets/board.js', 'assets/player.js', 'assets/runtime.js'], '/src/replay-page.tsx'),
  chunk('assets/board.js', ['assets/yjs.js']),
  chunk('assets/player.js', ['assets/board.js']),
  chunk('assets/yjs.js', []),
  chunk('assets/bank.js', [], '/src/bank-page.tsx'),
]
const parts = [
  { path: /^\/s\/[^/]+\/?$/, module: '/room-page.tsx' },
  { path: /^\/s\/[^/]+\/replay\/?$/, module: '/replay-page.tsx' },
]

/** The page as the plugin writes it. */
function pageOf(some: readonly object[]): string {
  const { transformIndexHtml } = preloadParts(parts)
  if (typeof transformIndexHtml !== 'object') throw new Error('no handler')
  const handler = transformIndexHtml.handler as (html: string, context: object) => string
  return handler('<head></head>', { bundle: Object.fromEntries(some.map((one, at) => [String(at), one])) })
}

/** Addresses of the links that the script of the page adds at `pathname`. */
function preloadedAt(pathname: string): readonly string[] {
  const [, script = ''] = /<script>(.*)<\/script>/s.exec(pageOf(chunks)) ?? []
  const links: { href: string; rel: string }[] = []
  const document = {
    createElement: () => ({}),
    head: { append: (link: { href: string; rel: string }) => links.push(link) },
  }
  new Script(script).runInNewContext({ document, location: { pathname }, Object })
  expect(links.every(({ rel }) => rel === 'modulepreload')).toBe(true)
  return links.map(({ href }) => href)
}

describe('parts of the page that are asked for with its address', () => {
  it('are those of that address, each once, without what the page has already', () => {
    expect(preloadedAt('/s/abc')).toEqual(['/assets/room.js', '/assets/board.js', '/assets/yjs.js'])
    expect(preloadedAt('/s/abc/replay')).toEqual([
      '/assets/replay.js',
      '/assets/board.js',
      '/assets/player.js',
      '/assets/yjs.js',
    ])
    for (const path of ['/', '/bank', '/s', '/s/abc/replay/more']) expect(preloadedAt(path)).toEqual([])
  })

  it('are missed when their file has another name: the build says so', () => {
    expect(() => pageOf(chunks.filter(({ facadeModuleId }) => facadeModuleId !== '/src/replay-page.tsx'))).toThrow(
      'No file of the page begins with /replay-page.tsx.',
    )
  })

  it('are few files: the build says so where a part falls to pieces', () => {
    const icons = Array.from({ length: 60 }, (_, at) => chunk(`assets/icon${at}.js`, []))
    const room = chunk(
      'assets/room.js',
      icons.map(({ fileName }) => fileName),
      '/src/room-page.tsx',
    )
    const some = [...chunks.filter(({ fileName }) => fileName !== 'assets/room.js'), room, ...icons]
    expect(() => pageOf(some)).toThrow('/room-page.tsx is 61 files')
  })
})
