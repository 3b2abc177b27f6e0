import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { launchChromium } from '../fixtures/chromium.ts'

/**
 * The pictures that need pixels, drawn from our own icon by a browser: `node test/e2e/make-icons.ts` after `icon.svg` or the words of
 * the start page have changed. Chats and older systems read no SVG.
 */
const folder = fileURLToPath(new URL('../../apps/web/public/', import.meta.url))
const icon = readFileSync(`${folder}icon.svg`, 'utf8')
const maskable = readFileSync(`${folder}icon-maskable.svg`, 'utf8')
const fonts = fileURLToPath(new URL('../../apps/web/node_modules/@fontsource-variable/inter/files/', import.meta.url))
const font = readFileSync(`${fonts}inter-latin-wght-normal.woff2`).toString('base64')

const pictures = [
  { file: 'icon-192.png', width: 192, height: 192, body: icon },
  { file: 'icon-512.png', width: 512, height: 512, body: icon },
  { file: 'icon-maskable-512.png', width: 512, height: 512, body: maskable },
  // Opaque to its corners, which the system rounds by itself.
  { file: 'apple-touch-icon.png', width: 180, height: 180, body: maskable },
  {
    file: 'preview.png',
    width: 1200,
    height: 630,
    body: `<main><div class="name">${icon}Greenroom</div><h1>Rehearse the case interview before it counts.</h1>
      <p>A live board, an honest clock, and a replay to learn from.</p></main>`,
  },
] as const

const styles = `@font-face { font-family: Inter; src: url(data:font/woff2;base64,${font}) format('woff2'); font-weight: 100 900 }
  * { margin: 0; box-sizing: border-box } html, body { height: 100%; background: transparent }
  body > svg { display: block; width: 100%; height: 100% }
  main { height: 100%; padding: 84px 96px; background: #f5f3ee; color: #20211d; font-family: Inter, sans-serif; display: flex; flex-direction: column }
  .name { display: flex; align-items: center; gap: 24px; font-size: 44px; font-weight: 600; letter-spacing: -0.02em } .name svg { width: 84px }
  h1 { margin-top: auto; max-width: 900px; font-size: 84px; line-height: 1.06; font-weight: 600; letter-spacing: -0.03em }
  p { margin-top: 32px; font-size: 34px; color: #54534b }`

const browser = await launchChromium()
for (const { file, width, height, body } of pictures) {
  const page = await browser.newPage({ viewport: { width, height } })
  await page.setContent(`<style>${styles}</style>${body}`)
  await page.evaluate(() => document.fonts.ready)
  writeFileSync(`${folder}${file}`, await page.screenshot({ omitBackground: true }))
  await page.close()
}
await browser.close()
