const family = 'Inter Variable'

/** Loads the glyphs of a text, so that they are measured and painted as they will be seen. */
export async function loadLetters(text: string): Promise<void> {
  // What cannot be loaded is drawn in the system's font.
  await Promise.all(['400', '600'].map((weight) => document.fonts.load(`${weight} 14px "${family}"`, text))).catch(
    () => undefined,
  )
}

/** Whether a `unicode-range` list covers a letter of the text. */
export function rangeCovers(range: string, text: string): boolean {
  const spans = range.split(',').flatMap((one) => {
    const [, from, to] = /U\+([0-9A-F]+)(?:-([0-9A-F]+))?/i.exec(one.trim()) ?? []
    return from === undefined ? [] : [[Number.parseInt(from, 16), Number.parseInt(to ?? from, 16)] as const]
  })
  return [...text].some((letter) => {
    const code = letter.codePointAt(0) ?? 0
    return spans.some(([from, to]) => from <= code && code <= to)
  })
}

async function asDataUrl(address: string): Promise<string | null> {
  const answer = await fetch(address)
  if (!answer.ok) return null
  const bytes = new Uint8Array(await answer.arrayBuffer())
  let letters = ''
  for (let from = 0; from < bytes.length; from += 8192)
    letters += String.fromCharCode(...bytes.subarray(from, from + 8192))
  return `data:font/woff2;base64,${btoa(letters)}`
}

/** The rules of the page's font that a text needs, with the font embedded: a file that is opened elsewhere looks the same. */
export async function fontFacesFor(text: string): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules]
    } catch {
      return []
    }
  })
  const faces = rules.flatMap((rule) => {
    if (!(rule instanceof CSSFontFaceRule)) return []
    const value = (name: string): string => rule.style.getPropertyValue(name)
    const address = /url\("?([^")]+)"?\)/.exec(value('src'))?.[1]
    if (!value('font-family').includes(family) || address === undefined) return []
    const range = value('unicode-range')
    return rangeCovers(range, text)
      ? [
          {
            address: new URL(address, rule.parentStyleSheet?.href ?? document.baseURI).href,
            range,
            weight: value('font-weight'),
          },
        ]
      : []
  })
  const written = await Promise.all(
    faces.map(async ({ address, range, weight }) => {
      // Without it the reader sees a font of their own system.
      const font = await asDataUrl(address).catch(() => null)
      return font === null
        ? ''
        : `@font-face{font-family:"${family}";font-weight:${weight};src:url(${font}) format("woff2");unicode-range:${range}}`
    }),
  )
  return written.join('')
}
