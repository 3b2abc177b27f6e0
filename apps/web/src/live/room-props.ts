import { displayNames, type ParticipantId, type Round, type SessionState, type WireCommand } from '@greenroom/session'
import { t } from '@lingui/core/macro'

/** The props of every panel of a room: the folded session, who is looking at it, and how to request something. */
export type RoomProps = {
  readonly session: SessionState
  readonly round: Round
  readonly me: ParticipantId
  /** While `false`, commands are disabled, never buffered. */
  readonly connected: boolean
  /** `false`: the result of `serverNow` may be wrong, after a sleep or while others may have changed the clock unseen. */
  readonly timeKnown: boolean
  /**
   * Returns whether it was done; a refusal has been shown by then. `quietly`: nobody pressed anything, and the words stay a draft, so that a
   * refusal is not shown.
   */
  readonly send: (command: WireCommand, how?: 'quietly') => Promise<boolean>
  /** The server's milliseconds now. */
  readonly serverNow: () => number
}

/** The name of a participant as the screen shows it. Hebrew and Arabic names do not reverse the sentence around them. */
export function nameIn(session: SessionState, participant: ParticipantId | null): string {
  return isolated(plainNameIn(session, participant))
}

/** Letters of scripts that are written from the right. */
const fromTheRight = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** People's words within a sentence: their direction ends where they end. Text that cannot change the direction stays as it is. */
export function isolated(words: string): string {
  return fromTheRight.test(words) ? `\u2068${words}\u2069` : words
}

/** The same for files, which contain it as it was typed. */
export function plainNameIn(session: SessionState, participant: ParticipantId | null): string {
  if (participant === null) return t`The room`
  return displayNames(session).get(participant) || 'Someone'
}
