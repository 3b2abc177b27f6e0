import {
  type Evidence,
  type FeedbackPoint,
  type FeedbackPointNumber,
  feedbackPointNumbers,
  type NextStep,
  type ParticipantId,
  type Round,
  typedWords,
} from '@greenroom/session'
import type { Draft } from '../../../browser/drafts.ts'
import { roomDraftOf } from '../../../live/room-draft.ts'
import type { RoomProps } from '../../../live/room-props.ts'

export const emptyPoint = { evidence: null, gap: '', next: null } as const

/** A person's stored point with this number; an empty one if there is none. */
export function pointOf(round: Round, who: ParticipantId, point: FeedbackPointNumber): FeedbackPoint {
  return round.feedbackPoints[who]?.find((one) => one.point === point) ?? { point, ...emptyPoint }
}

/** A next step in one's own words, as its field has it. */
export function ownWordsOf(next: NextStep | null): string {
  return next?.kind === 'own' ? next.words : ''
}

/** What is typed in the two fields of a point and not yet stored. */
export function pointDrafts(place: Pick<RoomProps, 'session' | 'round' | 'me'>, point: FeedbackPointNumber) {
  return { gap: roomDraftOf(place, `feedback.${point}.gap`), own: roomDraftOf(place, `feedback.${point}.own`) }
}

/** A stored point with the text of its fields: a typed next step replaces the one that was chosen. */
export function withDrafts(
  stored: FeedbackPoint,
  gap: Draft | null,
  own: Draft | null,
): { readonly evidence: Evidence | null; readonly gap: string; readonly next: NextStep | null } {
  const typed = own === null ? undefined : typedWords(own.words)
  const next: NextStep | null =
    typed === undefined
      ? stored.next
      : typed !== ''
        ? { kind: 'own', words: typed }
        : stored.next?.kind === 'own'
          ? null
          : stored.next
  return { evidence: stored.evidence, gap: gap === null ? stored.gap : typedWords(gap.words), next }
}

/** How many points are shown for writing: those begun, and always the first. */
export function begun(round: Round, me: ParticipantId, hasDraft: (point: FeedbackPointNumber) => boolean): number {
  const last = feedbackPointNumbers.findLast(
    (point) => round.feedbackPoints[me]?.some((one) => one.point === point) || hasDraft(point),
  )
  return last ?? 1
}
