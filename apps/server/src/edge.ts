import type { IncomingMessage, Server } from 'node:http'
import type { OpenConnections } from './budgets/index.ts'
import type { FairTurns } from './fair-turns.ts'
import type { AllowOrigin, ServerDeps } from './ports.ts'
import type { Rooms } from './rooms/rooms.ts'

/** What both sockets are attached to. */
export type Edge = {
  readonly httpServer: Server
  readonly rooms: Rooms
  readonly deps: ServerDeps
  readonly allowOrigin: AllowOrigin
  /** The address that a request is charged to. */
  readonly addressOf: (request: IncomingMessage) => string
  /** Open sockets of both kinds, by address. */
  readonly openConnections: OpenConnections
  /** Runs everything expensive in turns; shared by requests and both sockets. */
  readonly turns: FairTurns
}
