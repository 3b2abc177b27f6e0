import { type FeedbackPointNumber, feedbackPointNumbers, maySend, textLimits } from '@greenroom/session'
import { useRef } from 'react'
import { maySendDraft, settleDraft } from '../../../browser/drafts.ts'
import type { RoomProps } from '../../../live/room-props.ts'
import { useSendDrafts } from '../../../live/send-drafts.ts'
import { emptyPoint, ownWordsOf, pointDrafts, pointOf, withDrafts } from './own-points.ts'

/**
 * Sends what was typed in feedback points. Independent of the debrief, which may be closed by then. Only text that this page changed is
 * sent, and text found on the device whose stored version nobody has changed since.
 */
function useSendPoints(props: RoomProps): void {
  const { session, round, me, connected, send } = props
  const open = maySend(session, me, { kind: 'setFeedbackPoint', point: 1, ...emptyPoint, round: round.id })
  const sending = useRef(new Set<FeedbackPointNumber>())

  const flush = (leaving: boolean): void => {
    for (const point of feedbackPointNumbers) {
      const { gap, own } = pointDrafts(props, point)
      const [gapDraft, ownDraft] = [gap.read(), own.read()]
      if ((gapDraft === null && ownDraft === null) || sending.current.has(point)) continue
      const stored = pointOf(round, me, point)
      const wanted = { point, ...withDrafts(stored, gapDraft, ownDraft) }
      if (JSON.stringify(wanted) === JSON.stringify(stored)) {
        // A space that was just typed stays at the caret until the field is left.
        if (leaving) for (const entry of [gap, own]) entry.remove()
        continue
      }
      const longest = Math.max(wanted.gap.length, ownWordsOf(wanted.next).length)
      if (longest > textLimits.feedback) continue
      if (!maySendDraft(gap, stored.gap) || !maySendDraft(own, ownWordsOf(stored.next))) continue
      sending.current.add(point)
      void send({ kind: 'setFeedbackPoint', ...wanted, round: round.id }).then((done) => {
        sending.current.delete(point)
        if (!done) return
        settleDraft(gap, wanted.gap)
        settleDraft(own, ownWordsOf(wanted.next))
      })
    }
  }
  useSendDrafts({
    place: `${session.session} ${round.id} ${me}`,
    entries: () => feedbackPointNumbers.flatMap((point) => Object.values(pointDrafts(props, point))),
    ready: connected && open,
    flush,
  })
}

/** For every round that has ended: the next one may open while text of the last is being sent. */
export function SendPoints(props: RoomProps): null {
  useSendPoints(props)
  return null
}
