import { z } from 'zod'
import { limits } from './limits.ts'

/**
 * The call's signalling, over the session's own socket. None of it is logged or stored; voice and video never pass through it. A `peer` is
 * one page in the call: each page load creates another one, which stays the same over reconnects of its socket.
 */
export const callPeerSchema = z.string().regex(/^[A-Za-z0-9_-]{8,40}$/)

/** What a page tells everybody about itself. */
const ownStateSchema = z.object({
  muted: z.boolean(),
  camera: z.boolean(),
  screen: z.boolean(),
  /** Whether others may connect to it directly, which shows them its IP address. */
  direct: z.boolean(),
  /** Whether it hears somebody over the server, who then has to speak there. */
  relay: z.boolean(),
  /** Whether a mentor's voice may go to the interviewer alone while the round runs; only these two are told. */
  whispers: z.boolean().default(false),
  /** Whether it can be reached through LiveKit, as far as it knows. Of nobody where the server has no LiveKit. */
  liveKit: z.boolean().default(false),
})
export type OwnCallState = Readonly<z.infer<typeof ownStateSchema>>

/** What two pages tell each other while they connect, as WebRTC defines it. Several candidates go in one message. */
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
  /** Asks for another token for LiveKit, which comes as a notice. */
  z.object({ kind: z.literal('liveKit') }),
])
export type CallMessage = Readonly<z.infer<typeof callMessageSchema>>

export const callAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true) }),
  z.object({
    ok: z.literal(false),
    /**
     * `call-full`: the call has as many people as it takes. `not-in-call`: sender or receiver is not in it, or neither may hear the other.
     */
    code: z.enum(['malformed', 'rate-limited', 'call-full', 'not-in-call']),
  }),
])
export type CallAnswer = Readonly<z.infer<typeof callAnswerSchema>>

const callMemberSchema = z.object({ participant: z.string(), peer: callPeerSchema, state: ownStateSchema })
export type CallMember = Readonly<z.infer<typeof callMemberSchema>>

/** Server → client, event `call`. */
export const callNoticeSchema = z.discriminatedUnion('kind', [
  /** Everybody in the call, in the order in which they joined: sent to all connections whenever it changes. */
  z.object({ kind: z.literal('people'), people: z.array(callMemberSchema).readonly() }),
  z.object({ kind: z.literal('signal'), from: callPeerSchema, signal: callSignalSchema }),
  /** The same participant joined the call with another page, which has taken this one's place. */
  z.object({ kind: z.literal('elsewhere') }),
  /** This page's way into LiveKit, when it joins and whenever its rights there change. Only where the server has LiveKit. */
  z.object({
    kind: z.literal('liveKit'),
    url: z.string().max(300),
    /** The name of its room there. */
    room: z.string().max(100),
    /** For connecting, within `serverLimits.liveKitToken`. */
    token: z.string().max(4_000),
    mayPublish: z.boolean(),
  }),
])
export type CallNotice = Readonly<z.infer<typeof callNoticeSchema>>

/** GET /api/calls/ice (any participant): servers that help browsers to connect directly, as `RTCIceServer`; none by default. */
export const iceAnswerSchema = z.object({
  iceServers: z.array(
    z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }),
  ),
  /** When the credentials expire, in the server's milliseconds. `null` when there are none. */
  endsAt: z.number().nullable(),
})
export type IceAnswer = Readonly<z.infer<typeof iceAnswerSchema>>
