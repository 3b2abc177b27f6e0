import { z } from 'zod'

/**
 * A visible letter, digit, sign or emoji: to Unicode, fillers are letters, but they appear as blanks. Emoji that this version of Unicode
 * has only reserved are visible, too.
 */
export const somethingToSee =
  /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}\p{Co}\p{Extended_Pictographic}]/u

/** What somebody typed, as it is stored: without blanks around it, and nothing at all where nothing in it can be seen. */
export function typedWords(typed: string): string {
  return somethingToSee.test(typed) ? typed.trim() : ''
}

/** Text that people type, which may be empty. With `.min(1)` it has to say something. */
export function typedText(limit: number): z.ZodString {
  return z.string().overwrite(typedWords).max(limit)
}
