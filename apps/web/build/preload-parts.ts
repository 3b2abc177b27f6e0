import type { Plugin } from 'vite'

/** A part of the page that is loaded for certain addresses, and those addresses. */
export type RoutePart = {
  /** Matched against the path. */
  readonly path: RegExp
  /** The end of its module's name. */
  readonly module: string
}

type Chunk = {
  readonly fileName: string
  readonly facadeModuleId: string | null
  readonly imports: readonly string[]
  readonly isEntry: boolean
}

/** What a chunk needs, itself first, except what `has` already contains. */
function filesOf(chunk: Chunk, chunks: ReadonlyMap<string, Chunk>, has: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>()
  const waiting = [chunk.fileName]
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (found.has(name) || has.has(name)) continue
    found.add(name)
    waiting.push(...(chunks.get(name)?.imports ?? []))
  }
  return [...found]
}

const lastOfHead = '</head>'

/** Many small files take longer than the same code in a few: a browser asks for six at a time. */
const mostFiles = 60

/**
 * Writes a script into the page that requests the files of the largest parts as soon as the address is known, at the same time as the
 * page's own script instead of after it has run: a replay is dozens of files away from the first one. It adds the links that Vite would
 * add, so Vite does not add them again.
 */
export function preloadParts(parts: readonly RoutePart[]): Plugin {
  return {
    name: 'preload-parts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const chunks = new Map<string, Chunk>()
        for (const output of Object.values(bundle)) if (output.type === 'chunk') chunks.set(output.fileName, output)
        const entry = [...chunks.values()].find(({ isEntry }) => isEntry)
        if (entry === undefined) throw new Error('The page has no script.')
        const first = new Set(filesOf(entry, chunks, new Set()))
        const names: string[] = []
        const numberOf = (name: string): number => (names.includes(name) ? names.indexOf(name) : names.push(name) - 1)
        const wanted = parts.map(({ path, module }) => {
          const chunk = [...chunks.values()].find(({ facadeModuleId }) => facadeModuleId?.endsWith(module))
          if (chunk === undefined) throw new Error(`No file of the page begins with ${module}.`)
          const files = filesOf(chunk, chunks, first)
          if (files.length > mostFiles)
            throw new Error(
              `${module} is ${files.length} files, more than ${mostFiles}: see codeSplitting in vite.config.ts.`,
            )
          return `[${path},${JSON.stringify(files.map(numberOf))}]`
        })
        const script = `{const names=${JSON.stringify(names)}
for(const [path,parts] of [${wanted.join(',')}])if(path.test(location.pathname))for(const part of parts)
document.head.append(Object.assign(document.createElement('link'),{rel:'modulepreload',crossOrigin:'',href:'/'+names[part]}))}`
        return html.replace(lastOfHead, () => `<script>${script}</script>\n  ${lastOfHead}`)
      },
    },
  }
}
