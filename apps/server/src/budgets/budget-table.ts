import { serverLimits } from '@greenroom/protocol'

/**
 * The one table of how much may be asked of this server. A reconnect refills only the connection's own column: the other accounts are kept
 * under the participant, the session and the address until they have refilled by themselves.
 *
 * Each budget is a token bucket that refills by `perSecond` up to `burst`. The participant's share is well below the session's, and the
 * session's well below the address's, so that one person cannot use up what belongs to everybody in the room, nor one room what belongs to
 * everybody behind an address. A whole school may share one address: those columns stop a flood, not a class.
 */
export const scopes = ['connection', 'participant', 'session', 'address'] as const
export type Scope = (typeof scopes)[number]

export type Budget = { readonly perSecond: number; readonly burst: number }
type Column = Readonly<Partial<Record<Scope, Budget>>>

const budget = (perSecond: number, burst: number): Budget => ({ perSecond, burst })
const mib = 1024 * 1024
/** In seconds. */
const day = 24 * 60 * 60

const table = {
  /** Messages on the boards' sockets, of any kind. */
  messages: {
    connection: budget(120, 1_200),
    participant: budget(240, 2_400),
    session: budget(4_000, 20_000),
    address: budget(40_000, 120_000),
  },
  /** Bytes received: frames on both sockets, and request bodies after inflating. */
  bytes: {
    connection: budget(0.5 * mib, 8 * mib),
    participant: budget(mib, 16 * mib),
    session: budget(8 * mib, 64 * mib),
    address: budget(64 * mib, 256 * mib),
  },
  /** Bytes of bodies larger than usual, from somebody without a token: case files and recordings. Reading one costs every room a moment. */
  largeBodies: { address: budget(mib, 64 * mib) },
  /** Milliseconds spent parsing a message and checking it against its schema. */
  parsing: {
    connection: budget(60, 600),
    participant: budget(100, 1_000),
    session: budget(250, 2_500),
    address: budget(400, 4_000),
  },
  /** Milliseconds spent validating board updates and deciding commands. */
  validating: {
    connection: budget(200, 2_000),
    participant: budget(250, 2_500),
    session: budget(400, 4_000),
    address: budget(700, 8_000),
  },
  /** Cost of integrating updates into Yjs, in roughly microseconds (`packages/board/src/validate/update-cost.ts`). */
  applying: {
    connection: budget(20_000, 200_000),
    participant: budget(20_000, 200_000),
    session: budget(40_000, 400_000),
    address: budget(100_000, 1_000_000),
  },
  /** Events on the session's socket. */
  commands: {
    connection: budget(serverLimits.commandsPerSecond, serverLimits.commandsBurst),
    participant: budget(25, 120),
    session: budget(400, 2_000),
    address: budget(8_000, 40_000),
  },
  /** Frames of voice over the server: 25 to 50 a second for each person who speaks. */
  voice: {
    connection: budget(80, 400),
    participant: budget(100, 800),
    session: budget(1_000, 8_000),
    address: budget(20_000, 100_000),
  },
  /** Entries of who speaks when: one every twenty seconds of a page in the call, more after it was offline. */
  airtime: {
    participant: budget(0.2, 40),
    session: budget(2, 400),
    address: budget(400, 8_000),
  },
  /** Sync requests of boards, by the bytes of the answer (at least 4 KiB each): a whole board can be requested again and again. */
  answers: {
    connection: budget(mib, 24 * mib),
    participant: budget(2 * mib, 48 * mib),
    session: budget(16 * mib, 256 * mib),
    address: budget(64 * mib, 1024 * mib),
  },
  /** Requests that read a log: pages of a replay, and streams that start far back. */
  readings: {
    participant: budget(4, 80),
    session: budget(30, 300),
    address: budget(200, 2_000),
  },
  /** Milliseconds spent reading logs for replays and streams. A ten-hour session can be opened once without waiting. */
  reading: {
    participant: budget(100, 6_000),
    session: budget(250, 8_000),
    address: budget(500, 10_000),
  },
  /** Wrong tokens and secrets. */
  guesses: { address: budget(1, 60) },
  /** HTTP requests of any kind, including pages and files, but not health checks. */
  requests: { address: budget(400, 4_000) },
  /**
   * What no browser sends and is not answered: requests in chunks, of which 64 KB keep the parser busy for ten milliseconds, requests
   * behind one that was refused, and too many of them on one connection before the first is answered.
   */
  chunked: { address: budget(1, 20) },
  /** An administrator's requests: some of them count every session. */
  administration: { address: budget(4, 120) },
  /** Requests to be let in as somebody who is already in the session, and returns by a saved link. */
  returning: {
    participant: budget(1 / 60, 4),
    session: budget(1 / 10, 20),
    address: budget(1, 120),
  },
  /** Connections opened on either socket, including those that are turned away. */
  connecting: {
    participant: budget(2, 60),
    session: budget(40, 600),
    address: budget(200, 4_000),
  },
  /** Milliseconds of the process that reads case files. */
  caseReading: { address: budget(100, 20_000) },
  /** Own cases added in a day, and their bytes. */
  ownCases: { address: budget(300 / day, 300) },
  ownCaseBytes: { address: budget((20 * mib) / day, 20 * mib) },
  /** How many of those may also use the reserve for newcomers. */
  firstOwnCases: { address: budget(60 / day, 60) },
  /** Bytes of recordings imported in a day, and of the voices brought for them. */
  importedBytes: { address: budget((48 * mib) / day, 48 * mib) },
  importedSound: { address: budget((1024 * mib) / day, 1024 * mib) },
} as const satisfies Readonly<Record<string, Column>>

export type Resource = keyof typeof table
export type BudgetTable = Readonly<Record<Resource, Column>>
export const budgetTable: BudgetTable = table
export const resources = Object.keys(table) as readonly Resource[]
