import { holderOf, holdersOf, type ParticipantId, type Round, type SessionState } from '@greenroom/session'

/** What is said beside the button that opens the scores although not everybody has sealed. */
export type OpenOffer = { readonly title: string; readonly words: string; readonly button: string }

/**
 * Why the scores may be opened now, for whoever `refusalTo` allows it: a seat that nobody holds, a holder who is away, or a
 * mentor who has not sealed. Only a missing mentor's scorecard is left out by opening; the others cannot come.
 */
export function openOffer(session: SessionState, round: Round, nameOf: (one: ParticipantId) => string): OpenOffer {
  const mentors = holdersOf(round, 'mentor').filter((one) => !round.sealedBy.includes(one))
  const names = new Intl.ListFormat('en').format(mentors.map(nameOf))
  const without = mentors.length === 0 ? 'Open the scores' : `Open without ${names}`
  for (const seat of ['candidate', 'interviewer'] as const) {
    const holder = holderOf(round, seat)
    if (holder === null)
      return { title: `The ${seat}’s seat is empty`, words: 'You can open the scores now.', button: without }
    if (!round.sealedBy.includes(holder) && session.absent.includes(holder))
      return { title: `${nameOf(holder)} is away`, words: 'You can open the scores without waiting.', button: without }
  }
  return {
    title: `${names} ${mentors.length === 1 ? 'has' : 'have'} not sealed yet`,
    words:
      'The scores open by themselves when everybody has sealed. You can also open them now, without that scorecard.',
    button: without,
  }
}

/** Whose scores the candidate's are compared with: the interviewer's where they sealed, else those of who sealed first. */
export function judgeOf(round: Round): ParticipantId | null {
  const interviewer = holderOf(round, 'interviewer')
  if (interviewer !== null && round.sealedBy.includes(interviewer)) return interviewer
  const candidate = holderOf(round, 'candidate')
  return round.sealedBy.find((one) => one !== candidate) ?? null
}
