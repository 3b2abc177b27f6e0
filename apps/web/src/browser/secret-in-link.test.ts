import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { secretIn } from './secret-in-link.ts'

const alphabet = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_']
const secrets = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 43, maxLength: 43 })
const starts = fc.constantFrom(
  'https://greenroom.example.org/join#',
  'http://192.168.1.24:3000/join#',
  'http://localhost:3000/join?second#',
  'http://localhost:3000/join?moment=75#',
  'https://greenroom.example.org/back#',
  'https://greenroom.example.org/bank/own/own-0123456789abcdef01234567#',
)

/** What programs do to a link on its way, each as a function of the whole text. */
const mutations: Readonly<Record<string, (link: string) => string>> = {
  nothing: (link) => link,
  'a full stop behind it': (link) => `${link}.`,
  'a comma and words behind it': (link) => `${link}, see you at nine`,
  'brackets round it': (link) => `(${link})`,
  'angle brackets round it': (link) => `<${link}>`,
  'square brackets and a target': (link) => `[${link}](${link})`,
  'quotes round it': (link) => `"${link}"`,
  'curly quotes round it': (link) => `\u201c${link}\u201d`,
  'guillemets round it': (link) => `\u00ab ${link} \u00bb`,
  'emphasis round it': (link) => `*${link}*`,
  'underscores round it': (link) => `_${link}_`,
  'a question mark': (link) => `Is it ${link}?`,
  'an encoded space': (link) => `${link}%20`,
  'an encoded line break': (link) => `${link}%0D%0A`,
  'a no-break space': (link) => `${link}\u00a0now`,
  'a zero-width space behind it': (link) => `${link}\u200b`,
  'a zero-width space before the mark': (link) => link.replace('#', '\u200b#\u200b'),
  'an encoded zero-width space': (link) => `${link}%E2%80%8B`,
  'a byte order mark': (link) => `\ufeff${link}`,
  'word joiners in it': (link) => link.replace(/(.{7})$/, '\u2060$1'),
  'a soft hyphen in it': (link) => link.replace(/(.{9})$/, '\u00ad$1'),
  'an encoded mark': (link) => link.replace('#', '%23'),
  'a mark that was encoded twice': (link) => link.replace('#', '%2523'),
  'a mark that was encoded three times': (link) => link.replace('#', '%252523'),
  'an entity for the mark': (link) => link.replace('#', '&#35;'),
  'a slash before the mark': (link) => link.replace('#', '/#'),
  'a second mark': (link) => link.replace('#', '#%23'),
  'a wide mark': (link) => link.replace('#', '\uff03'),
  'everything encoded': (link) => encodeURIComponent(link),
  'encoded hyphens': (link) => link.replace(/-/g, '%2D').replace(/_/g, '%5f'),
  'hyphens that do not break': (link) => link.replace(/-/g, '\u2011'),
  'dashes for two hyphens': (link) => link.replace(/--/g, '\u2013'),
  'a redirect of a mail filter': (link) =>
    `https://eur01.safelinks.example.com/?url=${encodeURIComponent(link)}&data=05%7C01%7Cana&reserved=0`,
  'a break over two lines': (link) => link.replace(/(.{11})$/, '\n$1'),
  'a quoted break over two lines': (link) => link.replace(/(.{11})$/, '\r\n> $1'),
  'a break of quoted-printable': (link) => link.replace(/(.{11})$/, '=\r\n$1'),
  'a mark in quoted-printable': (link) => link.replace('#', '=23'),
  'an equals sign of quoted-printable behind the mark': (link) => link.replace('#', '#=3D'),
  'all of quoted-printable': (link) =>
    link.replace(/[=#_-]/g, (letter) => `=${letter.charCodeAt(0).toString(16).toUpperCase()}`),
  'an address attribute of quoted-printable': (link) => `<a href=3D"${link.replace(/=/g, '=3D')}">Join</a>`,
  'words before it': (link) => `Join here: ${link}`,
}
const kinds = Object.keys(mutations)

describe('the secret of a link', () => {
  it.each(kinds)('is found in spite of: %s', (kind) => {
    fc.assert(
      fc.property(starts, secrets, (start, secret) => {
        expect(secretIn(mutations[kind]?.(start + secret) ?? '')).toBe(secret)
      }),
      { numRuns: 40 },
    )
  })

  it('is found in spite of two of them', () => {
    // Two that break the same place over lines and encode it are not what any program does.
    const outer = kinds.filter((kind) => !/break|encoded|dashes|redirect|underscores|words|quoted-printable/.test(kind))
    fc.assert(
      fc.property(starts, secrets, fc.constantFrom(...kinds), fc.constantFrom(...outer), (start, secret, one, two) => {
        const link = mutations[two]?.(mutations[one]?.(start + secret) ?? '') ?? ''
        expect(secretIn(link)).toBe(secret)
      }),
      { numRuns: 400 },
    )
  })

  it('is found on its own, and inside a path', () => {
    fc.assert(
      fc.property(secrets, (secret) => {
        expect(secretIn(secret)).toBe(secret)
        expect(secretIn(` ${secret}\n`)).toBe(secret)
        expect(secretIn(`/join/${secret}`)).toBe(secret)
        expect(secretIn(`https://urldefense.example.com/v3/__http://h/join*${secret}__;Iw!!x$`)).toBe(secret)
      }),
    )
  })

  it('is not made up: part of one is none, and neither is any other text', () => {
    fc.assert(
      fc.property(secrets, fc.integer({ min: 0, max: 42 }), (secret, length) => {
        expect(secretIn(`https://greenroom.example.org/join#${secret.slice(0, length)}`)).toBeNull()
      }),
    )
    for (const text of [
      '',
      '#',
      '/join',
      '/join#',
      'https://greenroom.example.org/s/V1StGXR8_Z5jdHi6B-myT/replay?t=75',
    ])
      expect(secretIn(text)).toBeNull()
  })

  it('answers for anything at all, however long', () => {
    const unit = fc.constantFrom(...'%23#5aZ_-&;>=\n\r\u200b\u2013\ud800\uff03 ')
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 300 }), (text) => {
        const found = secretIn(text)
        expect(found === null || found.length === 43).toBe(true)
      }),
    )
    for (const long of ['%25', ' ', '%20', '#', '&#', '\n>']) expect(secretIn(long.repeat(200_000))).toBeNull()
  })
})
