/** How much one session may hold of what its rules count. Sizes and rates of messages belong to the protocol. */
export const sessionLimits = {
  /** At the same time; who was removed no longer counts. */
  participants: 64,
  rounds: 99,
  notesPerAuthor: 500,
  marksPerRound: 500,
  whispersPerRound: 1000,
  questionsPerRound: 200,
  /** How many done commands are remembered, so that a repeat is answered and not redone. */
  doneCommands: 500,
} as const
