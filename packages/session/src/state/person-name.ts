/** No control or formatting characters, but for the two joiners that Persian, Hindi and many an emoji are written with. */
export const nameCharacters = /^(?:[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|[\u200c\u200d])+$/u
/** A letter, digit, sign or emoji that is drawn: fillers are letters to Unicode, and blanks on the screen. */
export const somethingToSee = /(?![\p{Default_Ignorable_Code_Point}\u2800])[\p{L}\p{N}\p{P}\p{S}]/u

/** What is pasted along unseen: controls and formatting, but for the two joiners. Stripped before anything is checked. */
export const invisibleInNames = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}](?<![\u200c\u200d])/gu

/** Whether a name shows on the screen. One that does not is asked for again, as if nothing had been typed. */
export function isSeenName(typed: string): boolean {
  return somethingToSee.test(typed.replace(invisibleInNames, ''))
}
