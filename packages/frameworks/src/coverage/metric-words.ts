/** What the text of a metric says about it, in the English of short cards. */

/** A share, a rate, or something per something else. */
const rate =
  /%|‰|\/|÷|\b(?:per|share|rate|ratio|percent|percentage|proportion|average|avg|mean|median|p\d\d|out of|of all|each|every)\b/i
export function isRate(text: string): boolean {
  return rate.test(text)
}

/** A stretch of time, or a rhythm. */
const time =
  /\b(?:(?:milli)?seconds?|minutes?|mins?|hours?|days?|weeks?|months?|quarters?|years?|daily|weekly|monthly|quarterly|yearly|annual(?:ly)?|night|session|dau|wau|mau|d\d+|w\d+|m\d+)\b|\b\d+\s?(?:ms|s|min|h|d|w)\b|\b\d+-(?:day|week|month)\b/i
export function hasTimeWord(text: string): boolean {
  return time.test(text)
}
