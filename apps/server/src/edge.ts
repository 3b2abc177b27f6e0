import type { IncomingMessage, Server } from 'node:http'
import type { OpenConnections } from './budgets/index.ts'
import type { FairTurns } from './fair-turns.ts'
import type { AllowOrigin, ServerDeps } from './ports.ts'
import type { Rooms } from './rooms/rooms.ts'

/** What the two sockets are attached to. */
export type Edge = {
  readonly httpServer: Server
  readonly rooms: Rooms
  readonly deps: ServerDeps
  readonly allowOrigin: AllowOrigin
  /** Under which address a request is charged. */
  readonly addressOf: (request: IncomingMessage) => string
  /** Sockets of both kinds, by address. */
  readonly openConnections: OpenConnections
  /** In which everything that costs much is done: shared by requests and both sockets. */
  readonly turns: FairTurns
}
