/** What has happened on this server since it started; read by the metrics. */
export type RoomCounts = {
  rooms: number
  boardConnections: number
  liveConnections: number
  commands: number
  commandsRefused: number
  editsCommitted: number
  /** Brought nothing new, so nothing was written. */
  editsEmpty: number
  appends: number
  appendsFailed: number
  roomsFailed: number
  /** Closed because another server had appended to their session. */
  roomsOvertaken: number
  /** Events on the session's socket that do not exist or could not be parsed. */
  eventsRefused: number
  /** Awareness messages that claimed nothing: echoes, junk, too large. */
  awarenessPassedOver: number
  /** Exceptions caught by the wrapper around the handlers. */
  handlerErrors: number
  /** By the reason given to the connection, or `slow` or `silent`. */
  readonly boardsEnded: Map<string, number>
}

export function createCounts(): RoomCounts {
  return {
    rooms: 0,
    boardConnections: 0,
    liveConnections: 0,
    commands: 0,
    commandsRefused: 0,
    editsCommitted: 0,
    editsEmpty: 0,
    appends: 0,
    appendsFailed: 0,
    roomsFailed: 0,
    roomsOvertaken: 0,
    eventsRefused: 0,
    awarenessPassedOver: 0,
    handlerErrors: 0,
    boardsEnded: new Map(),
  }
}
