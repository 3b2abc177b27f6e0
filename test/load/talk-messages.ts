import { z } from 'zod'

// What the bench and the program that talks (`talk-load.ts`) tell each other. Apart from that program: a process that imports it listens for
// messages and does not end.

export const talkRoomsSchema = z.object({
  url: z.string(),
  rooms: z.array(z.object({ session: z.string(), tokens: z.tuple([z.string(), z.string()]) })),
})
export type TalkRooms = z.infer<typeof talkRoomsSchema>

/** What the load answers when it is asked. Times are milliseconds. */
export const talkHeardSchema = z.object({
  /** Packets that were sent, and that arrived, since the last time. */
  sent: z.number(),
  heard: z.number(),
  /** From when a packet was handed to the connection until the listener had it. */
  p50: z.number().nullable(),
  p99: z.number().nullable(),
  failures: z.array(z.string()),
})
export type TalkHeard = z.infer<typeof talkHeardSchema>
