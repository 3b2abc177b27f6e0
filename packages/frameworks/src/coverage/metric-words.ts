/** What the text of a metric says about it, in the English of short cards. */

/** A share, a rate, or something per something else. */
const rate =
  /%|‰|\/|÷|\b(?:per|share|rate|ratio|percent|percentage|proportion|average|avg|mean|median|p\d\d|out of|of all|each|every)\b/i
/** Names that say by themselves what they are taken out of: of those who came, per user, per order. */
const ratedByName =
  /\b(?:retention|churn|ctr|cvr|arpu|arppu|arpa|aov|ltv|cac|cp[acm]|ecpm|roas|roi|nps|csat|ratings?|scores?|margin|utili[sz]ation|penetration|occupancy|yield|accuracy|precision|recall)\b/i
/** How many get from one place to another. */
const fromTo = /\b(?:conversion|convert\w*|completion|drop-?off)\b.*\bfrom\b.+\bto\b|\w+-to-\w+ conversion|→|->/i
export function isRate(text: string): boolean {
  return rate.test(text) || ratedByName.test(text) || fromTo.test(text) || duration.test(text)
}

/** A stretch of time, or a rhythm. */
const time =
  /\b(?:(?:milli)?seconds?|minutes?|mins?|hours?|hourly|days?|weeks?|weekends?|fortnights?|months?|quarters?|years?|seasons?|lifetime|daily|nightly|weekly|monthly|quarterly|yearly|annual(?:ly)?|nights?|overnight|session|dau|wau|mau|yoy|qoq|ytd|q[1-4]|d\d+|w\d+|m\d+)\b|\b\d+\s?(?:ms|s|min|h|d|w)\b|\b\d+-(?:day|week|month)\b/i
/** Something that is itself a length of time: asking over what period would be asking twice. */
const duration = /(?<![-\w])(?:time (?:to|from|until|till|between|spent)|waiting time|wait time|latency|duration)\b/i
export function hasTimeWord(text: string): boolean {
  return time.test(text) || duration.test(text)
}

const numberWords =
  /\b(?:zero|halved?|half|doubl(?:ed?|es|ing)|tripl(?:ed?|es|ing)|twice|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|dozens?|hundreds?|thousands?|millions?|billions?)\b|\ba (?:third|quarter|fifth|tenth) of\b/i
/** In digits or in words: "Refunds below 2 %", "halved the queue", "from nine days to six". */
export function hasNumber(text: string): boolean {
  return /\d/.test(text) || numberWords.test(text)
}
