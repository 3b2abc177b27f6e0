/**
 * The longest texts that a session takes, in UTF-16 units: the schemas of commands refuse more, and the screen warns before that. The log has
 * limits of its own, which never fall below these (`fold/entry-data.ts`).
 */
export const textLimits = {
  name: 40,
  callLink: 500,
  noteOrWhisper: 4000,
  question: 400,
  /** What the candidate is working on, in one line. */
  focus: 140,
  markLabel: 200,
  /** What a mentor adds to a pin. */
  pin: 200,
  comment: 2000,
  scorecardWords: 1000,
  /** The gap of a feedback point, and a next step in a person's own words. */
  feedback: 600,
  drillTitle: 300,
  /** The label of a piece of evidence. */
  evidence: 200,
} as const
