import type { ParticipantId } from '../state/ids.ts'
import type { LastChange, SessionState } from '../state/state.ts'
import type { WireCommand } from './commands.ts'

/** Whether the last change is what the command would have done. Taking the desk may have filled an empty seat or replaced its holder. */
function effectsOf(command: WireCommand): readonly string[] {
  return command.kind === 'takeDesk' ? ['takeDesk', 'takeSeat interviewer'] : [effectOf(command)]
}

function effectOf(command: WireCommand): string {
  switch (command.kind) {
    case 'addTime':
      return `addTime ${command.milliseconds}`
    case 'takeSeat':
      return `takeSeat ${command.seat}`
    case 'handOverSeat':
      return `handOverSeat ${command.to}`
    case 'removeParticipant':
      return `removeParticipant ${command.participant}`
    default:
      return command.kind
  }
}

function isSame(last: LastChange | null, by: ParticipantId, seen: number, command: WireCommand): boolean {
  return (
    last !== null &&
    last.by === by &&
    last.from === seen &&
    effectsOf(command).some((effect) => last.effects.includes(effect))
  )
}

/**
 * Whether this is the second press of a double click: the same command by the same participant, who still saw the version that
 * their first press changed. It is granted and changes nothing.
 */
export function isOwnRepeat(state: SessionState, by: ParticipantId, command: WireCommand): boolean {
  // Starting a round names the version of the seats, but changes only that of the clock.
  if (command.kind === 'startRound')
    return (
      command.seatsVersion === state.seatsVersion &&
      isSame(state.lastClockChange, by, state.lastClockChange?.from ?? -1, command)
    )
  if ('clockVersion' in command) return isSame(state.lastClockChange, by, command.clockVersion, command)
  return 'seatsVersion' in command && isSame(state.lastSeatsChange, by, command.seatsVersion, command)
}
