/**
 * The live client without React: hooks, bots and simulations use the same one.
 *
 * `createRoomClient(options, ports?)` dials the session and keeps it open; `openBoard` opens a document in it. Everything that comes from
 * outside (sockets, clock, randomness, storage) is a port with a real default.
 */

export type { ApplyAnswer, BoardClient, BoardSnapshot } from './board/board-client.ts'
export type { ReadOnlyWhy } from './board/board-rights.ts'
export type { SavedState } from './board/saved-state.ts'
export type { ShownFocus } from './board/shown-carets.ts'
export { browserPorts, freshItemId, memoryStore } from './connection/browser-ports.ts'
export type { EndedReason, SetAsideReason } from './connection/close-meaning.ts'
export { openDeviceDatabase } from './connection/device-database.ts'
export type * from './connection/ports.ts'
export type * from './connection/room-client-options.ts'
export type { ConnectionTrouble } from './connection/trouble.ts'
export type { CallChannel, CallListener } from './session/call-channel.ts'
export type { SendAnswer } from './session/commands-in-flight.ts'
export { type ConnectionState, createRoomClient, type RoomClient, type RoomSnapshot } from './session/room-client.ts'
export type { SetAside, SetAsideCard } from './set-aside/set-aside-store.ts'
