import { sessionLimits } from '../limits/session-limits.ts'
import type { Airtime, NotedAirtime } from '../state/airtime.ts'
import { openAirtime } from '../state/airtime-readings.ts'
import type { ParticipantId } from '../state/ids.ts'
import type { SessionState } from '../state/state.ts'
import type { CommandContext } from './context.ts'
import type { RefusalCode } from './refusals.ts'
import { firstRefusal } from './refusals-if.ts'

export function findAirtime(state: SessionState, airtime: number): Airtime | null {
  return state.airtimes.find((one) => one.airtime === airtime) ?? null
}

/** Those whose speech is measured: nobody else has a say in it. */
export function unlessMeasured({ seat }: CommandContext): RefusalCode | null {
  return seat === 'interviewer' || seat === 'candidate' ? null : 'two-seats-only'
}

export function unlessOpenAirtime(state: SessionState, airtime: number): RefusalCode | null {
  return openAirtime(state)?.airtime === airtime ? null : 'airtime-over'
}

/** Whether this person may have a measurement deleted: they agreed to it, so their speech may be in it, or they own the session. */
export function mayDeleteAirtime(state: SessionState, participant: ParticipantId, airtime: Airtime): boolean {
  return participant === state.owner || airtime.agreed.includes(participant)
}

export function refusalToDeleteAirtime({ state, participant }: CommandContext, airtime: number): RefusalCode | null {
  const found = findAirtime(state, airtime)
  if (found === null) return 'unknown-airtime'
  return mayDeleteAirtime(state, participant, found) ? null : 'owner-only'
}

export function refusalToNoteAirtime({ state, participant }: CommandContext, airtime: number): RefusalCode | null {
  const found = findAirtime(state, airtime)
  if (found === null) return 'unknown-airtime'
  const entries = state.airtimes.reduce((sum, { noted }) => sum + (noted[participant]?.entries ?? 0), 0)
  return firstRefusal(
    found.deletedAt === null ? null : 'airtime-deleted',
    found.agreed.includes(participant) ? null : 'airtime-not-agreed',
    entries < sessionLimits.airtimeEntriesOfEach ? null : 'too-many',
  )
}

/** From one command: somebody would have to change seats in every second for more. */
const piecesAtMost = 8

/**
 * What of a person's speech counts: what lies in a time in which it was measured, and after what is noted of it already, a piece for each such time.
 * `now`: the server's milliseconds; nobody has spoken later.
 */
export function measuredPieces(
  { airtime, spans, noted }: Airtime,
  by: ParticipantId,
  { heard, stretches }: Pick<NotedAirtime, 'heard' | 'stretches'>,
  now: number,
): readonly NotedAirtime[] {
  const pieces: NotedAirtime[] = []
  const until = noted[by]?.until ?? 0
  for (const { round, between, from, to } of spans) {
    if (!between.includes(by)) continue
    const piece = { from: Math.max(heard.from, from, until), to: Math.min(heard.to, to ?? now, now) }
    if (piece.from < piece.to) pieces.push({ round, airtime, heard: piece, stretches: within(piece, stretches) })
  }
  return pieces.slice(0, piecesAtMost)
}

/** In their order, none of them in another. */
function within({ from, to }: NotedAirtime['heard'], stretches: NotedAirtime['stretches']): NotedAirtime['stretches'] {
  const kept: { from: number; to: number }[] = []
  let end = from
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from)) {
    const part = { from: Math.max(stretch.from, end), to: Math.min(stretch.to, to) }
    if (part.from >= part.to) continue
    kept.push(part)
    end = part.to
  }
  return kept
}
