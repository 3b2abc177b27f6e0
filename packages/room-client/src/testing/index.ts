/** What tests, simulations and drills need to drive a room client without a network, a clock or randomness. */

export { sessionSocketMessages } from '../connection/ports.ts'
export * from './board-server.ts'
export * from './device-copies.ts'
export * from './hand-flushed.ts'
export * from './manual-time.ts'
export * from './seeded.ts'
export * from './session-server.ts'
export * from './test-ports.ts'
export * from './test-room.ts'
