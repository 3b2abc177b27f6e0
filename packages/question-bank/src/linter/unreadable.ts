/** A character that nobody wrote on purpose: where it is in the text, and what to do, as the end of a sentence. */
export type Unreadable = { readonly index: number; readonly message: string }

/**
 * Control characters other than tabs and line ends, what Unicode calls noncharacters, half of a surrogate pair, and the replacement
 * character.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unreadable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffd\ufffe\uffff\ud800-\udfff]/u

/** The first such character. `null` when there is none. */
export function unreadableIn(text: string): Unreadable | null {
  const [found] = unreadable.exec(text) ?? []
  if (found === undefined) return null
  const index = text.search(unreadable)
  if (found === '\ufffd')
    return {
      index,
      message: 'a letter was lost here (�) when the text was saved or sent; write it again, and save the file as UTF-8',
    }
  const number = found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
  return { index, message: `there is a character here that cannot be shown (U+${number}); remove it` }
}
