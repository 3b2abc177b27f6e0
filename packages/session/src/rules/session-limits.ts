/** How much one session may hold of what its rules count. Sizes and rates of messages belong to the protocol. */
export const sessionLimits = {
  /** At the same time; who was removed no longer counts. */
  participants: 64,
  /** Ever, also those who were removed. */
  participantsEver: 1_000,
  rounds: 99,
  /** Requests to be let in on another device: open at a time, ever, and how many are remembered. */
  returnsOpen: 3,
  returnsEver: 300,
  returnsKept: 8,
  /** Such a request is over after so many milliseconds. */
  returnOpenFor: 120_000,
  notesPerAuthor: 500,
  marksPerRound: 500,
  whispersPerRound: 1000,
  pinsPerAuthor: 60,
  /** Comments that can be read, of a session and of one person. */
  comments: 10_000,
  commentsPerAuthor: 2_000,
  questionsPerRound: 200,
  /** Quiet times of a round, and the milliseconds that each lasts at most. */
  quietsPerRound: 3,
  quietFor: 120_000,
  evidencePerScore: 8,
  ticksPerScore: 12,
  /** How many done commands are remembered, so that a repeat is answered and not redone. */
  doneCommands: 500,
  /**
   * What one participant may add to the log: entries, and characters of their data as JSON (100 for each entry included). A
   * drawn case is some 40,000 characters.
   */
  entriesOfEach: 8_000,
  charactersOfEach: 16 * 1024 * 1024,
  /** The same of somebody who can only watch. */
  entriesOfWatcher: 200,
  charactersOfWatcher: 100_000,
  /** Board edits of one participant and of all together, and bytes of their updates. */
  editsOfEach: 80_000,
  editBytesOfEach: 32 * 1024 * 1024,
  edits: 200_000,
  /** Yjs clients whose structs one entry of edits may hold. */
  clientsPerEdit: 64,
  editBytes: 128 * 1024 * 1024,
  /** Edits of one participant's think trays, and bytes of their updates. */
  trayEditsOfEach: 20_000,
  trayBytesOfEach: 4 * 1024 * 1024,
  /** Thoughts of a round whose times are remembered, and those that one edit may add or take away. */
  thoughtsPerRound: 200,
  thoughtsPerEdit: 200,
  /** Recordings of what is said, asked for in one session. */
  audioRecordings: 40,
  /** Parts of voices that one person and a session keep, and bytes of their sound: some three hours of four people. */
  audioPartsOfEach: 2_000,
  audioBytesOfEach: 128 * 1024 * 1024,
  audioParts: 4_500,
  audioBytes: 320 * 1024 * 1024,
  /** A page may hear so many milliseconds late that a recording is over, and its clock may differ. */
  audioSlack: 15_000,
  /** The desk is told how many cards a tray holds at most once in so many milliseconds. */
  trayCountedEvery: 5_000,
} as const
