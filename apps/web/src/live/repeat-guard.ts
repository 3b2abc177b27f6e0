import type { SendAnswer } from '@greenroom/room-client'
import type { WireCommand } from '@greenroom/session'

/** The time of a double click on the common systems, in milliseconds. */
const doubleClick = 500

export type Guarded = {
  readonly answer: Promise<SendAnswer>
  /** This press was the second half of a double click: nothing was sent, and the answer is that of the first. */
  readonly repeat: boolean
}

/** For a mark only the kind counts, because the first press has emptied its label. */
const meaningOf = (command: WireCommand): string =>
  command.kind === 'markMoment' ? command.kind : JSON.stringify(command)

/** What a button becomes when it was pressed: it takes back what it did before. */
const opposites: readonly (readonly WireCommand['kind'][])[] = [
  ['pauseClock', 'resumeClock'],
  ['takeDesk', 'handOverSeat'],
  ['askQuiet', 'endQuiet'],
  ['askToSwap', 'declineSwap'],
]
const areOpposite = (one: WireCommand, other: WireCommand): boolean =>
  one.kind !== other.kind && opposites.some((pair) => pair.includes(one.kind) && pair.includes(other.kind))

/**
 * Keeps the second click of a double click from becoming a second command: the same command again, right after the first or while that is
 * unanswered. Step-by-step commands (a minute more, the next phase) name the version that they saw, and so differ. Where the button under
 * the pointer means the opposite by then, only the system's own double click counts: two keys in a row mean both. `now`: monotonic
 * milliseconds.
 */
export function createRepeatGuard(
  send: (command: WireCommand) => Promise<SendAnswer>,
  now: () => number,
  isSecondClick: () => boolean,
): (command: WireCommand) => Guarded {
  let last: {
    readonly command: WireCommand
    readonly meaning: string
    readonly at: number
    readonly answer: Promise<SendAnswer>
  } | null = null
  let open = 0
  return (command) => {
    const meaning = meaningOf(command)
    if (last?.meaning === meaning && (open > 0 || now() - last.at < doubleClick))
      return { answer: last.answer, repeat: true }
    if (last !== null && isSecondClick() && areOpposite(last.command, command))
      return { answer: last.answer, repeat: true }
    open += 1
    const answer = send(command).finally(() => {
      open -= 1
    })
    last = { command, meaning, at: now(), answer }
    return { answer, repeat: false }
  }
}
