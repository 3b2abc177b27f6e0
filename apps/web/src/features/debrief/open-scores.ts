import { holderOf, holdersOf, type ParticipantId, type Round, type SessionState } from '@greenroom/session'
import { t } from '@lingui/core/macro'

/** What is said beside the button that opens the scores although not everybody has sealed. */
export type OpenOffer = { readonly title: string; readonly words: string; readonly button: string }

/**
 * Why the scores may be opened now, for people whom `refusalTo` allows it: a seat that nobody holds, a holder who is away, or a
 * mentor who has not sealed. Only a missing mentor's scorecard is left out by opening; the others cannot come.
 */
export function openOffer(session: SessionState, round: Round, nameOf: (one: ParticipantId) => string): OpenOffer {
  const mentors = holdersOf(round, 'mentor').filter((one) => !round.sealedBy.includes(one))
  const names = new Intl.ListFormat('en').format(mentors.map(nameOf))
  const without = mentors.length === 0 ? t`Open the scores` : t`Open without ${names}`
  for (const seat of ['candidate', 'interviewer'] as const) {
    const holder = holderOf(round, seat)
    if (holder === null)
      return { title: t`The ${seat}’s seat is empty`, words: t`You can open the scores now.`, button: without }
    if (!round.sealedBy.includes(holder) && session.absent.includes(holder))
      return {
        title: t`${nameOf(holder)} is away`,
        words: t`You can open the scores without waiting.`,
        button: without,
      }
  }
  if (mentors.length > 0 && mentors.every((one) => session.absent.includes(one)))
    return {
      title: t`${names} ${mentors.length === 1 ? t`is` : t`are`} away and ${mentors.length === 1 ? t`has` : t`have`} not sealed`,
      words: t`You can open the scores without waiting. That scorecard can still be added later.`,
      button: without,
    }
  return {
    title: t`${names} ${mentors.length === 1 ? t`has` : t`have`} not sealed yet`,
    words: t`The scores open automatically once everybody has sealed. You can also open them now; that scorecard can still be added later.`,
    button: without,
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
