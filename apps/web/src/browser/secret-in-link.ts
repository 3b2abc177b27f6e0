/**
 * What the server creates for invitations, ways back and own cases: 256 random bits as base64url, which always has this many characters.
 * The known length separates it from text written right after a link.
 */
const secretLength = 43

const entities: Readonly<Record<string, string>> = { '#35': '#', '#x23': '#', num: '#', amp: '&', nbsp: ' ' }

/** Undoes percent-encoding, even if applied several times; text that is not valid UTF-8 stays as it is. */
function decoded(text: string): string {
  let now = text
  for (let times = 0; times < 4; times++) {
    const next = now.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
      try {
        return decodeURIComponent(bytes)
      } catch {
        return bytes
      }
    })
    if (next === now) break
    now = next
  }
  return now
}

/** Text as it was before mail programs, chats and word processors changed it: decoded, and without invisible characters. */
export function cleanLink(text: string): string {
  return (
    decoded(text)
      .replace(/&(#35|#x23|num|amp|nbsp);/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole)
      .normalize('NFKC')
      .replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '')
      // Non-breaking hyphens, and the dashes that word processors make of two hyphens.
      .replace(/[\u2010\u2012\u2212]/g, '-')
      .replace(/[\u2013\u2014]/g, '--')
  )
}

/** Joins a link that mail programs broke over lines, quoted or as quoted-printable. */
const unbrokenLines = (text: string): string =>
  text
    .split('\n')
    .map((line) =>
      line
        .trimEnd()
        .replace(/=$/, '')
        .replace(/^[>\s]+/, ''),
    )
    .join('')

/** Undoes quoted-printable, in which mail programs write `=` as `=3D` and `#` as `=23`. */
const unquoted = (text: string): string =>
  text.replace(/=([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** The letters of a secret, behind a `#` or anywhere. `null` also when they begin with the code of a quoted letter: then there are more. */
function secretOf(reading: string): string | null {
  const run = /#[^A-Za-z0-9_-]{0,4}([A-Za-z0-9_-]{43,})/d.exec(reading) ?? /([A-Za-z0-9_-]{43,})/d.exec(reading)
  const [from, to] = run?.indices?.[1] ?? [0, 0]
  const isQuoted =
    /=$/.test(reading.slice(0, from)) &&
    /^[2-7][0-9a-f]/i.test(reading.slice(from)) &&
    (to - from >= secretLength + 2 || /^=[2-7][0-9a-f]/i.test(reading.slice(to)))
  return run === null || isQuoted ? null : reading.slice(from, from + secretLength)
}

/** Longer than any link, and than any message that somebody pastes to have its link found. */
const mostText = 20_000

/**
 * The secret of a link, or of whatever somebody pasted, in whatever condition it arrived: with its `#` encoded, with punctuation, brackets,
 * quotes or words after it, with invisible characters in it, quoted as in the source of an e-mail, or broken over several lines. `null` when there is none, or when part of it is
 * missing.
 */
export function secretIn(text: string): string | null {
  const clean = cleanLink(text.slice(0, mostText))
  const unbroken = unbrokenLines(clean)
  for (const reading of new Set([clean, unbroken, unquoted(unbroken)])) {
    const found = secretOf(reading)
    if (found !== null) return found
  }
  return null
}
