import { holdersOf, type ParticipantId, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'
import { mentorsLeft, openWords } from '../people/open-words.ts'

/** Shown beside the button that opens the scores although not everybody has sealed. */
export type OpenOffer = { readonly title: string; readonly words: string; readonly button: string }

/**
 * What is said when only mentors have not sealed, for people whom `refusalTo` allows to open the scores. `null` when nobody is waited for.
 * The notice above every screen covers an empty seat, and a holder who is away.
 */
export function openOffer(
  session: SessionState,
  round: Round,
  nameOf: (one: ParticipantId) => string,
): OpenOffer | null {
  const mentors = mentorsLeft(round)
  if (mentors.length === 0) return null
  const names = new Intl.ListFormat('en').format(mentors.map(nameOf))
  const button = openWords(round, nameOf)
  if (mentors.every((one) => session.absent.includes(one)))
    return {
      title: t`${names} ${mentors.length === 1 ? t`is` : t`are`} away and ${mentors.length === 1 ? t`has` : t`have`} not sealed`,
      words: t`You can open the scores without waiting. That scorecard can still be added later.`,
      button,
    }
  return {
    title: t`${names} ${mentors.length === 1 ? t`has` : t`have`} not sealed yet`,
    words: t`The scores open automatically once everybody has sealed. You can also open them now; that scorecard can still be added later.`,
    button,
  }
}

/** Who sat in a seat that scores and has not: the debrief says so in place of an empty column. */
export function missingScorecards(
  round: Round,
): readonly { readonly participant: ParticipantId; readonly seat: 'candidate' | 'interviewer' | 'mentor' }[] {
  return (['candidate', 'interviewer', 'mentor'] as const).flatMap((seat) =>
    holdersOf(round, seat)
      .filter((participant) => !round.sealedBy.includes(participant))
      .map((participant) => ({ participant, seat })),
  )
}
