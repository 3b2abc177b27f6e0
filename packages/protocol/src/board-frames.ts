import * as decoding from 'lib0/decoding'
import { encodeUtf8 } from 'lib0/string'
import { committedMessageType, toldMessageType } from './messages.ts'

/** The messages of the boards' socket as bytes: y-protocols' sync (0), awareness (1) and query (3), and our counts (100) and told state vectors (300). */

export type BoardFrame =
  | { readonly kind: 'sync-request'; readonly stateVector: Uint8Array }
  /** Sync step 2 (`isAnswer`) or an update. */
  | { readonly kind: 'edit'; readonly update: Uint8Array; readonly isAnswer: boolean }
  | { readonly kind: 'awareness'; readonly update: Uint8Array }
  | { readonly kind: 'awareness-request' }
  | { readonly kind: 'told'; readonly stateVector: Uint8Array }

const sync = 0
const awareness = 1
const awarenessRequest = 3
const syncStep1 = 0
const syncStep2 = 1
const syncUpdate = 2

/** `null` when it is not a message that a client may send. The result contains views into `data`. */
export function readBoardFrame(data: Uint8Array): BoardFrame | null {
  try {
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    if (type === awarenessRequest) return decoding.hasContent(decoder) ? null : { kind: 'awareness-request' }
    const subtype = type === sync ? decoding.readVarUint(decoder) : null
    if (type !== sync && type !== awareness && type !== toldMessageType) return null
    const length = decoding.readVarUint(decoder)
    if (length !== data.length - decoder.pos) return null
    const payload = data.subarray(decoder.pos)
    if (type === toldMessageType) return { kind: 'told', stateVector: payload }
    if (subtype === null) return { kind: 'awareness', update: payload }
    if (subtype === syncStep1) return { kind: 'sync-request', stateVector: payload }
    if (subtype === syncStep2 || subtype === syncUpdate) {
      return { kind: 'edit', update: payload, isAnswer: subtype === syncStep2 }
    }
    return null
  } catch {
    // lib0 throws when the bytes end early or a number does not fit.
    return null
  }
}

/** An update without structs and deletions, in Yjs' first encoding. */
export function isEmptyUpdate(update: Uint8Array): boolean {
  return update.length === 2 && update[0] === 0 && update[1] === 0
}

/** Bytes of a varuint. */
function sizeOf(number: number): number {
  let size = 1
  for (let left = Math.floor(number / 128); left > 0; left = Math.floor(left / 128)) size++
  return size
}

function writeNumber(target: Uint8Array, start: number, number: number): number {
  let at = start
  let left = number
  for (; left > 127; left = Math.floor(left / 128)) target[at++] = 128 | (left % 128)
  target[at++] = left
  return at
}

/** Several messages are made for each edit: a growing encoder would be written to, and copied, for each of them. */
function wrap(head: readonly number[], payload: Uint8Array): Uint8Array {
  let size = sizeOf(payload.length) + payload.length
  for (const number of head) size += sizeOf(number)
  const message = new Uint8Array(size)
  let at = 0
  for (const number of head) at = writeNumber(message, at, number)
  message.set(payload, writeNumber(message, at, payload.length))
  return message
}

const step1Head = [sync, syncStep1]
const step2Head = [sync, syncStep2]
const updateHead = [sync, syncUpdate]
const awarenessHead = [awareness]
const toldHead = [toldMessageType]

/** Asks the other side for what is missing from this state vector (y-protocols, `syncStep1`). */
export function encodeStep1(stateVector: Uint8Array): Uint8Array {
  return wrap(step1Head, stateVector)
}

/** Answers `encodeStep1` with one Yjs update, in encoding 1. */
export function encodeStep2(update: Uint8Array): Uint8Array {
  return wrap(step2Head, update)
}

/** An edit: a Yjs update, in encoding 1. */
export function encodeUpdate(update: Uint8Array): Uint8Array {
  return wrap(updateHead, update)
}

/** What people show (carets, names), as `encodeAwarenessUpdate` of y-protocols writes it. */
export function encodeAwareness(update: Uint8Array): Uint8Array {
  return wrap(awarenessHead, update)
}

/** Reports to the server, as a state vector, everything that a server has told this client. */
export function encodeTold(stateVector: Uint8Array): Uint8Array {
  return wrap(toldHead, stateVector)
}

/** Says only that the connection is alive: y-websocket's client drops a connection that is silent for 30 s. */
export const emptyAwareness: Uint8Array = encodeAwareness(Uint8Array.of(0))

/** How many of a connection's updates are committed. */
export function encodeCommitted(count: number): Uint8Array {
  const message = new Uint8Array(sizeOf(committedMessageType) + sizeOf(count))
  writeNumber(message, writeNumber(message, 0, committedMessageType), count)
  return message
}

/** One client's state in the body of an awareness message; `json` as it was sent: parse it before trusting it. */
export type AwarenessFrameState = { readonly client: number; readonly clock: number; readonly json: string }

/** The body of an awareness message. */
export function encodeAwarenessStates(states: readonly AwarenessFrameState[]): Uint8Array {
  const parts = states.map(({ client, clock, json }) => ({ client, clock, text: encodeUtf8(json) }))
  let size = sizeOf(parts.length)
  for (const { client, clock, text } of parts)
    size += sizeOf(client) + sizeOf(clock) + sizeOf(text.length) + text.length
  const body = new Uint8Array(size)
  let at = writeNumber(body, 0, parts.length)
  for (const { client, clock, text } of parts) {
    at = writeNumber(body, writeNumber(body, at, client), clock)
    at = writeNumber(body, at, text.length)
    body.set(text, at)
    at += text.length
  }
  return body
}

/** The states in the body of an awareness message, one after another, at most `most`. Stops at a state that is cut short. */
export function* readAwarenessStates(body: Uint8Array, most: number): Generator<AwarenessFrameState, void, void> {
  try {
    const decoder = decoding.createDecoder(body)
    const count = Math.min(decoding.readVarUint(decoder), most)
    for (let index = 0; index < count; index++) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      yield { client, clock, json: decoding.readVarString(decoder) }
    }
  } catch {
    // Cut short: what was read before counts.
  }
}
