import type { Fork, SessionState, TakeMoment } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { momentWords } from '../clock/moment.ts'

/** "24:10" of the round that is taken again. */
export function momentOfTake(session: SessionState, { round, at }: TakeMoment): string {
  return momentWords(at, session.rounds.find(({ id }) => id === round)?.startedAt ?? null)
}

/** The number of a round as the screen counts them. */
export function roundNumber(session: SessionState, round: TakeMoment['round']): number {
  return session.rounds.findIndex(({ id }) => id === round) + 1
}

export function secondTakeTitle(session: SessionState, { from, at }: Fork): string {
  return t`Second take of round ${roundNumber(session, from)}, from ${momentOfTake(session, { round: from, at })}`
}
