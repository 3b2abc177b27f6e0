/** How much one session may hold of what its rules count. Sizes and rates of messages belong to the protocol. */
export const sessionLimits = {
  /** At the same time; people who were removed no longer count. */
  participants: 64,
  /** Ever, including those who were removed. */
  participantsEver: 1_000,
  rounds: 99,
  /** Requests to be let in on another device: how many can be open at a time, how many ever, and how many are remembered. */
  returnsOpen: 3,
  returnsEver: 300,
  returnsKept: 8,
  /** A request ends after this many milliseconds. */
  returnOpenFor: 120_000,
  notesPerAuthor: 500,
  marksPerRound: 500,
  whispersPerRound: 500,
  pinsPerAuthor: 60,
  /** Comments that can be read, in a session and by one person. */
  comments: 10_000,
  commentsPerAuthor: 2_000,
  questionsPerRound: 200,
  /** How many quiet times a round has, and the most milliseconds that each lasts. */
  quietsPerRound: 3,
  quietFor: 120_000,
  evidencePerScore: 8,
  ticksPerScore: 12,
  /** How many completed commands are remembered, so that a repeat is answered and not carried out again. */
  doneCommands: 500,
  /**
   * What one participant may add to the log: entries, and characters of their data as JSON (plus 100 for each entry). A drawn case is about
   * 40,000 characters.
   */
  entriesOfEach: 8_000,
  charactersOfEach: 16 * 1024 * 1024,
  /** The same for somebody who can only watch. */
  entriesOfWatcher: 200,
  charactersOfWatcher: 100_000,
  /** Board edits by one participant and by all together, and bytes of their updates. */
  editsOfEach: 80_000,
  editBytesOfEach: 32 * 1024 * 1024,
  edits: 200_000,
  /** How many Yjs clients' structs one entry of edits may contain. */
  clientsPerEdit: 64,
  editBytes: 128 * 1024 * 1024,
  /** Edits of one participant's think trays, and bytes of their updates. */
  trayEditsOfEach: 20_000,
  trayBytesOfEach: 4 * 1024 * 1024,
  /** How many thoughts of a round have their times remembered, and how many one edit may add or remove. */
  thoughtsPerRound: 200,
  thoughtsPerEdit: 200,
  /** Recordings of what is said, requested in one session. */
  audioRecordings: 40,
  /** How many parts of voices one person and a session may store, and bytes of their sound: about three hours of four people. */
  audioPartsOfEach: 2_000,
  audioBytesOfEach: 128 * 1024 * 1024,
  audioParts: 4_500,
  audioBytes: 320 * 1024 * 1024,
  /** How many milliseconds late a page may learn that a recording is over; its clock may also be off. */
  audioSlack: 15_000,
  /** Measurements of who speaks when, asked for in one session; entries of one person's speech, and stretches in one of them. */
  airtimes: 40,
  airtimeEntriesOfEach: 2_000,
  airtimeStretches: 100,
  /** An entry is about so many milliseconds at most. */
  airtimeHeard: 60_000,
  /** The shortest time in milliseconds between two updates to the desk about the number of cards in a tray. */
  trayCountedEvery: 5_000,
} as const
