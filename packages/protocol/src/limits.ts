/**
 * Limits, each in one place. Bytes are bytes, times are milliseconds, rates are per second unless the name says otherwise. What a board may
 * hold is in `packages/board` (`boardLimits`, `contentLimits`), what a session may hold and how long its texts may be in `packages/session`
 * (`sessionLimits`, `textLimits`); here is what crosses the wire, and what the server allows.
 */

/** What both sides know. */
export const limits = {
  connectionsPerParticipant: 8,
  pingEvery: 10_000,
  /** A connection without any message for this long is dead. */
  silenceUntilDead: 18_000,
  seenCases: 500,
  /** People whose browsers connect to one another directly; with more, voices go over the server. */
  callDirectPeople: 4,
  callCandidatesAtOnce: 32,
  /** One file of an own case; how many are imported at once; and all of them as the JSON of one request. */
  ownCaseBytes: 256 * 1024,
  ownCasesAtOnce: 60,
  ownCasesBodyBytes: 4 * 1024 * 1024,
  /** A recording that is stored on a server it was not made on: more than one of ten hours has. */
  importedRecordingBytes: 8 * 1024 * 1024,
} as const

/** What the server allows; the page has no need to know it, and does not load it. */
export const serverLimits = {
  /** ws `maxPayload` of the boards' socket; anything larger closes it with 1009. */
  boardFrameBytes: 1024 * 1024,
  /** Socket.IO `maxHttpBufferSize`. */
  commandFrameBytes: 64 * 1024,
  /** Sync step 1: each is answered with up to a whole board. */
  syncRequestsPerSecond: 2,
  syncRequestsBurst: 20,
  /** A sync step 1's state vector. */
  stateVectorBytes: 64 * 1024,
  /** Updates received and not yet committed, of one connection and of one room; more closes the connection with 1013. */
  uncommittedBytes: 1024 * 1024,
  uncommittedBytesPerRoom: 8 * 1024 * 1024,
  /** Commands of one room that are waiting for the store. */
  uncommittedCommands: 512,
  /** A connection's focus and caret are passed on at most this many times a second; the newest wins. */
  awarenessBytes: 2048,
  awarenessPerSecond: 20,
  commandsPerSecond: 20,
  commandsBurst: 60,
  /** A connection that has not authenticated by then is closed. */
  authDeadline: 5_000,
  /** A reader with more than this waiting is terminated, and resyncs. */
  unsentBytes: 4 * 1024 * 1024,
  /** Sockets of either kind that one address may have open. A whole school may share one address. */
  connectionsPerAddress: 8_000,
  /** Guests who joined by one invitation and are still here: one link in the wrong hands cannot fill a session. */
  guestsPerInvitation: 40,
  /** How long somebody who reads the log of a running session without a connection is shown as present. */
  readerIsHereFor: 30_000,
  /** A board without edits for this long is kept as bytes only. */
  boardRestsAfter: 8_000,
  /** A room that nobody is connected to is closed after this long. */
  roomClosesAfter: 60_000,
  /** A room that nobody has connected to since it was opened, such as that of a session that was only created. */
  unjoinedRoomClosesAfter: 10_000,
  /** Board edits between two keyframes. */
  editsPerKeyframe: 500,
  /** A seat holder without a connection for this long is recorded as absent. */
  awayUntilAbsent: 20_000,
  unattendedUntilClosed: 60 * 60_000,
  joinFailuresPerMinutePerAddress: 60,
  /** Steps of signing in, by passkey or at a provider; one person takes two. */
  signInsPerMinutePerAddress: 300,
  /** Each including revoked ones. */
  invitationsPerSession: 200,
  shareLinksPerSession: 100,
  /** The JSON body of a REST request. */
  restBodyBytes: 64 * 1024,
  /** Bodies of REST requests, by address, that are still arriving or being dealt with; those larger than usual count apart. */
  arrivingBytes: 128 * 1024 * 1024,
  /** Answers to REST requests that were given but not yet sent, by address. */
  unreadAnswerBytes: 64 * 1024 * 1024,
  /** One page of a replay, as JSON. */
  replayPageBytes: 1_000_000,
  /** The first one is shown before the others are requested: a few minutes of a round. */
  firstReplayPageBytes: 250_000,
  sessionsPerHourPerAddress: 1_000,
  ownCasesPerServer: 20_000,
  ownCaseBytesPerServer: 512 * 1024 * 1024,
  ownCaseRequestsPerHourPerAddress: 1_200,
  /** A case file that takes longer to read or check is refused; starting the process that reads it does not count. */
  ownCaseCheck: 5_000,
  importedRecordingsPerServer: 5_000,
  importedBytesPerServer: 1024 * 1024 * 1024,
  /** Recorded voices of all of them; of one at most as much as of a session. */
  importedSoundPerServer: 8 * 1024 * 1024 * 1024,
  /** Milliseconds for reading a recording that somebody imports, counted like those for a case file. */
  importedRecordingCheck: 20_000,
  /** One frame of voice over the server, and how much of them may wait for one receiver: under half a second. The rest is dropped. */
  voiceFrameBytes: 4_096,
  voiceUnsentBytes: 3_000,
  /** How long credentials for a TURN server are valid. A longer call requests new ones when it has to connect again. */
  turnCredentials: 6 * 60 * 60_000,
  /** How long a token for LiveKit lets a page connect. A page that is connected stays so when it expires. */
  liveKitToken: 2 * 60_000,
} as const
