import { expect, it } from 'vitest'
import { inlineHashes } from './inline-hashes.ts'

it('names the scripts and styles that are inline in a page, and none that is only requested', () => {
  const page =
    '<!doctype html><style>p { color: red }</style><script>go()\n</script><script src="/a.js"></script><script type="module" src="/b.js"></script>'
  // As `openssl dgst -sha256 -binary | base64` says.
  expect(inlineHashes(page)).toEqual({
    scripts: ["'sha256-uxztVBOu4I1US70toGMPbtpfckNKW9OzJ9C6/M5mIrI='"],
    styles: ["'sha256-ngewhhP73WDIbgwseeu52VAAJgKdGUsu1IUQQsAm8m4='"],
  })
  expect(inlineHashes('')).toEqual({ scripts: [], styles: [] })
})
