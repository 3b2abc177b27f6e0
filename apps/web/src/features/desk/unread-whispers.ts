import type { ParticipantId, Round } from '@greenroom/session'
import { create } from 'zustand'

const key = 'greenroom.whispers-read'

const kept = (): number => {
  try {
    return Number(sessionStorage.getItem(key) ?? 0) || 0
  } catch {
    return 0
  }
}

/** Up to when (the store's milliseconds) this tab's person has read what was whispered to them. */
const useRead = create<{ readonly until: number }>()(() => ({ until: kept() }))

export const readWhispersUntil = (at: number): void => {
  useRead.setState({ until: at })
  try {
    sessionStorage.setItem(key, String(at))
  } catch {
    // Forbidden storage: read until the page is loaded anew.
  }
}

/** Whispers of others in this round that were not put away yet, oldest first. Only the desk is ever sent any. */
export const useUnreadWhispers = (round: Round, me: ParticipantId): Round['whispers'] => {
  const until = useRead((state) => state.until)
  return round.whispers.filter((one) => one.by !== me && one.at > until)
}
