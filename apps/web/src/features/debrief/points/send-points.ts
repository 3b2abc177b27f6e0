import { type FeedbackPointNumber, feedbackPointNumbers, textLimits } from '@greenroom/session'
import { useEffect, useEffectEvent, useRef } from 'react'
import { isChangedHere, settleDraft } from '../../../browser/drafts.ts'
import { may } from '../../../live/may.ts'
import type { RoomProps } from '../../../live/room-props.ts'
import { emptyPoint, maySend, ownWordsOf, pointDrafts, pointOf, withDrafts } from './own-points.ts'

/** Milliseconds without a letter until what was typed is sent. */
const pause = 1200

/**
 * Sends what was typed in feedback points: after a pause, when a field or the page is left, and when the connection is back. Stands
 * outside of the debrief, which may be closed by then. Only words that this page changed are sent, and words found on the device whose
 * stored version nobody has changed since.
 */
function useSendPoints(props: RoomProps): void {
  const { session, round, me, connected, send } = props
  const open = !may(session, me, { kind: 'setFeedbackPoint', point: 1, ...emptyPoint, round: round.id }).refused
  const sending = useRef(new Set<FeedbackPointNumber>())
  const place = `${session.session} ${round.id} ${me}`

  const flush = useEffectEvent((leaving: boolean): void => {
    if (!connected || !open) return
    for (const point of feedbackPointNumbers) {
      const { gap, own } = pointDrafts(props, point)
      const [gapDraft, ownDraft] = [gap.read(), own.read()]
      if ((gapDraft === null && ownDraft === null) || sending.current.has(point)) continue
      const stored = pointOf(round, me, point)
      const wanted = { point, ...withDrafts(stored, gapDraft, ownDraft) }
      if (JSON.stringify(wanted) === JSON.stringify(stored)) {
        // A space that was just typed stays under the caret until the field is left.
        if (leaving) for (const entry of [gap, own]) entry.remove()
        continue
      }
      const longest = Math.max(wanted.gap.length, ownWordsOf(wanted.next).length)
      if (longest > textLimits.feedback) continue
      if (!maySend(gap, stored.gap) || !maySend(own, ownWordsOf(stored.next))) continue
      sending.current.add(point)
      void send({ kind: 'setFeedbackPoint', ...wanted, round: round.id }).then((done) => {
        sending.current.delete(point)
        if (!done) return
        settleDraft(gap, wanted.gap)
        settleDraft(own, ownWordsOf(wanted.next))
      })
    }
  })

  // Another session, round or person has other drafts.
  useEffect(() => {
    let timer: number | undefined
    const stops = feedbackPointNumbers
      .flatMap((point) => Object.values(pointDrafts(props, point)))
      .map((entry) =>
        entry.subscribe(() => {
          if (!isChangedHere(entry)) return
          window.clearTimeout(timer)
          timer = window.setTimeout(() => flush(false), pause)
        }),
      )
    const leave = () => flush(true)
    const hidden = () => document.hidden && flush(true)
    document.addEventListener('focusout', leave)
    document.addEventListener('visibilitychange', hidden)
    window.addEventListener('pagehide', leave)
    return () => {
      window.clearTimeout(timer)
      for (const stop of stops) stop()
      document.removeEventListener('focusout', leave)
      document.removeEventListener('visibilitychange', hidden)
      window.removeEventListener('pagehide', leave)
    }
  }, [place])

  // Sent when the connection is back, and when the scores open.
  useEffect(() => flush(false), [connected, open, place])
}

/** Of every round that has ended: the next one may open while words of the last are on their way. */
export function SendPoints(props: RoomProps): null {
  useSendPoints(props)
  return null
}
