export type { RoomCounts } from './counts.ts'
export { createRooms, type LiveRooms } from './rooms.ts'
