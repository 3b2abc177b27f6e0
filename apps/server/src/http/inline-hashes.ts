import { createHash } from 'node:crypto'

/** Sources of a content security policy. */
export type InlineHashes = { readonly scripts: readonly string[]; readonly styles: readonly string[] }

const hashesOf = (page: string, element: 'script' | 'style'): readonly string[] =>
  [...page.matchAll(new RegExp(`<${element}>([^]*?)</${element}>`, 'g'))].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  )

/** The inline scripts and styles of the built page, by hash: nothing else inline is allowed. */
export function inlineHashes(page: string): InlineHashes {
  return { scripts: hashesOf(page, 'script'), styles: hashesOf(page, 'style') }
}
