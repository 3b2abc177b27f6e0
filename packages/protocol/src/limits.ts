/** The one table of limits. Bytes are bytes, times are milliseconds, rates are per second unless the name says otherwise. */
export const limits = {
  /** One Yjs update. */
  updateBytes: 256 * 1024,
  /** One board, encoded. */
  boardBytes: 2 * 1024 * 1024,
  boardItems: 2000,
  itemTextLength: 2000,
  boardClientIds: 5000,
  /** What applying one update may cost, in about microseconds: `packages/board/src/validate/update-cost.ts`. */
  updateCost: 50_000,
  /** Yjs structs of one board, and of one text or one entry's history; removed ones included. */
  boardStructs: 60_000,
  boardStructsPerList: 4_000,
  /** What one participant may hold of a board, removed cards included, so that nobody fills it for the others. */
  boardShare: { clientIds: 2500, items: 1000, structs: 30_000, bytes: 1024 * 1024 },
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
  /** Commands of one room that wait for the store. */
  uncommittedCommands: 512,
  /** At most this many messages a second are passed on of one connection's focus and caret; the newest wins. */
  awarenessBytes: 2048,
  awarenessPerSecond: 20,
  commandsPerSecond: 20,
  commandsBurst: 60,
  /** A connection that has not authenticated by then is closed. */
  authDeadline: 5_000,
  /** A reader with more than this waiting is terminated, and resyncs. */
  unsentBytes: 4 * 1024 * 1024,
  connectionsPerParticipant: 8,
  participantsPerSession: 64,
  pingEvery: 10_000,
  /** Without a word for this long, a connection is dead. */
  silenceUntilDead: 18_000,
  /** A board without edits for this long is kept as bytes only. */
  boardRestsAfter: 8_000,
  /** A room that nobody is connected to is closed after this long. */
  roomClosesAfter: 60_000,
  /** Board edits between two keyframes. */
  editsPerKeyframe: 500,
  /** A seat holder without a connection for this long is noted as absent. */
  awayUntilAbsent: 20_000,
  unattendedUntilClosed: 60 * 60_000,
  seenCases: 500,
  joinFailuresPerMinutePerAddress: 60,
  /** The JSON body of a REST request. */
  restBodyBytes: 64 * 1024,
  /** One page of a replay, as JSON. */
  replayPageBytes: 1_000_000,
  sessionsPerHourPerAddress: 1_000,
  /** One file of a case of one's own; how many are imported at once; and all of them as the JSON of one request. */
  ownCaseBytes: 256 * 1024,
  ownCasesAtOnce: 60,
  ownCasesBodyBytes: 4 * 1024 * 1024,
  ownCasesPerServer: 20_000,
  ownCaseRequestsPerHourPerAddress: 1_200,
  /** A case file that takes longer to read or check is refused. */
  ownCaseCheck: 5_000,
} as const
