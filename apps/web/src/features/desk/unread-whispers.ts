import type { ParticipantId, Round } from '@greenroom/session'
import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { browserStore } from '../../browser/browser-store.ts'

/** Up to when (the store's milliseconds) this tab's person has read what was whispered to them. */
const readUntil = browserStore.entry({
  area: 'tab',
  key: 'greenroom.whispers-read',
  schema: z.number(),
  otherwise: 0,
})

export function readWhispersUntil(at: number): void {
  readUntil.write(at)
}

/** Others' whispers in this round that have not been dismissed yet, oldest first. Only the desk is ever sent any. */
export function useUnreadWhispers(round: Round, me: ParticipantId): Round['whispers'] {
  const until = useSyncExternalStore(readUntil.subscribe, readUntil.read)
  return round.whispers.filter((one) => one.by !== me && one.at > until)
}
