import { committedMessageType } from '@greenroom/protocol'
import * as decoding from 'lib0/decoding'

/** The messages of the boards' socket as bytes: y-protocols' sync (0), awareness (1) and query (3), and our counts (100). */

export type BoardFrame =
  | { readonly kind: 'sync-request'; readonly stateVector: Uint8Array }
  /** Sync step 2 (`isAnswer`) or an update. */
  | { readonly kind: 'edit'; readonly update: Uint8Array; readonly isAnswer: boolean }
  | { readonly kind: 'awareness'; readonly update: Uint8Array }
  | { readonly kind: 'awareness-request' }

const sync = 0
const awareness = 1
const awarenessRequest = 3
const syncStep1 = 0
const syncStep2 = 1
const syncUpdate = 2

/** `null`: not a message that a client may send. What it answers are views into `data`. */
export const readBoardFrame = (data: Uint8Array): BoardFrame | null => {
  try {
    const decoder = decoding.createDecoder(data)
    const type = decoding.readVarUint(decoder)
    if (type === awarenessRequest) return decoding.hasContent(decoder) ? null : { kind: 'awareness-request' }
    const subtype = type === sync ? decoding.readVarUint(decoder) : null
    if (type !== sync && type !== awareness) return null
    const length = decoding.readVarUint(decoder)
    if (length !== data.length - decoder.pos) return null
    const payload = data.subarray(decoder.pos)
    if (subtype === null) return { kind: 'awareness', update: payload }
    if (subtype === syncStep1) return { kind: 'sync-request', stateVector: payload }
    if (subtype === syncStep2 || subtype === syncUpdate) {
      return { kind: 'edit', update: payload, isAnswer: subtype === syncStep2 }
    }
    return null
  } catch {
    // lib0 throws where the bytes end early or a number does not fit.
    return null
  }
}

/** An update that holds no struct and no deletion, in Yjs' first encoding. */
export const isEmptyUpdate = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0

const varUintSize = (value: number): number => {
  let size = 1
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++
  return size
}

const writeVarUint = (target: Uint8Array, at: number, value: number): number => {
  let rest = value
  let position = at
  while (rest >= 128) {
    target[position++] = (rest % 128) | 128
    rest = Math.floor(rest / 128)
  }
  target[position++] = rest
  return position
}

const wrap = (head: readonly number[], payload: Uint8Array): Buffer => {
  const message = Buffer.allocUnsafe(head.length + varUintSize(payload.length) + payload.length)
  for (const [index, byte] of head.entries()) message[index] = byte
  message.set(payload, writeVarUint(message, head.length, payload.length))
  return message
}

const step1Head = [sync, syncStep1]
const step2Head = [sync, syncStep2]
const updateHead = [sync, syncUpdate]
const awarenessHead = [awareness]

export const encodeStep1 = (stateVector: Uint8Array): Buffer => wrap(step1Head, stateVector)
export const encodeStep2 = (update: Uint8Array): Buffer => wrap(step2Head, update)
export const encodeUpdate = (update: Uint8Array): Buffer => wrap(updateHead, update)
export const encodeAwareness = (update: Uint8Array): Buffer => wrap(awarenessHead, update)

/** Says nothing, and so only that the line lives: y-websocket's client drops a connection that is silent for 30 s. */
export const emptyAwareness: Buffer = encodeAwareness(Uint8Array.of(0))

export const encodeCommitted = (count: number): Buffer => {
  const message = Buffer.allocUnsafe(1 + varUintSize(count))
  message[0] = committedMessageType
  writeVarUint(message, 1, count)
  return message
}
