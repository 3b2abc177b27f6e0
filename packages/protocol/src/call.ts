import { z } from 'zod'
import { limits } from './limits.ts'

/**
 * The call's signalling, over the session's own socket. Nothing of it is logged or kept; voice and video never pass through it. A `peer` is one
 * page in the call: each page load makes another one, and the same over reconnects of its socket.
 */
export const callPeerSchema = z.string().regex(/^[A-Za-z0-9_-]{8,40}$/)

/** What a page says of itself to everybody. */
const ownStateSchema = z.object({
  muted: z.boolean(),
  camera: z.boolean(),
  screen: z.boolean(),
  /** Whether others may connect to it directly, by which they learn its IP address. */
  direct: z.boolean(),
  /** Whether it hears somebody over the server, who then has to speak there. */
  relay: z.boolean(),
  /** Whether a mentor's voice may go to the interviewer alone while the round runs; told only to these two. */
  whispers: z.boolean().default(false),
})
export type OwnCallState = Readonly<z.infer<typeof ownStateSchema>>

/** What two pages say to each other while they connect, as WebRTC has it. Several candidates go in one message. */
export const callSignalSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('description'), type: z.enum(['offer', 'answer']), sdp: z.string().max(32_000) }),
  z.object({
    kind: z.literal('candidates'),
    candidates: z
      .array(z.object({ candidate: z.string().max(512), mid: z.string().max(16).nullable() }))
      .max(limits.callCandidatesAtOnce),
  }),
])
export type CallSignal = Readonly<z.infer<typeof callSignalSchema>>

/** Client → server, event `call`, acknowledged with `CallAnswer`. */
export const callMessageSchema = z.discriminatedUnion('kind', [
  /** Repeated after every reconnect. */
  z.object({ kind: z.literal('join'), peer: callPeerSchema, state: ownStateSchema }),
  z.object({ kind: z.literal('change'), state: ownStateSchema }),
  z.object({ kind: z.literal('leave') }),
  z.object({ kind: z.literal('signal'), to: callPeerSchema, signal: callSignalSchema }),
])
export type CallMessage = Readonly<z.infer<typeof callMessageSchema>>

export const callAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({
    ok: z.literal(false),
    /** `call-full`: as many as a call takes are in it. `not-in-call`: sender or receiver is not, or neither may hear the other. */
    code: z.enum(['malformed', 'rate-limited', 'call-full', 'not-in-call']),
  }),
])
export type CallAnswer = Readonly<z.infer<typeof callAnswerSchema>>

const callMemberSchema = z.object({ participant: z.string(), peer: callPeerSchema, state: ownStateSchema })
export type CallMember = Readonly<z.infer<typeof callMemberSchema>>

/** Server → client, event `call`. */
export const callNoticeSchema = z.discriminatedUnion('kind', [
  /** Everybody in the call, in the order in which they joined: to all connections, whenever it changes. */
  z.object({ kind: z.literal('people'), people: z.array(callMemberSchema).readonly() }),
  z.object({ kind: z.literal('signal'), from: callPeerSchema, signal: callSignalSchema }),
  /** The same participant joined the call with another page, which has taken this one's place. */
  z.object({ kind: z.literal('elsewhere') }),
])
export type CallNotice = Readonly<z.infer<typeof callNoticeSchema>>

/** GET /api/calls/ice (any participant): servers that help browsers to connect directly, as `RTCIceServer`; none by default. */
export const iceAnswerSchema = z.object({
  iceServers: z.array(
    z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }),
  ),
  /** When the credentials end, server's milliseconds; `null`: there are none. */
  endsAt: z.number().nullable(),
})
export type IceAnswer = Readonly<z.infer<typeof iceAnswerSchema>>
