import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

const themeScript = '<script src="/theme.js"></script>'
const styleLink = /<link rel="stylesheet"[^>]* href="\/(assets\/[\w.-]+\.css)">/

/**
 * What the first paint needs comes inside the page: its styles and the script that chooses its colours. Each would otherwise cost a round
 * trip before anything is drawn. The server allows both by their hashes (`inline-hashes.ts`).
 */
export function inlineFirst(): Plugin {
  let publicDir = ''
  return {
    name: 'inline-first',
    apply: 'build',
    configResolved: (config) => {
      publicDir = config.publicDir
    },
    transformIndexHtml: {
      order: 'post',
      handler: (html, { bundle = {} }) => {
        const [link, name] = styleLink.exec(html) ?? []
        const styles = name === undefined ? undefined : bundle[name]
        if (link === undefined || name === undefined || styles?.type !== 'asset')
          throw new Error('The page has no styles.')
        if (!html.includes(themeScript)) throw new Error('The page has no script for its colours.')
        // The file stays: parts that are loaded later ask for it by name, which their code does not contain yet at this point.
        const script = readFileSync(join(publicDir, 'theme.js'), 'utf8')
        // As functions, so that a dollar sign in either is only a dollar sign.
        return html
          .replace(link, () => `<style>${String(styles.source)}</style>`)
          .replace(themeScript, () => `<script>${script}</script>`)
      },
    },
  }
}
