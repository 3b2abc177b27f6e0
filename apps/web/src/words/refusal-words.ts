import type { RestRefusalCode } from '@greenroom/protocol'
import type { RefusalCode } from '@greenroom/session'
import { t } from '@lingui/core/macro'

/** What the page says when the rules of the room refuse a command, and beside a button that they disable. A new code does not compile without its sentence. */
const roomSentences: Readonly<Record<RefusalCode, string>> = {
  malformed: t`That request could not be read. Reload the page and try again.`,
  'too-long': t`That is too long. Shorten it and try again.`,
  'not-joined': t`You are not part of this session. Open your invitation again.`,
  'session-closed': t`This session is closed.`,
  'session-not-closed': t`This session is already open.`,
  stale: t`Someone changed this just before you did. Check it, then try again if you still want to.`,
  'seat-taken': t`That seat is taken.`,
  'seat-not-admitted': t`Your invitation isn’t for that seat. Ask the owner for one that is.`,
  'seat-not-in-mode': t`This kind of session doesn’t have that seat.`,
  'already-seated': t`You are already in that seat.`,
  'not-seated': t`You have no seat to give up.`,
  'seat-locked': t`That seat can’t be changed any more in this round.`,
  'candidate-stays': t`The candidate stays in their seat until the next round opens.`,
  'guide-seen': t`You have seen this round’s guide, so you can’t be its candidate.`,
  'candidate-knows-case': t`The candidate has already seen the guide of this case. Choose another case.`,
  'unknown-participant': t`That person is not in this session.`,
  'already-asked': t`Someone is asking to join as this person right now. Wait two minutes, then try again.`,
  'no-such-request': t`That request is over. They can ask again.`,
  'desk-is-here': t`This person is connected and can see the guide, so the candidate can’t confirm it. They have to do it themselves.`,
  'owner-stays': t`The person who created this session can’t be removed.`,
  'watching-only': t`Take a seat as interviewer, candidate or mentor to do that.`,
  'interviewer-only': t`Only the interviewer can do that.`,
  'desk-only': t`Only the interviewer and the mentor can do that.`,
  'candidate-only': t`Only the candidate can do that.`,
  'solo-only': t`In this session the interviewer gives hints and facts.`,
  'owner-only': t`Only the person who created the session can do that.`,
  'seats-not-filled': t`Both seats must be taken first.`,
  'case-not-prepared': t`Choose a case first.`,
  'no-case-left': t`No matching case is left that is new to both of you. Widen the filters.`,
  'unknown-case': t`Case not found.`,
  'round-not-started': t`The round has not started yet.`,
  'round-started': t`The round has already started.`,
  'round-ended': t`The round has ended.`,
  'round-not-ended': t`The round has not ended yet.`,
  'scores-open': t`The scores are already open.`,
  'scores-not-open': t`The scores are still sealed.`,
  'scores-not-sealed': t`A scorecard is still missing.`,
  'two-seats-only': t`Only the interviewer and the candidate can do that.`,
  'swap-not-agreed': t`Ask the other person first. The seats are swapped once you both agree.`,
  'unknown-round': t`That round doesn’t exist.`,
  'no-such-moment': t`That moment is not part of the round. Choose one between its start and its end.`,
  'second-take': t`This round is a second take, so its case is set.`,
  'prompt-shown': t`The prompt has already been shown.`,
  'clock-paused': t`The clock is already paused.`,
  'clock-running': t`The clock is already running.`,
  'quiet-running': t`Quiet time is already running.`,
  'quiet-not-running': t`Quiet time is over.`,
  'no-quiet-left': t`You have used all quiet times of this round.`,
  'no-such-phase': t`There are no more phases.`,
  'no-time-left-to-take': t`There is not enough time left to remove that much.`,
  'unknown-part': t`This case has no such fact, hint, curveball or probe.`,
  'already-released': t`That has already been given.`,
  'no-hint-left': t`There are no hints left for this phase.`,
  'unknown-note': t`Note not found.`,
  'note-shared': t`That note is already shared.`,
  'unknown-pin': t`Pin not found.`,
  'unknown-comment': t`That comment is not there any more.`,
  'unknown-dimension': t`The rubric has no such dimension.`,
  'too-many': t`This session has reached its limit for that.`,
  'share-used': t`You have reached the limit for one person in this session. You can still end the round and close the session; to continue, start a new session.`,
  'rate-limited': t`Too many requests at once. Wait a moment, then try again.`,
  'store-unavailable': t`The server can’t save right now, so nothing was changed. Try again in a moment.`,
}

/** The same for the refusals that only REST knows. */
const restSentences: Readonly<Record<RestRefusalCode, string>> = {
  unauthorized: t`A participant’s token for this session is required.`,
  revoked: t`You were removed from this session.`,
  'unknown-session': t`Session not found. Check that you copied the whole link; it may also have been deleted.`,
  'session-damaged': t`This session cannot be read: its file was damaged. Its owner can delete it.`,
  'unknown-invitation': t`Invitation not found. Check that you copied the whole link.`,
  'unknown-return': t`This request is over. Ask again.`,
  'unknown-way-back': t`This link doesn’t work any more. A newer one may have been made, or it was revoked.`,
  'invitation-revoked': t`This invitation was revoked. Ask for a new one.`,
  'invitation-full': t`As many people as one invitation admits have joined with this one. Ask for a new one.`,
  'unknown-loop': t`This loop is not in the question bank any more. Choose another one.`,
  'unknown-own-case': t`Case not found. Check that you copied the whole link; it may also have been deleted.`,
  'own-case-changed': t`A newer version of this case was saved in the meantime. Look at it first; your changes are not lost.`,
  'case-faults': t`Nothing was imported. Fix the problems below and try again.`,
  'too-many-cases': t`This server has reached its limit of own cases. Delete one first.`,
  'unknown-share': t`Share link not found. Check that you copied the whole link; the session may also have been deleted.`,
  'share-revoked': t`This share link was revoked. Ask for a new one.`,
  'share-ended': t`This share link has ended. Ask for a new one.`,
  'unknown-recording': t`Recording not found. It may have been deleted already.`,
  'recording-unreadable': t`Nothing of this file can be played, so it was not kept.`,
  'too-many-recordings': t`This server keeps as many recordings as it can. Delete one first.`,
  'unknown-admin-link': t`This link has ended, was used already, or belongs to another server. Run “npm run admin” where the server runs, and open the new link.`,
  'admin-only': t`You are not signed in here. Run “npm run admin” where the server runs, and open the link it prints.`,
  'admin-busy': t`A backup is being made or restored. Wait until it is finished.`,
  'unknown-backup': t`There is no backup of that name any more.`,
  'already-restored': t`This backup was restored already. Move its folder away to restore it once more.`,
  'not-found': t`Not found. Check the address.`,
  'foreign-origin': t`This server doesn’t know the address you opened it at. Open it at its own address. If you run it, set PUBLIC_URL to this address and restart it.`,
  'too-large': t`This is too large. Make it smaller and try again.`,
  internal: t`Something went wrong on the server. Try again in a moment.`,
}

export function refusalSentence(code: RefusalCode): string {
  return roomSentences[code]
}

const all: Readonly<Record<string, string>> = { ...restSentences, ...roomSentences }

/** For a code as it came over the wire; `null` for one that only a newer server knows. */
export function sentenceOfCode(code: string): string | null {
  return Object.hasOwn(all, code) ? (all[code] ?? null) : null
}
