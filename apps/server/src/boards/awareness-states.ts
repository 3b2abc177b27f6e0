import { type AwarenessState, awarenessStateSchema, limits, type StampedAwareness } from '@greenroom/protocol'
import type { ParticipantId } from '@greenroom/session'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** One client's part of an awareness message. `state: null`: it has left. */
export type AwarenessClaim = { readonly client: number; readonly state: AwarenessState | null }

const nowhere: AwarenessState = { focus: null, caret: null }

/**
 * Clients number their own states from 0 by one. Numbers from here up are the server's milliseconds: a standard client
 * echoes what it received of others, and such an echo claims nothing.
 */
const firstServerClock = 2 ** 40

const readState = (json: string): AwarenessState | null => {
  const value: unknown = JSON.parse(json)
  if (value === null || typeof value !== 'object') return null
  const whole = awarenessStateSchema.safeParse(value)
  if (whole.success) return whole.data
  const focus = awarenessStateSchema.shape.focus.safeParse(Reflect.get(value, 'focus'))
  const caret = awarenessStateSchema.shape.caret.safeParse(Reflect.get(value, 'caret'))
  return { focus: focus.success ? focus.data : nowhere.focus, caret: caret.success ? caret.data : nowhere.caret }
}

/**
 * The one state in an awareness message that its sender may claim, rebuilt from the allow-list. `undefined`: none (echoes of
 * others, junk, too large): such a message is passed over. Unparseable states of other clients are never looked at.
 */
export const readAwarenessClaim = (
  update: Uint8Array,
  mayClaim: (client: number) => boolean,
): AwarenessClaim | undefined => {
  if (update.length > limits.awarenessBytes) return undefined
  try {
    const decoder = decoding.createDecoder(update)
    const count = decoding.readVarUint(decoder)
    for (let index = 0; index < count; index++) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const json = decoding.readVarString(decoder)
      if (clock < firstServerClock && mayClaim(client)) return { client, state: readState(json) }
    }
  } catch {
    // Cut short, or not JSON: nothing is claimed.
  }
  return undefined
}

/** A state as others receive it, without its clock: serialised once however often it is sent. */
export const stampState = (state: AwarenessState, participant: ParticipantId): string =>
  JSON.stringify({ ...state, participant } satisfies StampedAwareness)

export type NumberedState = { readonly client: number; readonly clock: number; readonly json: string }

export const encodeStates = (states: readonly NumberedState[]): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, states.length)
  for (const { client, clock, json } of states) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, json)
  }
  return encoding.toUint8Array(encoder)
}
