import { holdersOf, type ParticipantId, type Round } from '@greenroom/session'
import { t } from '@lingui/core/macro'

/** The mentors of a round whose scorecards are not sealed: the only ones that opening the scores leaves out. */
export function mentorsLeft(round: Round): readonly ParticipantId[] {
  return holdersOf(round, 'mentor').filter((one) => !round.sealedBy.includes(one))
}

/** The label of the button that opens the scores although not everybody has sealed. */
export function openWords(round: Round, nameOf: (one: ParticipantId) => string): string {
  const names = mentorsLeft(round).map(nameOf)
  return names.length === 0 ? t`Open the scores` : t`Open without ${new Intl.ListFormat('en').format(names)}`
}
