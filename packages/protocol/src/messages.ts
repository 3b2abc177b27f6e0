import { commandIdSchema, refusalCodes, wireCommandSchema } from '@greenroom/session'
import { z } from 'zod'
import { secretSchema, seenCasesSchema } from './common-fields.ts'
import { projectedEntrySchema } from './projected-entry.ts'

/** Changes with every incompatible change of a schema of this package; `versions.ts` has a line for each. */
export const protocolVersion = 2

/** Socket.IO handshake `auth`. `after`: the number of the last entry that this client holds of its own stream. */
export const handshakeSchema = z.object({
  protocol: z.number().int(),
  token: secretSchema,
  after: z.number().int().min(0),
  seenCases: seenCasesSchema,
  /** The `epoch` of the welcome that `after` refers to: if the server's differs, the stream starts again. */
  epoch: z.string().max(64).optional(),
})
export type Handshake = z.infer<typeof handshakeSchema>

/** Client → server, event `command`, acknowledged with `CommandAnswer`. */
export const commandMessageSchema = z.object({ commandId: commandIdSchema, command: wireCommandSchema })
export type CommandMessage = z.infer<typeof commandMessageSchema>
export const commandAnswerSchema = z.discriminatedUnion('ok', [
  /** `n`: the number in the sender's own stream after which the command's entries are all visible. */
  z.object({ ok: z.literal(true), n: z.number().int().min(0) }),
  z.object({
    ok: z.literal(false),
    code: z.enum(refusalCodes),
    field: z.string().optional(),
    limit: z.number().optional(),
  }),
])
export type CommandAnswer = Readonly<z.infer<typeof commandAnswerSchema>>

/** Client → server, event `time`, acknowledged with the server's milliseconds. */
export const timeAnswerSchema = z.object({ serverTime: z.number() })
export type TimeAnswer = Readonly<z.infer<typeof timeAnswerSchema>>

/** Server → client, event `entries`: the next ones of the receiver's own stream, gapless from `after + 1`. */
export const entriesMessageSchema = z.object({ entries: z.array(projectedEntrySchema).readonly() })
export type EntriesMessage = Readonly<z.infer<typeof entriesMessageSchema>>

/** Server → client, event `welcome`, first of all. */
export const welcomeMessageSchema = z.object({
  participant: z.string(),
  session: z.string(),
  serverTime: z.number(),
  /** How many entries the receiver's stream has now; `entries` follow until it is reached. */
  count: z.number().int().min(0),
  /**
   * Identifies one run of the server. Within it nothing that was announced can be undone; afterwards, an older copy may have been restored.
   */
  epoch: z.string().max(64),
})
export type WelcomeMessage = Readonly<z.infer<typeof welcomeMessageSchema>>

/** Server → client, event `store`, whenever it changes: whether the server can save. Assume that it can until told otherwise. */
export const storeMessageSchema = z.object({ saving: z.boolean() })
export type StoreMessage = Readonly<z.infer<typeof storeMessageSchema>>

/** Server → client, event `presence`: who has a live connection, or reads the replay of the open session. */
export const presenceMessageSchema = z.object({ here: z.array(z.string()).readonly() })
export type PresenceMessage = Readonly<z.infer<typeof presenceMessageSchema>>

/** Server → client, event `goodbye`, before the server disconnects. `retryAfter: null`: permanently. */
export const goodbyeMessageSchema = z.object({
  reason: z.enum([
    'draining',
    'unauthorized',
    'revoked',
    'session-deleted',
    'session-damaged',
    'protocol',
    'flood',
    'store-unavailable',
    'too-many-connections',
  ]),
  retryAfter: z.number().min(0).nullable(),
})
export type GoodbyeMessage = Readonly<z.infer<typeof goodbyeMessageSchema>>

const encodedPosition = /^[A-Za-z0-9_-]{1,64}$/
/**
 * A place in a text: a Yjs relative position, encoded as Yjs does and in base64url, which stays before its letter while others write; or a
 * UTF-16 offset, in a field (which is one value) and from a client that knows nothing else.
 */
const caretPlaceSchema = z.union([z.number().int().min(0), z.string().regex(encodedPosition)])
export type CaretPlace = z.infer<typeof caretPlaceSchema>

/** Awareness on a board, rebuilt by the server: focus and caret only, stamped with the participant. */
export const awarenessStateSchema = z.object({
  focus: z.string().max(64).nullable(),
  /** In the focused text, or in one of its fields; a caret is a selection of length 0. */
  caret: z
    .object({ field: z.string().max(40).nullable(), anchor: caretPlaceSchema, head: caretPlaceSchema })
    .nullable(),
})
export type AwarenessState = z.infer<typeof awarenessStateSchema>
const isPlace = (value: unknown): value is CaretPlace =>
  typeof value === 'string' ? encodedPosition.test(value) : Number.isSafeInteger(value) && Number(value) >= 0
const isNameOf = (value: unknown, most: number): value is string | null =>
  value === null || (typeof value === 'string' && value.length <= most)

/**
 * Parses a value like `awarenessStateSchema`; `null` where that refuses it. Written by hand, because the server runs it for every movement
 * of every caret: messages.test.ts compares the two.
 */
export function readAwarenessState(value: unknown): AwarenessState | null {
  if (typeof value !== 'object' || value === null) return null
  const focus: unknown = Reflect.get(value, 'focus')
  const caret: unknown = Reflect.get(value, 'caret')
  if (!isNameOf(focus, 64)) return null
  if (caret === null) return { focus, caret }
  if (typeof caret !== 'object' || caret === null) return null
  const field: unknown = Reflect.get(caret, 'field')
  const anchor: unknown = Reflect.get(caret, 'anchor')
  const head: unknown = Reflect.get(caret, 'head')
  return isNameOf(field, 40) && isPlace(anchor) && isPlace(head) ? { focus, caret: { field, anchor, head } } : null
}

export type StampedAwareness = AwarenessState & { readonly participant: string }

/**
 * Message type 100 of the boards' socket, sent by the server: a varuint, how many of this connection's sync step 2 and update
 * messages (in the order sent; step 1 is not counted) are committed or brought nothing new.
 */
export const committedMessageType = 100
/**
 * Message type 300 of the boards' socket, sent by the client before its sync step 1: a Yjs state vector of what the server has told it or
 * confirmed to it. A server that holds less closes with `restored`.
 */
export const toldMessageType = 300
export const boardSubprotocol = 'greenroom.v1'
/** Selected when `boardSubprotocol` is not offered: the plain y-websocket protocol, without counts. */
export const plainBoardSubprotocol = 'yjs'
/**
 * `token.<base64url>`, offered beside one of the above and then never selected. Offered alone, it is selected: a WebSocket client that
 * offers subprotocols fails when none is selected.
 */
export const tokenSubprotocolPrefix = 'token.'
