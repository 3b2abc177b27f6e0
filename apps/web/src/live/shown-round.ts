import { currentRound, type Round, type SessionState } from '@greenroom/session'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { isWritingInMain } from '../browser/typing/writing-place.ts'

/** The round that the address names, as `?round=r1`. */
export const roundInAddress = 'round'

export type ShownRound = {
  readonly round: Round | null
  /** `null`: back to the current one. */
  readonly show: (round: string | null) => void
}

/**
 * Which round this page shows: the one in the address; otherwise the current one, or, for a session that was closed in a lobby, the last
 * one that was played. Somebody who is writing when the next round opens stays where they are.
 */
export function useShownRound(session: SessionState | null): ShownRound {
  const [search, setSearch] = useSearchParams()
  const wanted = search.get(roundInAddress)
  const current = session === null ? null : currentRound(session)
  const [last, setLast] = useState(current?.id ?? null)
  const [staysIn, setStaysIn] = useState<string | null>(null)
  if (current !== null && current.id !== last) {
    setLast(current.id)
    // Asked before the next round is drawn: afterwards the field is gone.
    if (last !== null && isWritingInMain()) setStaysIn(last)
  }
  const show = (round: string | null): void => {
    setStaysIn(null)
    setSearch(
      (before) => {
        if (round === null) before.delete(roundInAddress)
        else before.set(roundInAddress, round)
        return before
      },
      { replace: true },
    )
  }
  const find = (id: string | null) => session?.rounds.find((one) => one.id === id && one.status !== 'lobby')
  const isOver = session?.status.kind === 'closed' && current?.status === 'lobby'
  const round =
    (wanted !== null && wanted === current?.id ? current : find(wanted)) ??
    find(staysIn) ??
    (isOver ? session.rounds.findLast((one) => one.status !== 'lobby') : undefined) ??
    current
  return { round, show }
}
