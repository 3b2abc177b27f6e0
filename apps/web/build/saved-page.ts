import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { build, type InlineConfig, type Plugin, type Rollup } from 'vite'

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

/**
 * Inflates the player, which is embedded in the page as text, and runs it as a script of this page. Its hash is in the page's policy: a
 * changed player does not run.
 */
const loader = `(async()=>{const s=document.getElementById('app').textContent,b=Uint8Array.from(atob(s),c=>c.charCodeAt(0)),t=document.createElement('script');t.textContent=await new Response(new Blob([b]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();document.head.append(t)})().catch(()=>{document.getElementById('root').textContent='This page needs a newer browser.'})`

const page = (script: string, styles: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hashOf(loader)} ${hashOf(script)}; style-src ${hashOf(styles)}; img-src data: blob:; media-src blob:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta id="react-aria-pressable-style" name="generator" content="Greenroom">
<title>Greenroom recording</title>
<style>${styles}</style>
</head>
<body>
<div id="root"></div>
<noscript>This recording is played by a script. Switch JavaScript on for this page, then reload it.</noscript>
<script type="text/plain" id="app">${deflateRawSync(script, { level: 9 }).toString('base64')}</script>
<script type="text/plain" id="recording"></script>
<script>${loader}</script>
</body>
</html>
`

type Options = {
  /** The source of the player. */
  readonly entry: string
  readonly config: () => InlineConfig
}

/**
 * Writes `saved-page.html` beside the page: the player as one file without a recording, which a browser inserts when somebody saves one
 * (`features/recordings/saved-page-file.ts`). It fetches nothing from anywhere.
 */
export function savedPage({ entry, config }: Options): Plugin {
  let folder = ''
  let served = true
  return {
    name: 'saved-page',
    apply: 'build',
    configResolved: (resolved) => {
      folder = resolve(resolved.root, resolved.build.outDir)
      served = resolved.mode !== 'pseudo'
    },
    writeBundle: {
      sequential: true,
      handler: async () => {
        if (!served) return
        const own = config()
        const built = (await build({
          ...own,
          configFile: false,
          logLevel: 'warn',
          build: {
            ...own.build,
            write: false,
            copyPublicDir: false,
            cssCodeSplit: false,
            modulePreload: false,
            rolldownOptions: { input: entry, output: { format: 'iife', codeSplitting: false } },
            chunkSizeWarningLimit: 2_000,
          },
        })) as Rollup.RollupOutput
        const scripts = built.output.flatMap((part) => (part.type === 'chunk' ? [part.code] : []))
        const styles = built.output.flatMap((part) =>
          part.type === 'asset' && part.fileName.endsWith('.css') ? [String(part.source)] : [],
        )
        const [script = ''] = scripts
        const [style = ''] = styles
        if (scripts.length !== 1 || styles.length !== 1)
          throw new Error(
            `The saved page has ${scripts.length} scripts and ${styles.length} styles, and not one of each.`,
          )
        if (/<\/(script|style)/i.test(style)) throw new Error('The styles of the saved page would end its element.')
        await writeFile(join(folder, 'saved-page.html'), page(script, style))
      },
    },
  }
}
