import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import subsetFont from 'subset-font'
import type { Plugin } from 'vite'

/** Latin letters without accents, and the signs that the page's own words use: what `font.css` asks of the basic face. */
const basicRanges: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0xa0],
  [0xb7, 0xb7],
  [0xd7, 0xd7],
  [0xf7, 0xf7],
  [0x2013, 0x2014],
  [0x2018, 0x2019],
  [0x201c, 0x201d],
  [0x2026, 0x2026],
  [0x2191, 0x2191],
  [0x2193, 0x2193],
  [0x2212, 0x2212],
]
const wholeFont = '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'

/** The weights that the page uses. */
const weights = { min: 400, max: 600 }

const basicLetters = basicRanges
  .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at)))
  .join('')

/**
 * The first page needs only a few letters of a 48 KB font. `font.css` asks for them with `?basic`; the build answers with a font of these
 * letters and weights (22 KB), requested together with the page instead of after its styles have been read.
 */
export function basicFont(): Plugin {
  let file = ''
  return {
    name: 'basic-font',
    apply: 'build',
    async buildStart() {
      const whole = await readFile(createRequire(import.meta.url).resolve(wholeFont))
      const source = await subsetFont(whole, basicLetters, { targetFormat: 'woff2', variationAxes: { wght: weights } })
      const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8)
      file = `assets/inter-basic-${hash}.woff2`
      this.emitFile({ type: 'asset', fileName: file, source })
    },
    generateBundle(_options, bundle) {
      let asked = 0
      for (const one of Object.values(bundle)) {
        if (one.type !== 'asset' || typeof one.source !== 'string' || !one.source.includes('.woff2?basic')) continue
        one.source = one.source.replaceAll(/\/assets\/[\w.-]+\.woff2\?basic/g, `/${file}`)
        asked += 1
      }
      if (asked === 0) this.error('No style asks for the basic letters of the font.')
    },
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${file}` },
          injectTo: 'head',
        },
      ],
    },
  }
}
