import { phaseOf } from '../state/phase-time.ts'
import { currentRound } from '../state/readings.ts'
import type { LastChange, SessionState } from '../state/state.ts'
import type { LogEntry, ProjectedEntry } from './entries.ts'

function effectOf(before: SessionState, entry: LogEntry): string | null {
  switch (entry.kind) {
    case 'phase-started': {
      const round = currentRound(before)
      const from = round === null ? null : phaseOf(round)
      if (from === null) return 'startRound'
      return entry.data.phase > from ? 'nextPhase' : 'previousPhase'
    }
    case 'clock-paused':
      return 'pauseClock'
    case 'clock-resumed':
      return 'resumeClock'
    case 'time-added':
      return `addTime ${entry.data.added}`
    case 'round-ended':
      return 'endRound'
    case 'seat-taken':
      return `takeSeat ${entry.data.seat}`
    case 'seat-left':
      return 'leaveSeat'
    case 'seat-handed-over':
      return entry.by === entry.data.to ? 'takeDesk' : `handOverSeat ${entry.data.to}`
    case 'participant-removed':
      return `removeParticipant ${entry.data.participant}`
    default:
      return null
  }
}

function following(last: LastChange | null, from: number, entry: LogEntry, effect: string): LastChange | null {
  if (entry.command === null) return null
  if (last?.command === entry.command && last.by === entry.by) return { ...last, effects: [...last.effects, effect] }
  return { by: entry.by, command: entry.command, from, effects: [effect] }
}

/** On the server only: a browser is not told which entries belong to one command. */
export function withLastChange(
  before: SessionState,
  after: SessionState,
  entry: LogEntry | ProjectedEntry,
): SessionState {
  if (!('command' in entry)) return after
  const effect = effectOf(before, entry)
  if (effect === null) return after
  const clock = after.clockVersion !== before.clockVersion
  const seats = after.seatsVersion !== before.seatsVersion
  if (!clock && !seats) return after
  return {
    ...after,
    lastClockChange: clock
      ? following(before.lastClockChange, before.clockVersion, entry, effect)
      : after.lastClockChange,
    lastSeatsChange: seats
      ? following(before.lastSeatsChange, before.seatsVersion, entry, effect)
      : after.lastSeatsChange,
  }
}
