import { limits } from '@greenroom/protocol'
import { z } from 'zod'
import { create } from 'zustand'
import { browserStore } from '../../browser/browser-store.ts'

/**
 * Cases that this browser has seen, so that none of them is drawn again. Stored only here; the server receives the ids when one joins a
 * room and keeps them in memory.
 */
const seenSchema = z.array(z.object({ caseId: z.string().max(64), at: z.number() }))
export type Seen = z.infer<typeof seenSchema>[number]

const stored = browserStore.entry<readonly Seen[]>({
  area: 'device',
  key: 'greenroom.seen',
  schema: seenSchema,
  otherwise: [],
})

/** Newest first; at most as many as the server accepts. */
export const useSeen = create<{ readonly seen: readonly Seen[] }>()(() => ({ seen: stored.read() }))

const become = (seen: readonly Seen[]): void => {
  const kept = seen.slice(0, limits.seenCases)
  stored.write(kept)
  useSeen.setState({ seen: kept })
}

export function seenCaseIds(): readonly string[] {
  return useSeen.getState().seen.map((one) => one.caseId)
}
export function hasSeen(seen: readonly Seen[], caseId: string): boolean {
  return seen.some((one) => one.caseId === caseId)
}

export function markSeen(caseId: string): void {
  const { seen } = useSeen.getState()
  if (!hasSeen(seen, caseId)) become([{ caseId, at: Date.now() }, ...seen])
}
export function unmarkSeen(caseId: string): void {
  become(useSeen.getState().seen.filter((one) => one.caseId !== caseId))
}
export function clearSeen(): void {
  become([])
}
export function restoreSeen(seen: readonly Seen[]): void {
  become(seen)
}
