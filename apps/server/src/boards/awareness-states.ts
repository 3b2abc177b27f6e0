import {
  type AwarenessFrameState,
  type AwarenessState,
  awarenessStateSchema,
  readAwarenessState,
  readAwarenessStates,
  type StampedAwareness,
  serverLimits,
} from '@greenroom/protocol'
import type { ParticipantId } from '@greenroom/session'

/** One client's part of an awareness message. `state: null` means that it has left. */
export type AwarenessClaim = { readonly client: number; readonly state: AwarenessState | null }

const nowhere: AwarenessState = { focus: null, caret: null }

/**
 * Clients number their own states from 0 upwards. Numbers from this value up are the server's, in milliseconds: a standard client echoes the
 * states of others back, and such an echo must not count as a claim.
 */
const firstServerClock = 2 ** 40

const readState = (json: string): AwarenessState | null => {
  const value: unknown = JSON.parse(json)
  if (value === null || typeof value !== 'object') return null
  const whole = readAwarenessState(value)
  if (whole !== null) return whole
  const focus = awarenessStateSchema.shape.focus.safeParse(Reflect.get(value, 'focus'))
  const caret = awarenessStateSchema.shape.caret.safeParse(Reflect.get(value, 'caret'))
  return { focus: focus.success ? focus.data : nowhere.focus, caret: caret.success ? caret.data : nowhere.caret }
}

/**
 * The one state in an awareness message that its sender may claim, rebuilt from the fields that are allowed. `undefined` when there is none
 * (echoes of others, junk, too large): such a message is ignored. Other clients' states are never parsed.
 */
export function readAwarenessClaim(
  update: Uint8Array,
  mayClaim: (client: number) => boolean,
): AwarenessClaim | undefined {
  if (update.length > serverLimits.awarenessBytes) return undefined
  try {
    for (const { client, clock, json } of readAwarenessStates(update, serverLimits.awarenessBytes)) {
      if (clock < firstServerClock && mayClaim(client)) return { client, state: readState(json) }
    }
  } catch {
    // Not JSON: nothing is claimed.
  }
  return undefined
}

/** A state as others receive it, without its clock. Serialised once, however often it is sent. */
export function stampState(state: AwarenessState, participant: ParticipantId): string {
  return JSON.stringify({ ...state, participant } satisfies StampedAwareness)
}

export type NumberedState = AwarenessFrameState
