/** No control or formatting characters, except the two joiners that Persian, Hindi and many emoji need. */
export const nameCharacters = /^(?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\u200c\u200d])+$/u
/** A visible letter, digit, sign or emoji: to Unicode, fillers are letters, but they appear as blanks. */
export const somethingToSee = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u

/** Invisible characters that come with pasted text: controls and formatting, except the two joiners. Removed before anything is checked. */
export const invisibleInNames = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}](?<![\u200c\u200d])/gu

/** Whether a name is visible on the screen. If not, it is asked for again, as if nothing had been typed. */
export function isSeenName(typed: string): boolean {
  return somethingToSee.test(typed.replace(invisibleInNames, ''))
}
