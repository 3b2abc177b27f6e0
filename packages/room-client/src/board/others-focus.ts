import { awarenessStateSchema, readAwarenessStates, type StampedAwareness } from '@greenroom/protocol'

export type OtherFocus = StampedAwareness & { readonly client: number }

/**
 * Where others are, according to the server. Kept apart from the provider's own awareness, which would echo every state back to the server
 * and let a stranger's message set ours. Anything unreadable is dropped.
 */
export type OthersFocus = {
  /** Takes the body of an awareness message; returns whether anything changed. */
  readonly take: (message: Uint8Array, ownClient: number) => boolean
  readonly clear: () => boolean
  /** The same array until something changed. */
  readonly list: () => readonly OtherFocus[]
}

type Known = { readonly clock: number; readonly focus: OtherFocus | null }
const messageEntries = 1_000

const readState = (json: string, client: number): OtherFocus | null => {
  let raw: unknown
  try {
    raw = JSON.parse(json)
  } catch {
    return null
  }
  if (typeof raw !== 'object' || raw === null || !('participant' in raw) || typeof raw.participant !== 'string')
    return null
  const state = awarenessStateSchema.safeParse(raw)
  return state.success ? { ...state.data, participant: raw.participant, client } : null
}

export function createOthersFocus(): OthersFocus {
  const known = new Map<number, Known>()
  let list: readonly OtherFocus[] = []
  const relist = (): void => {
    list = [...known.values()]
      .flatMap(({ focus }) => (focus === null ? [] : [focus]))
      .sort((a, b) => a.client - b.client)
  }
  return {
    list: () => list,
    clear: () => {
      const had = list.length > 0
      known.clear()
      list = []
      return had
    },
    take: (message, ownClient) => {
      let changed = false
      for (const { client, clock, json } of readAwarenessStates(message, messageEntries)) {
        const focus = readState(json, client)
        const before = known.get(client)
        if (client === ownClient || (before !== undefined && clock < before.clock)) continue
        known.set(client, { clock, focus })
        if (JSON.stringify(before?.focus ?? null) !== JSON.stringify(focus)) changed = true
      }
      if (changed) relist()
      return changed
    },
  }
}
