import { createStates, type RecordedSession } from '@greenroom/replay'
import type { Round, RoundId, SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { nameIn } from '../../../live/room-props.ts'
import { roundNumber } from '../../takes/take-words.ts'
import { readFramework } from '../source/kept-session.ts'

/** One side of a comparison: a round of a recording, wherever the recording came from. */
export type ComparedRun = {
  readonly recording: RecordedSession
  readonly round: RoundId
  readonly title: string
  /** Where the comparison begins, in the store's milliseconds. `null`: at its start. */
  readonly from: number | null
}

/** A recording with its state at the end. */
export function endOf(recording: RecordedSession): SessionState {
  return createStates(recording.entries)(Number.POSITIVE_INFINITY)
}

/** The rounds of a recording that have a board to show. */
export function playedRounds(recording: RecordedSession): readonly Round[] {
  return endOf(recording).rounds.filter((round) => round.startedAt !== null && readFramework(round) !== null)
}

/**
 * Of a case that nobody has seen yet only its existence is known. A second take from its beginning has no prompt of its own yet, but its
 * case was seen.
 */
const caseOf = ({ case: shown, promptShownAt, fork }: Round): string | null =>
  promptShownAt === null && fork === null ? null : (shown?.caseId ?? null)

export function isSameCase(one: Round, other: Round): boolean {
  const id = caseOf(one)
  return id !== null && id === caseOf(other)
}

/** The rounds that a round is best compared with: those of the same case or, if there are none, all of them. */
export function candidatesFor(round: Round, others: readonly Round[]): readonly Round[] {
  const same = others.filter((one) => isSameCase(round, one))
  return same.length > 0 ? same : others
}

const candidateOf = (session: SessionState, { seats }: Round): string | null => {
  const found = Object.entries(seats).find(([, seat]) => seat === 'candidate')?.[0]
  const participant = Object.values(session.participants).find(({ id }) => id === found)
  return participant === undefined ? null : nameIn(session, participant.id)
}

/** "Round 2, Ana", for a list to choose from. */
export function roundWords(session: SessionState, round: Round): string {
  const number = roundNumber(session, round.id)
  const words = round.fork === null ? t`Round ${number}` : t`Second take (round ${number})`
  const name = candidateOf(session, round)
  return name === null ? words : t`${words}, ${name}`
}

/**
 * Two rounds of one recording, the earlier on the left. A second take and its source begin at that moment, where both boards are the same.
 * `null` when one of them does not exist, or was not started.
 */
export function runsOfOne(
  recording: RecordedSession,
  ids: readonly [string, string],
): readonly [ComparedRun, ComparedRun] | null {
  const session = endOf(recording)
  const [one, other] = playedRounds(recording).filter(({ id }) => ids.includes(id))
  if (one === undefined || other === undefined) return null
  const fork = other.fork?.from === one.id ? other.fork : null
  // The names distinguish them only when the candidates differ.
  const named = candidateOf(session, one) !== candidateOf(session, other)
  const title = (round: Round): string => {
    const number = roundNumber(session, round.id)
    if (named) return roundWords(session, round)
    return round.fork === null ? t`Round ${number}` : t`Second take (round ${number})`
  }
  return [
    { recording, round: one.id, title: title(one), from: fork?.at ?? null },
    { recording, round: other.id, title: title(other), from: null },
  ]
}

/** A round of a recording that came from elsewhere. `source`: where it came from, such as a file's name. */
export function runFrom(recording: RecordedSession, round: Round, source: string): ComparedRun {
  const name = candidateOf(endOf(recording), round)
  return { recording, round: round.id, title: name === null ? source : t`${name}, ${source}`, from: null }
}

/**
 * The runs that an address means with one round: a second take beside its source, another round beside the last one before it of the same
 * case. `null` when there is no such round, or none to put beside it.
 */
export function runsBeside(recording: RecordedSession, id: string | null): readonly [ComparedRun, ComparedRun] | null {
  const rounds = playedRounds(recording)
  const round = rounds.find((one) => one.id === id)
  if (round === undefined) return null
  const source =
    round.fork?.from ?? rounds.slice(0, rounds.indexOf(round)).findLast((one) => isSameCase(one, round))?.id
  return source === undefined ? null : runsOfOne(recording, [source, round.id])
}
