/**
 * The live client without React: hooks, bots and simulations drive the same one.
 *
 * `createRoomClient(options, ports?)` dials the session and keeps it open; `openBoard` opens a document in it. All that comes
 * from outside (sockets, clock, chance, storage) is a port with a real default.
 */
export { browserPorts, memoryStore } from './connection/browser-ports.ts'
export type * from './connection/ports.ts'
export type * from './contract.ts'
export { createRoomClient } from './session/room-client.ts'
